-- Version 3.

-- Authors of whom the station was last seen to have less than it must by station_heads, and up to which number it has
-- them: a loss is answered once.
CREATE TABLE station_short (
    author BLOB PRIMARY KEY,
    seq    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
