-- Two clients who look alike and were entered on two laptops: perhaps one person. `a` is the smaller.
CREATE TABLE alike (
    a        BLOB NOT NULL,
    b        BLOB NOT NULL,
    likeness INTEGER NOT NULL,
    PRIMARY KEY (a, b)
) STRICT, WITHOUT ROWID;
CREATE INDEX alike_b ON alike (b);

-- What people judged of two clients, as it stands: a row for each change that says so. `a` is the smaller of the two,
-- `client` the one in whose record it stands.
CREATE TABLE judged (
    change BLOB PRIMARY KEY,
    client BLOB NOT NULL,
    a      BLOB NOT NULL,
    b      BLOB NOT NULL,
    same   INTEGER NOT NULL,
    author BLOB NOT NULL,
    at     INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX judged_client ON judged (client);
CREATE INDEX judged_pair ON judged (a, b, same);
