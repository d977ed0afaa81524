//! Search over clients, cases, notes, actions and drafts.

use crate::draft::{Draft, DraftKind};
use crate::error::VaultError;
use casework::id::VisitId;
use rusqlite::Connection;

/// Tables of the index, for dumping and comparing. The index's own inner tables need no naming.
pub(crate) const TABLES: &[&str] = &[];

/// The statements that make the tables and their indexes.
pub(crate) const SCHEMA: &str = "";

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

/// Makes a draft findable as it now stands; a discarded one is not found.
pub(crate) fn index_draft(_conn: &Connection, _draft: &Draft) -> Result<(), VaultError> {
    Ok(())
}

/// Takes a draft that is signed or purged out of the index.
pub(crate) fn forget_draft(
    _conn: &Connection,
    _id: VisitId,
    _kind: DraftKind,
) -> Result<(), VaultError> {
    Ok(())
}
