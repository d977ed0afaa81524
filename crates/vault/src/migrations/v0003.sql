-- Version 3.

-- Authors of whom the station was last seen to have less than it must by station_heads, and up to which number it has
-- them: a loss is answered once.
CREATE TABLE station_short (
    author BLOB PRIMARY KEY,
    seq    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Sealed files that a signed note names and that may be lacking here: looked for on the disk, then asked of the station.
CREATE TABLE blobs_wanted (
    sealed TEXT NOT NULL,
    owner  BLOB NOT NULL,
    PRIMARY KEY (sealed, owner)
) STRICT, WITHOUT ROWID;
INSERT INTO blobs_wanted (sealed, owner) SELECT sealed, owner FROM attachment_names WHERE draft = 0;

-- Files of which somebody filled an emergency box with something else than the file's key: who, in which entry of the
-- directory, and whether it was filled rightly since.
CREATE TABLE escrow_doubts (
    file   BLOB PRIMARY KEY,
    author BLOB NOT NULL,
    entry  INTEGER NOT NULL,
    mended INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Up to which entry of the directory this person was told what concerns everybody.
CREATE TABLE station_told (
    only  INTEGER PRIMARY KEY CHECK (only = 1),
    entry INTEGER NOT NULL
) STRICT;

-- What happened at the station or to somebody's laptop that a person must know, from when it was first seen, until she has
-- taken note. `about` is the device it is about; empty where it is about none.
CREATE TABLE alarms (
    kind  INTEGER NOT NULL,
    about BLOB NOT NULL,
    since TEXT NOT NULL,
    noted INTEGER NOT NULL CHECK (noted IN (0, 1)),
    PRIMARY KEY (kind, about)
) STRICT, WITHOUT ROWID;

-- What went to and came from other laptops as files on a stick, by laptop: their log is here up to `taken`, ours is there
-- up to `given` as they said; each with the change at that place and where the packer's directory ended. `wants`: hashes of
-- attachments that they lack, one after the other.
CREATE TABLE parcels (
    device          BLOB PRIMARY KEY,
    taken           INTEGER,
    taken_last      BLOB,
    taken_directory INTEGER,
    given           INTEGER,
    given_last      BLOB,
    given_directory INTEGER,
    wants           BLOB
) STRICT, WITHOUT ROWID;

-- The keys of the accesses to the files that this person audits, each generation's. Who may open a file has none here: they
-- follow from the file's.
CREATE TABLE audit_keys (
    file       BLOB NOT NULL,
    generation INTEGER NOT NULL,
    key        BLOB NOT NULL,
    PRIMARY KEY (file, generation)
) STRICT, WITHOUT ROWID;

-- Up to which number of a revoked author's chain what the station keeps aside is here.
CREATE TABLE aside (
    author BLOB PRIMARY KEY,
    upto   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- When revoked devices came to the station and were told, and when they said that their keys are destroyed: by the
-- station's clock, in seconds since 1970-01-01 UTC.
CREATE TABLE farewells (
    device BLOB PRIMARY KEY,
    told   INTEGER NOT NULL,
    wiped  INTEGER
) STRICT, WITHOUT ROWID;

-- Notes of revoked devices that this person took over, and the visit that she wrote from each.
CREATE TABLE taken_over (
    change BLOB PRIMARY KEY,
    visit  BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- From which number on another laptop that is this device signed other changes than this one. One row; none for a
-- laptop that is alone what it is.
CREATE TABLE own_fork (
    only INTEGER PRIMARY KEY CHECK (only = 1),
    seq  INTEGER NOT NULL
) STRICT;

-- The device that this laptop is about to become, with its secrets and the invitation by which it comes in. One row.
CREATE TABLE next_device (
    only       INTEGER PRIMARY KEY CHECK (only = 1),
    device     BLOB NOT NULL,
    seed       BLOB NOT NULL,
    box_secret BLOB NOT NULL,
    invitation TEXT NOT NULL
) STRICT;

-- Own changes that were signed again when this laptop became another device, and what took their places.
CREATE TABLE rewritten (
    old BLOB PRIMARY KEY,
    new BLOB NOT NULL
) STRICT, WITHOUT ROWID;
