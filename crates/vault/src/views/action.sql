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
    seen    BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX actions_open_of_case ON actions ("case", due) WHERE state = 1 AND visit IS NOT NULL;
CREATE INDEX actions_open_due ON actions (due) WHERE state = 1 AND visit IS NOT NULL AND due IS NOT NULL;

