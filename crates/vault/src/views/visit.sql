-- Signed visits. `started_at` is in seconds of wall time, `at` the same moment in milliseconds of UTC. `codes`
-- are those on printed pages: of the note alone, and with each addendum that followed. A row is a note: `n` is its
-- place in the log. From a visit's id the index of the log leads to `n`; of several laptops a visit may have several. `author` is the person whose laptop signed the note, `risk` that of its case,
-- null while the case is not here. `review` is where the note stands, `queue` the list that it is thereby in.
CREATE TABLE visits (
    n            INTEGER PRIMARY KEY,
    id           BLOB NOT NULL,
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
    codes        TEXT NOT NULL,
    addenda      INTEGER NOT NULL,
    note_json    TEXT NOT NULL,
    addenda_json TEXT NOT NULL,
    addenda_changes BLOB NOT NULL,
    author       BLOB NOT NULL,
    signed_at    INTEGER NOT NULL,
    risk         INTEGER,
    review       INTEGER NOT NULL,
    queue        INTEGER NOT NULL,
    reviews_json TEXT NOT NULL
) STRICT;
-- The queue in its order; all that it is narrowed by is at hand on the way.
CREATE INDEX visits_queue ON visits (queue, risk DESC, signed_at, n, author);

