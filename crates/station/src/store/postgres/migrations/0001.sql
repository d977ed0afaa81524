-- A PostgreSQL that keeps stations, version 1. Every row belongs to a station. Integers are from 0; bytes of 16 are ids,
-- of 32 hashes and keys.

CREATE TABLE stations (
    key      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    home     bytea NOT NULL UNIQUE,     -- what the station's home says, so that no home meets another's station
    id       bytea UNIQUE,              -- none before it is founded: the founder's laptop brings it
    name     text NOT NULL,             -- for the operator; the name that people see is sealed in the directory
    address  text NOT NULL,
    founding bytea,                     -- the public key made from the founding code; none afterwards
    -- This row is the turnstile of the station: whoever writes changes or entries locks it first, in whatever server. So
    -- places become visible in the order in which they are given, and what was judged at an entry is kept at that entry.
    next     bigint NOT NULL DEFAULT 1, -- the place that the next change gets
    entries  bigint NOT NULL DEFAULT 0, -- how many entries the directory has
    bytes    bigint NOT NULL DEFAULT 0  -- of changes and entries
);

CREATE TABLE directory (
    station   bigint NOT NULL,
    place     bigint NOT NULL,          -- the entry's index
    hash      bytea NOT NULL,
    entry     bytea NOT NULL,
    signature bytea NOT NULL,
    PRIMARY KEY (station, place)
);

-- The id is the hash of a header that says author and seq, so the pair makes it unique as well.
CREATE TABLE changes (
    station    bigint NOT NULL,
    n          bigint NOT NULL,
    author     bytea NOT NULL,
    seq        bigint NOT NULL,
    id         bytea NOT NULL,
    file       bytea NOT NULL,
    generation bigint NOT NULL,
    length     bigint NOT NULL,         -- bytes on the wire
    kind       bigint NOT NULL,         -- what it does: whoever audits a file is given its accesses (7) alone
    header     bytea NOT NULL,
    signature  bytea NOT NULL,
    sealed     bytea NOT NULL,
    PRIMARY KEY (station, n),
    UNIQUE (station, author, seq)
);

CREATE INDEX changes_by_file ON changes (station, file, n) INCLUDE (length);

-- Changes that their author signed and the directory does not admit, or that her device signed after it was revoked. Each
-- holds its place in the author's chain, so that what she wrote after it is taken. None is handed out with the others;
-- one that is admitted later moves to the changes.
CREATE TABLE refused (
    station    bigint NOT NULL,
    author     bytea NOT NULL,
    seq        bigint NOT NULL,
    id         bytea NOT NULL,
    generation bigint NOT NULL,
    header     bytea NOT NULL,
    signature  bytea NOT NULL,
    sealed     bytea NOT NULL,
    PRIMARY KEY (station, author, seq)
);

-- The last change of each author, refused or not, without a gap before it.
CREATE TABLE heads (
    station bigint NOT NULL,
    author  bytea NOT NULL,
    seq     bigint NOT NULL,
    id      bytea NOT NULL,
    PRIMARY KEY (station, author)
);

-- Evidence: an author signed two changes in one place.
CREATE TABLE forks (
    station   bigint NOT NULL,
    author    bytea NOT NULL,
    seq       bigint NOT NULL,
    id        bytea NOT NULL,
    header    bytea NOT NULL,
    signature bytea NOT NULL,
    sealed    bytea NOT NULL,
    PRIMARY KEY (station, author, seq, id)
);

CREATE TABLE invitations (
    station    bigint NOT NULL,
    lookup     bytea NOT NULL,
    invitation bytea NOT NULL,          -- the key by which the directory knows it
    sealed     bytea NOT NULL,          -- empty once it no longer waits
    expires_at bigint NOT NULL,         -- seconds since 1970-01-01 UTC
    PRIMARY KEY (station, lookup)
);

-- Devices that came after they were revoked: when they were told first, and when they said that their keys are destroyed,
-- in seconds since 1970-01-01 UTC.
CREATE TABLE farewells (
    station bigint NOT NULL,
    device  bytea NOT NULL,
    told    bigint NOT NULL,
    wiped   bigint,
    PRIMARY KEY (station, device)
);

-- Who is speaking. Not logged: neither a crash nor a failover keeps them, and every laptop shows its key again.
CREATE UNLOGGED TABLE challenges (
    station   bigint NOT NULL,
    challenge bytea NOT NULL,
    device    bytea NOT NULL,
    given     timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (station, challenge)
);

CREATE INDEX challenges_by_time ON challenges (station, given);

CREATE UNLOGGED TABLE sessions (
    station bigint NOT NULL,
    token   bytea NOT NULL,             -- its hash
    device  bytea NOT NULL,
    opened  timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (station, token)
);

CREATE INDEX sessions_by_device ON sessions (station, device, opened);

-- Sealed bytes do not get smaller.
ALTER TABLE changes ALTER COLUMN sealed SET STORAGE EXTERNAL;
ALTER TABLE refused ALTER COLUMN sealed SET STORAGE EXTERNAL;
ALTER TABLE forks ALTER COLUMN sealed SET STORAGE EXTERNAL;
ALTER TABLE directory ALTER COLUMN entry SET STORAGE EXTERNAL;
