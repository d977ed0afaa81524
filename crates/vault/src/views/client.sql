-- Clients. `n` is the place in the log of the record's first change, here and in the other views.
CREATE TABLE clients (
    n          INTEGER PRIMARY KEY,
    id         BLOB NOT NULL UNIQUE,
    name       TEXT NOT NULL,
    id_number  TEXT NOT NULL,
    birth      INTEGER,
    sex        INTEGER,
    village    TEXT NOT NULL,
    sound      TEXT,
    device     BLOB NOT NULL,
    json       TEXT NOT NULL,
    seen       BLOB NOT NULL
) STRICT;
CREATE INDEX clients_id_number ON clients (id_number) WHERE id_number <> '';
CREATE INDEX clients_name ON clients (name, birth);
CREATE INDEX clients_village ON clients (village, birth);
CREATE INDEX clients_sound ON clients (village, sound);

