-- The access log: who opened which case file when, printed from it, or handed something of it out.
CREATE TABLE accesses (
    n      INTEGER PRIMARY KEY,
    "case" BLOB NOT NULL,
    number TEXT NOT NULL,
    device BLOB NOT NULL,
    person BLOB,
    kind   INTEGER NOT NULL,
    at     INTEGER NOT NULL,
    offset INTEGER NOT NULL
) STRICT;
CREATE INDEX accesses_case ON accesses ("case", at);
CREATE INDEX accesses_person ON accesses (person, at);
CREATE INDEX accesses_at ON accesses (at);

