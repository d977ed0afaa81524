-- Version 4.

-- Keys of files that did not come out of this person's box though she has what should open it: who filled the box, in
-- which entry of the directory that was seen, and whether the file has a key that opens since.
CREATE TABLE key_doubts (
    file       BLOB NOT NULL,
    generation INTEGER NOT NULL,
    author     BLOB NOT NULL,
    entry      INTEGER NOT NULL,
    mended     INTEGER NOT NULL,
    PRIMARY KEY (file, generation)
) STRICT, WITHOUT ROWID;

-- Which of what is held may pass, and how much there is of what no known device signed.
CREATE INDEX held_reason ON held (reason);

-- How many changes came and were not kept, because so much of what nobody known had signed was held already; and for which
-- reasons, a bit each: everything is asked for again when more is known that may cure one of them. One row.
CREATE TABLE held_over (
    only    INTEGER PRIMARY KEY CHECK (only = 1),
    count   INTEGER NOT NULL,
    reasons INTEGER NOT NULL
) STRICT;

-- What a person said of a laptop that came in by somebody else's invitation: whose it is, the entry of the directory by
-- which it came, and whether it gets the keys.
CREATE TABLE laptop_answers (
    person BLOB NOT NULL,
    entry  INTEGER NOT NULL,
    yes    INTEGER NOT NULL,
    PRIMARY KEY (person, entry)
) STRICT, WITHOUT ROWID;

-- Which entry of the directory was its last here when the last page of the station's changes came (`page`), and when all that
-- the station had was here (`whole`). Of a device that was revoked by then nothing more can come. One row.
CREATE TABLE caught_up (
    only  INTEGER PRIMARY KEY CHECK (only = 1),
    page  INTEGER NOT NULL,
    whole INTEGER
) STRICT;

-- Snapshots that came before the changes they are of: shown in the list as not yet checked, until the changes are here.
-- `covers`: the changes that they show, one hash after the other; `line`: what they come to, in JSON.
CREATE TABLE snapshots (
    n      INTEGER PRIMARY KEY,
    file   BLOB NOT NULL UNIQUE,
    client BLOB NOT NULL,
    author BLOB NOT NULL,
    covers BLOB NOT NULL,
    line   TEXT NOT NULL
) STRICT;
CREATE INDEX snapshots_client ON snapshots (client);

-- Whose snapshots said something else than the changes, and nobody was told yet.
CREATE TABLE snapshot_doubts (
    author BLOB PRIMARY KEY
) STRICT, WITHOUT ROWID;

-- Up to which number of its own changes this device has given snapshots of what it wrote.
ALTER TABLE sync_state ADD COLUMN snapshots INTEGER NOT NULL DEFAULT 0;
