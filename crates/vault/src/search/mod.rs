//! Search over clients, cases, notes, actions and drafts.
//!
//! What is signed or recorded is indexed by the view that shows it. Drafts are few and change with every
//! word typed: they are looked through as they stand, so that an autosave costs nothing here.

mod drafts;
mod find;
mod highlight;
mod hit;
mod index;
pub(crate) mod prose;
mod query;
mod tokens;

pub use find::Found;
pub use highlight::Piece;
pub use hit::{Hit, HitKind};
pub(crate) use index::{DocId, DocKind, Document, put, remove};
pub(crate) use query::Query;

use rusqlite::Connection;

/// Tables of the index, for dumping and comparing. The index's own inner tables need no naming.
pub(crate) const TABLES: &[&str] = &["search_people", "search_notes", "search_docs"];

/// The statements that make the tables and their indexes.
pub(crate) const SCHEMA: &str = include_str!("schema.sql");

/// Raised whenever the same text is indexed in another way, though the schema is the same.
pub(crate) const REVISION: u32 = 1;

/// Makes the tables, empty.
pub(crate) fn create_tables(conn: &Connection) -> rusqlite::Result<()> {
    conn.execute_batch(SCHEMA)
}

/// Removes the tables, also those an older version made.
pub(crate) fn drop_tables(conn: &Connection) -> rusqlite::Result<()> {
    for table in TABLES {
        conn.execute_batch(&format!("DROP TABLE IF EXISTS {table}"))?;
    }
    Ok(())
}
