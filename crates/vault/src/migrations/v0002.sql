-- Version 2.

-- Values of one's own that somebody decided against, and of which one has taken note: by the change that wrote them.
CREATE TABLE dismissed (
    change BLOB PRIMARY KEY,
    at     TEXT NOT NULL
) STRICT, WITHOUT ROWID;
