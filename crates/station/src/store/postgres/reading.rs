//! Rows as values.

use tokio_postgres::Row;

use super::line::Line;
use crate::store::{Figures, StoreError};

/// A column of bytes of a fixed length.
pub(super) fn fixed<const N: usize>(row: &Row, column: usize) -> Result<[u8; N], StoreError> {
    let bytes: &[u8] = row.try_get(column).map_err(|_| StoreError::Damaged)?;
    bytes.try_into().map_err(|_| StoreError::Damaged)
}

/// The same where there may be none.
pub(super) fn maybe<const N: usize>(
    row: &Row,
    column: usize,
) -> Result<Option<[u8; N]>, StoreError> {
    let bytes: Option<&[u8]> = row.try_get(column).map_err(|_| StoreError::Damaged)?;
    bytes.map(|bytes| bytes.try_into().map_err(|_| StoreError::Damaged)).transpose()
}

/// A column of bytes.
pub(super) fn bytes(row: &Row, column: usize) -> Result<Vec<u8>, StoreError> {
    row.try_get(column).map_err(|_| StoreError::Damaged)
}

/// A column that holds a number from 0.
pub(super) fn number(row: &Row, column: usize) -> Result<u64, StoreError> {
    let number: i64 = row.try_get(column).map_err(|_| StoreError::Damaged)?;
    u64::try_from(number).map_err(|_| StoreError::Damaged)
}

pub(super) fn figures(line: &mut Line, station: i64) -> Result<Figures, StoreError> {
    // Each head says how many its author has: counting rows would read them all.
    let sql = "SELECT
        (SELECT coalesce(sum(seq), 0)::bigint FROM heads WHERE station = $1),
        (SELECT count(*) FROM refused WHERE station = $1),
        (SELECT count(*) FROM forks WHERE station = $1),
        (SELECT count(*) FROM invitations WHERE station = $1 AND sealed <> ''),
        bytes,
        coalesce((SELECT max(n) FROM changes WHERE station = $1), 0)
        FROM stations WHERE key = $1";
    let row = line.row(sql, &[&station])?.ok_or(StoreError::Unknown)?;
    let refused = number(&row, 1)?;
    Ok(Figures {
        changes: number(&row, 0)?.saturating_sub(refused),
        refused,
        forks: number(&row, 2)?,
        invitations: number(&row, 3)?,
        bytes: number(&row, 4)?,
        last: number(&row, 5)?,
    })
}
