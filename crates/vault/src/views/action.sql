-- Actions as a note agreed them. `place` is the note's place in the log with the action's own in the note: where two
-- notes agree the same action, each shows it.
CREATE TABLE actions (
    id      BLOB NOT NULL,
    place   INTEGER NOT NULL,
    visit   BLOB NOT NULL,
    "case"  BLOB NOT NULL,
    client  BLOB NOT NULL,
    what    TEXT NOT NULL,
    owner   TEXT NOT NULL,
    due     INTEGER,
    state   INTEGER NOT NULL,
    -- The case, while the action is open.
    open_in BLOB CHECK (open_in IS CASE WHEN state = 1 THEN "case" END),
    PRIMARY KEY (id, place)
) STRICT, WITHOUT ROWID;
-- Open actions are few beside those that were. What is due by a day is sought among all of them, which spares
-- every save an index by day.
CREATE INDEX actions_open ON actions (open_in, due) WHERE open_in IS NOT NULL;

-- What became of an action, from its own record. It may be here before its note, and says nothing of an action of the
-- same number in another file.
CREATE TABLE progress (
    id    BLOB NOT NULL,
    file  BLOB NOT NULL,
    state INTEGER NOT NULL,
    json  TEXT NOT NULL,
    seen  BLOB NOT NULL,
    PRIMARY KEY (id, file)
) STRICT, WITHOUT ROWID;
