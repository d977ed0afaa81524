//! Views: tables made from merged records, one module a noun.

use crate::context::{Context, Touched};
use crate::error::VaultError;
use history::RecordState;
use rusqlite::Connection;

/// Tables of the views, for dumping and comparing.
pub(crate) const TABLES: &[&str] = &[];

/// The statements that make the tables and their indexes.
pub(crate) const SCHEMA: &str = "";

/// Raised whenever the same log gives other rows than before, though the schema is the same.
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

/// Brings the view of one record to what the record now says.
pub(crate) fn refresh(
    _conn: &Connection,
    _touched: &Touched,
    _state: &RecordState,
    _context: &Context,
) -> Result<(), VaultError> {
    Ok(())
}
