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
