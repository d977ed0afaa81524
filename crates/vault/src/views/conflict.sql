-- Fields on which people disagree, of records that are shown. Few beside the records there are.
CREATE TABLE conflicts (
    record BLOB NOT NULL,
    field  INTEGER NOT NULL,
    kind   INTEGER NOT NULL,
    file   BLOB NOT NULL,
    since  INTEGER NOT NULL,
    sides  INTEGER NOT NULL,
    PRIMARY KEY (record, field, kind, file)
) STRICT, WITHOUT ROWID;
CREATE INDEX conflicts_since ON conflicts (since, record, field);

-- Values that somebody else than their author decided against, and that do not stand again.
CREATE TABLE set_aside (
    change BLOB PRIMARY KEY,
    record BLOB NOT NULL,
    field  INTEGER NOT NULL,
    kind   INTEGER NOT NULL,
    file   BLOB NOT NULL,
    author BLOB NOT NULL,
    by     BLOB NOT NULL,
    at     INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX set_aside_record ON set_aside (record);
CREATE INDEX set_aside_author ON set_aside (author, at);
