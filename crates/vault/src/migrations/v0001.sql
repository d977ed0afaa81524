-- Version 1: what cannot be derived from anything else. Views and search have no place here: they
-- are built from these tables, and built anew whenever their own shape changes.

-- Whose vault this is. One row.
CREATE TABLE identity (
    only        INTEGER PRIMARY KEY CHECK (only = 1),
    vault       BLOB NOT NULL,
    station     BLOB NOT NULL,
    station_name TEXT NOT NULL,
    person      BLOB NOT NULL,
    device      BLOB NOT NULL,
    device_seed BLOB NOT NULL,
    created_at  TEXT NOT NULL
) STRICT;

-- Devices whose signatures are known here, and whose they are.
CREATE TABLE devices (
    device      BLOB PRIMARY KEY,
    public      BLOB NOT NULL,
    person      BLOB NOT NULL,
    person_name TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- The key under which the changes of a file are sealed.
CREATE TABLE file_keys (
    file BLOB PRIMARY KEY,
    key  BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- The changes, only ever added. `sealed` is the body as it would cross the wire. The id is a hash of the
-- header, which holds author and number: it is unique because these are, and needs no index of its own.
CREATE TABLE log (
    n         INTEGER PRIMARY KEY,
    id        BLOB NOT NULL,
    file      BLOB NOT NULL,
    record    BLOB NOT NULL,
    kind      INTEGER NOT NULL,
    author    BLOB NOT NULL,
    seq       INTEGER NOT NULL,
    header    BLOB NOT NULL,
    signature BLOB NOT NULL,
    sealed    BLOB NOT NULL,
    UNIQUE (author, seq)
) STRICT;
CREATE INDEX log_record ON log (record, kind, file);
-- The household of a client, those among them whom no view shows any more (kind 2). Other changes do not touch it.
CREATE INDEX log_members ON log (file, record) WHERE kind = 2;

-- What is being written and not yet signed. `id` is the visit; an addendum's draft bears the id of the
-- visit it belongs to. `found_due_at` is when a discarded one was first found to be old enough to go.
CREATE TABLE drafts (
    n            INTEGER PRIMARY KEY,
    id           BLOB NOT NULL,
    kind         TEXT NOT NULL CHECK (kind IN ('visit', 'addendum')),
    "case"       BLOB NOT NULL,
    client       BLOB NOT NULL,
    json         TEXT NOT NULL,
    begun_at     TEXT NOT NULL,
    saved_at     TEXT NOT NULL,
    discarded_at TEXT,
    found_due_at TEXT,
    UNIQUE (id, kind)
) STRICT;
CREATE INDEX drafts_case ON drafts ("case");

-- Forms that are half filled in: a registration, an intake. `key` says which form of which record. Kept until
-- the form is saved or thrown away.
CREATE TABLE forms (
    key      TEXT PRIMARY KEY,
    json     TEXT NOT NULL,
    saved_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Which record or draft names which sealed file, so that a file is removed only when nothing does.
-- `owner` is the visit.
CREATE TABLE attachment_names (
    sealed TEXT NOT NULL,
    owner  BLOB NOT NULL,
    draft  INTEGER NOT NULL CHECK (draft IN (0, 1)),
    PRIMARY KEY (sealed, owner, draft)
) STRICT, WITHOUT ROWID;
CREATE INDEX attachment_names_owner ON attachment_names (owner, draft);

-- From what shape, revision and rules the views were built, and the names of their tables, a list in JSON: a
-- later version removes these and no others. One row.
CREATE TABLE views_made_of (
    only        INTEGER PRIMARY KEY CHECK (only = 1),
    fingerprint BLOB NOT NULL,
    tables      TEXT NOT NULL
) STRICT;
