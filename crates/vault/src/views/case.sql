-- Cases as recorded.
CREATE TABLE cases (
    n         INTEGER PRIMARY KEY,
    id        BLOB NOT NULL UNIQUE,
    client    BLOB NOT NULL,
    number    TEXT NOT NULL,
    opened_on INTEGER NOT NULL,
    json      TEXT NOT NULL,
    seen      BLOB NOT NULL
) STRICT;
CREATE INDEX cases_client ON cases (client, opened_on, n);
CREATE INDEX cases_number ON cases (number);

-- The list of clients and cases: a row a case, and a row for a client without one. All that the list
-- shows, sorts and filters by stands in the row; what is not known is null and comes last.
CREATE TABLE case_rows (
    n            INTEGER PRIMARY KEY,
    "case"       BLOB,
    client       BLOB NOT NULL,
    number       TEXT,
    name         TEXT NOT NULL,
    name_key     TEXT NOT NULL,
    "group"      INTEGER NOT NULL,
    sex          INTEGER,
    birth        INTEGER,
    village      TEXT,
    categories   INTEGER NOT NULL,
    risk         INTEGER,
    last_visit   INTEGER,
    due          INTEGER,
    purpose      TEXT NOT NULL,
    open_actions INTEGER NOT NULL,
    entries      INTEGER NOT NULL,
    unchecked    INTEGER NOT NULL
) STRICT;
CREATE INDEX case_rows_client ON case_rows (client);
-- An index a column to sort by. What follows the order is there to be filtered by on the way, without a
-- look at the row. What a visit changes stands in two of them only.
CREATE INDEX case_rows_name ON case_rows (name_key, n, "group", village, categories, risk);
CREATE INDEX case_rows_number ON case_rows (number, name_key, n, "group", village, categories, risk);
CREATE INDEX case_rows_age ON case_rows (birth DESC, name_key, n, "group", village, categories, risk);
CREATE INDEX case_rows_village ON case_rows (village, name_key, n, "group", categories, risk);
CREATE INDEX case_rows_risk ON case_rows (risk DESC, name_key, n, "group", village, categories);
CREATE INDEX case_rows_last_visit ON case_rows (last_visit, name_key, n, "group", village, categories, risk);
CREATE INDEX case_rows_due ON case_rows (due, name_key, n, "group", village, categories, risk);

-- How many rows of the list there are of each facet (0 all, 1 children, 2 older people, 16 and up a
-- category), level of risk (0 none) and village, so that a total is not counted row by row.
CREATE TABLE case_counts (
    facet   INTEGER NOT NULL,
    risk    INTEGER NOT NULL,
    village TEXT NOT NULL,
    rows    INTEGER NOT NULL,
    PRIMARY KEY (facet, risk, village)
) STRICT, WITHOUT ROWID;

-- What a row of the list is found by when typing, as single characters (see ../search/tokens.rs).
CREATE VIRTUAL TABLE case_words USING fts5 (text, content = '', contentless_delete = 1, tokenize = 'ascii');

-- The timeline of a case, in the order in which it is read. `at` is in milliseconds; `visit` is the visit's
-- `n`, also of a review; `met` is 0 where nobody was home, and for all that is no visit. A visit that cannot be
-- shown has a kind of its own and no `visit`.
CREATE TABLE entries (
    "case"   BLOB NOT NULL,
    on_day   INTEGER NOT NULL,
    at       INTEGER NOT NULL,
    kind     INTEGER NOT NULL,
    ref      BLOB NOT NULL,
    visit    INTEGER,
    met      INTEGER NOT NULL,
    who      TEXT NOT NULL,
    sentence TEXT NOT NULL,
    risk     INTEGER,
    verdict  INTEGER,
    PRIMARY KEY ("case", on_day, at, kind, ref)
) STRICT, WITHOUT ROWID;
-- Visits that cannot be shown, to be found when they can. Others do not touch it.
CREATE INDEX entries_unshown ON entries (ref) WHERE kind >= 4;
