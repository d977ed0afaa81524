-- The people around clients, without those entered by mistake.
CREATE TABLE members (
    n      INTEGER PRIMARY KEY,
    id     BLOB NOT NULL UNIQUE,
    client BLOB NOT NULL,
    json   TEXT NOT NULL,
    seen   BLOB NOT NULL
) STRICT;
CREATE INDEX members_client ON members (client, n);

