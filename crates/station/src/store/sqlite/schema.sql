-- The station's database, version 3. Integers are unsigned; blobs of 16 bytes are ids, of 32 hashes and keys.

CREATE TABLE stations (
    key      INTEGER PRIMARY KEY,
    id       BLOB UNIQUE,          -- none before it is founded: the founder's laptop brings it
    name     TEXT NOT NULL,        -- for the operator; the name that people see is sealed in the directory
    address  TEXT NOT NULL,
    founding BLOB                  -- the public key made from the founding code; none afterwards
) STRICT;

CREATE TABLE directory (
    station   INTEGER NOT NULL,
    place     INTEGER NOT NULL,    -- the entry's index
    hash      BLOB NOT NULL,
    entry     BLOB NOT NULL,
    signature BLOB NOT NULL,
    PRIMARY KEY (station, place)
) STRICT, WITHOUT ROWID;

-- What changes are about, apart from their bodies: a laptop's page is found without reading the bodies of others.
-- The id is the hash of a header that says author and seq, so the pair makes it unique as well.
CREATE TABLE changes (
    n          INTEGER PRIMARY KEY,
    station    INTEGER NOT NULL,
    author     BLOB NOT NULL,
    seq        INTEGER NOT NULL,
    id         BLOB NOT NULL,
    file       BLOB NOT NULL,
    generation INTEGER NOT NULL,
    length     INTEGER NOT NULL,   -- bytes on the wire
    kind       INTEGER NOT NULL,   -- what it does: whoever audits a file is given its accesses (7) alone
    UNIQUE (station, author, seq)
) STRICT;

CREATE INDEX changes_by_file ON changes (station, file);

CREATE TABLE bodies (
    n         INTEGER PRIMARY KEY,
    header    BLOB NOT NULL,
    signature BLOB NOT NULL,
    sealed    BLOB NOT NULL
) STRICT;

-- Changes that their author signed and the directory does not admit, or that her device signed after it was revoked. Each
-- holds its place in the author's chain, so that what she wrote after it is taken. None is handed out with the others; one that is admitted later moves to the changes.
CREATE TABLE refused (
    station    INTEGER NOT NULL,
    author     BLOB NOT NULL,
    seq        INTEGER NOT NULL,
    id         BLOB NOT NULL,
    generation INTEGER NOT NULL,
    header     BLOB NOT NULL,
    signature  BLOB NOT NULL,
    sealed     BLOB NOT NULL,
    PRIMARY KEY (station, author, seq)
) STRICT;

-- The last change of each author, refused or not, without a gap before it.
CREATE TABLE heads (
    station INTEGER NOT NULL,
    author  BLOB NOT NULL,
    seq     INTEGER NOT NULL,
    id      BLOB NOT NULL,
    PRIMARY KEY (station, author)
) STRICT, WITHOUT ROWID;

-- Evidence: an author signed two changes in one place.
CREATE TABLE forks (
    station   INTEGER NOT NULL,
    author    BLOB NOT NULL,
    seq       INTEGER NOT NULL,
    id        BLOB NOT NULL,
    header    BLOB NOT NULL,
    signature BLOB NOT NULL,
    sealed    BLOB NOT NULL,
    PRIMARY KEY (station, author, seq, id)
) STRICT;

CREATE TABLE invitations (
    station    INTEGER NOT NULL,
    lookup     BLOB NOT NULL,
    invitation BLOB NOT NULL,      -- the key by which the directory knows it
    sealed     BLOB NOT NULL,      -- empty once it no longer waits
    expires_at INTEGER NOT NULL,   -- seconds since 1970-01-01 UTC
    PRIMARY KEY (station, lookup)
) STRICT;

-- Devices that came after they were revoked: when they were told first, and when they said that their keys are destroyed,
-- in seconds since 1970-01-01 UTC.
CREATE TABLE farewells (
    station INTEGER NOT NULL,
    device  BLOB NOT NULL,
    told    INTEGER NOT NULL,
    wiped   INTEGER,
    PRIMARY KEY (station, device)
) STRICT, WITHOUT ROWID;

-- Of each file the last snapshot that one of its writers made: what new laptops show until the changes are there.
CREATE TABLE snapshots (
    n         INTEGER PRIMARY KEY,
    station   INTEGER NOT NULL,
    file      BLOB NOT NULL,
    author    BLOB NOT NULL,
    seq       INTEGER NOT NULL,    -- up to which the author had given her own changes
    header    BLOB NOT NULL,
    signature BLOB NOT NULL,
    sealed    BLOB NOT NULL,
    UNIQUE (station, file)
) STRICT;

-- The least place that the next change gets. A restored backup leaves a gap, so that no place is given twice.
CREATE TABLE numbering (
    next INTEGER NOT NULL
) STRICT;

INSERT INTO numbering VALUES (1);
