-- Version 2.

-- That the first recovery code was not yet typed back from paper. One row, from the making of the vault until
-- somebody typed the code; never the code itself. Vaults of version 1 have none.
CREATE TABLE recovery_unchecked (
    only  INTEGER PRIMARY KEY CHECK (only = 1),
    since TEXT NOT NULL
) STRICT;

-- Values of one's own that somebody decided against, and of which one has taken note: by the change that wrote them.
CREATE TABLE dismissed (
    change BLOB PRIMARY KEY,
    at     TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- The secret half of this device's box: what is sealed to the device opens with it. One row.
CREATE TABLE box_key (
    only   INTEGER PRIMARY KEY CHECK (only = 1),
    secret BLOB NOT NULL
) STRICT;

-- The person's user keys, each generation's, by the public half. The one this device made itself comes first.
CREATE TABLE user_keys (
    n      INTEGER PRIMARY KEY,
    public BLOB NOT NULL UNIQUE,
    secret BLOB NOT NULL
) STRICT;

-- The keys under which the changes of a file are sealed, each generation's.
CREATE TABLE file_keys_2 (
    file       BLOB NOT NULL,
    generation INTEGER NOT NULL,
    key        BLOB NOT NULL,
    PRIMARY KEY (file, generation)
) STRICT, WITHOUT ROWID;
INSERT INTO file_keys_2 (file, generation, key) SELECT file, 1, key FROM file_keys;
DROP TABLE file_keys;
ALTER TABLE file_keys_2 RENAME TO file_keys;

-- Which of the file's keys a body is sealed under.
ALTER TABLE log ADD COLUMN generation INTEGER NOT NULL DEFAULT 1;

-- The station this vault belongs to. One row; none for a vault that stands alone. `root` is the hash of the first entry of
-- its directory, pinned. `invitation` is the typed secret with which this device joins, until it is in.
CREATE TABLE station (
    only       INTEGER PRIMARY KEY CHECK (only = 1),
    address    TEXT NOT NULL,
    authority  BLOB NOT NULL,
    name_key   BLOB NOT NULL,
    root       BLOB NOT NULL,
    founding   BLOB,
    invitation TEXT
) STRICT;

-- The station's directory: every entry, verified when it came.
CREATE TABLE directory (
    "index"   INTEGER PRIMARY KEY,
    entry     BLOB NOT NULL,
    signature BLOB NOT NULL
) STRICT;

-- How far this vault and the station have each other's changes: `pulled` is the station's number, `acknowledged` that of
-- this device's own changes. One row.
CREATE TABLE sync_state (
    only         INTEGER PRIMARY KEY CHECK (only = 1),
    pulled       INTEGER NOT NULL,
    acknowledged INTEGER NOT NULL,
    synced_at    TEXT
) STRICT;
INSERT INTO sync_state (only, pulled, acknowledged) VALUES (1, 0, 0);

-- Changes that came and are not believed, or not yet: kept, with the reason, and tried again when the directory grows.
-- `digest` is of the whole change, so that no altered copy stands in the way of the true one.
CREATE TABLE held (
    n          INTEGER PRIMARY KEY,
    digest     BLOB NOT NULL UNIQUE,
    id         BLOB NOT NULL,
    generation INTEGER NOT NULL,
    header     BLOB NOT NULL,
    signature  BLOB NOT NULL,
    sealed     BLOB NOT NULL,
    reason     INTEGER NOT NULL
) STRICT;
CREATE INDEX held_id ON held (id);

-- Own changes that the station does not take, by their numbers, and its answer as it came. They stay in the log.
CREATE TABLE refused (
    seq    INTEGER PRIMARY KEY,
    answer BLOB NOT NULL
) STRICT;

-- Files that this person was let into after their changes had gone by: from where and up to where they are yet to come.
CREATE TABLE files_pulled (
    file   BLOB PRIMARY KEY,
    pulled INTEGER NOT NULL,
    upto   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- The furthest that the station has ever said to have each author's changes.
CREATE TABLE station_heads (
    author BLOB PRIMARY KEY,
    seq    INTEGER NOT NULL,
    id     BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- Sealed files that the station has.
CREATE TABLE blobs_sent (
    sealed TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;
