-- Actions: what was agreed, from the note, and what became of it, from the action's own record. Either may
-- come first; an action is shown once its note is here (`visit` is not null).
CREATE TABLE actions (
    id      BLOB PRIMARY KEY,
    visit   BLOB,
    place   INTEGER NOT NULL,
    "case"  BLOB,
    client  BLOB,
    what    TEXT NOT NULL,
    owner   TEXT NOT NULL,
    due     INTEGER,
    state   INTEGER NOT NULL,
    progress_json TEXT NOT NULL,
    seen    BLOB NOT NULL,
    -- The case, while the action is shown and open.
    open_in BLOB CHECK (open_in IS CASE WHEN state = 1 AND visit IS NOT NULL THEN "case" END)
) STRICT, WITHOUT ROWID;
-- Open actions are few beside those that were. What is due by a day is sought among all of them, which spares
-- every save an index by day.
CREATE INDEX actions_open ON actions (open_in, due) WHERE open_in IS NOT NULL;

