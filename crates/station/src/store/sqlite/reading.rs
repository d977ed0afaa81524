//! Rows as values.

use rusqlite::{Connection, Row};

use crate::store::{Figures, StoreError};

/// Bytes of a fixed length.
pub(super) fn bytes<const N: usize>(column: &[u8]) -> Result<[u8; N], StoreError> {
    column.try_into().map_err(|_| StoreError::Damaged)
}

/// A column of bytes of a fixed length.
pub(super) fn fixed<const N: usize>(row: &Row<'_>, column: usize) -> Result<[u8; N], StoreError> {
    bytes(row.get_ref(column)?.as_blob().map_err(|_| StoreError::Damaged)?)
}

/// A column that holds a number from 0.
pub(super) fn number(row: &Row<'_>, column: usize) -> Result<u64, StoreError> {
    u64::try_from(row.get::<_, i64>(column)?).map_err(|_| StoreError::Damaged)
}

/// A number as the database holds it. What is beyond is beyond every number that was given.
pub(super) fn stored(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

pub(super) fn figures(db: &Connection) -> Result<Figures, StoreError> {
    let one =
        |sql: &str| -> Result<u64, StoreError> { db.query_row(sql, [], |row| Ok(number(row, 0)))? };
    Ok(Figures {
        // Each head says how many its author has: counting rows would read them all.
        changes: one("SELECT coalesce((SELECT sum(seq) FROM heads), 0)
            - (SELECT count(*) FROM refused)")?,
        refused: one("SELECT count(*) FROM refused")?,
        last: one("SELECT coalesce(max(n), 0) FROM changes")?,
        forks: one("SELECT count(*) FROM forks")?,
        invitations: one("SELECT count(*) FROM invitations WHERE sealed <> x''")?,
        bytes: one("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size")?,
    })
}
