//! Search over clients, cases, notes, actions and drafts.
//!
//! What is signed or recorded is indexed by the view that shows it; the newest visits wait until there are a
//! few of them. Drafts are few and change with every word typed. What waits and what is a draft is looked
//! through as it stands, so that a save costs little here and an autosave nothing.

mod drafts;
mod find;
mod highlight;
mod hit;
mod index;
pub(crate) mod prose;
mod query;
mod read;
mod tokens;
mod waiting;

pub use find::Found;
pub(crate) use find::visits_with_code;
pub use highlight::Piece;
pub use hit::{Hit, HitKind};
pub(crate) use index::{DocId, DocKind, Document, documents, put, remove};
pub(crate) use query::Query;
pub(crate) use waiting::{index_all, newest_visit, settle};

use rusqlite::Connection;

/// Tables of the index. The index's own inner tables need no naming. None of them is dumped: what has come
/// into the index yet does not follow from the records alone. What has is compared by [`documents`].
pub(crate) const TABLES: &[&str] = &["search_people", "search_notes", "search_docs"];

/// The statements that make the tables and their indexes.
pub(crate) const SCHEMA: &str = include_str!("schema.sql");

/// Raised whenever the same text is indexed in another way, though the schema is the same.
pub(crate) const REVISION: u32 = 2;

/// Makes the tables, empty.
pub(crate) fn create_tables(conn: &Connection) -> rusqlite::Result<()> {
    conn.execute_batch(SCHEMA)
}

/// Lays the index out anew after much was put in, so that neither a search nor the next save pays for how
/// it grew. Takes about a second for 100,000 notes; what is found does not change.
pub(crate) fn tidy(conn: &Connection) -> rusqlite::Result<()> {
    conn.execute_batch(
        "INSERT INTO search_people (search_people) VALUES ('optimize');
         INSERT INTO search_notes (search_notes) VALUES ('optimize');",
    )
}

/// Removes the tables, also those an older version made.
pub(crate) fn drop_tables(conn: &Connection) -> rusqlite::Result<()> {
    for table in TABLES {
        conn.execute_batch(&format!("DROP TABLE IF EXISTS {table}"))?;
    }
    Ok(())
}
