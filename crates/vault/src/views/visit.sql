-- Signed visits. `started_at` is in seconds of wall time, `at` the same moment in milliseconds of UTC.
CREATE TABLE visits (
    n            INTEGER PRIMARY KEY,
    id           BLOB NOT NULL UNIQUE,
    "case"       BLOB NOT NULL,
    client       BLOB NOT NULL,
    kind         INTEGER,
    started_at   INTEGER,
    on_day       INTEGER NOT NULL,
    at           INTEGER NOT NULL,
    author_name  TEXT NOT NULL,
    summary      TEXT NOT NULL,
    attachments  INTEGER NOT NULL,
    next_on      INTEGER,
    next_purpose TEXT NOT NULL,
    note_change  BLOB NOT NULL,
    code         TEXT NOT NULL,
    addenda      INTEGER NOT NULL,
    note_json    TEXT NOT NULL,
    addenda_json TEXT NOT NULL
) STRICT;

-- The codes on printed pages: one for the note alone and one for each addendum that followed.
CREATE TABLE page_codes (
    code    TEXT NOT NULL,
    visit   BLOB NOT NULL,
    addenda INTEGER NOT NULL,
    PRIMARY KEY (code, visit, addenda)
) STRICT, WITHOUT ROWID;

