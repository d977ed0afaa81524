-- Full-text index over single characters (see tokens.rs). Contentless: the text itself stands in the
-- views. A row's id is its place in the log, so the newest hits are the highest ids, and the index walks
-- them from the top without collecting the rest.
-- Pages of the index have to fit in a page of the database: SQLCipher keeps 80 of its 4096 bytes.
CREATE VIRTUAL TABLE search_people USING fts5 (text, content = '', contentless_delete = 1, tokenize = 'ascii');
INSERT INTO search_people (search_people, rank) VALUES ('pgsz', 3970);
CREATE VIRTUAL TABLE search_notes USING fts5 (text, content = '', contentless_delete = 1, tokenize = 'ascii');
INSERT INTO search_notes (search_notes, rank) VALUES ('pgsz', 3970);

-- Which documents are in the index, and by which words: so that what did not change is not indexed again.
-- Notes and actions that are newer wait for the index (see waiting.rs).
CREATE TABLE search_docs (
    id     INTEGER PRIMARY KEY,
    digest BLOB NOT NULL
) STRICT;
