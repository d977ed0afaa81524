//! Reading rows into values, where what stands in a row may turn out to be no value.

use crate::error::VaultError;
use rusqlite::{Connection, OptionalExtension as _, Params, Row};

/// Every row of a query.
pub(crate) fn all<T>(
    conn: &Connection,
    sql: &str,
    params: impl Params,
    mut read: impl FnMut(&Row<'_>) -> Result<T, VaultError>,
) -> Result<Vec<T>, VaultError> {
    let mut statement = conn.prepare_cached(sql)?;
    let mut rows = statement.query(params)?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push(read(row)?);
    }
    Ok(found)
}

/// The first row of a query, if there is one.
pub(crate) fn first<T>(
    conn: &Connection,
    sql: &str,
    params: impl Params,
    read: impl FnOnce(&Row<'_>) -> Result<T, VaultError>,
) -> Result<Option<T>, VaultError> {
    let mut statement = conn.prepare_cached(sql)?;
    statement.query_row(params, |row| Ok(read(row))).optional()?.transpose()
}

/// The number that a query counts.
pub(crate) fn count(conn: &Connection, sql: &str, params: impl Params) -> Result<u32, VaultError> {
    Ok(conn.prepare_cached(sql)?.query_row(params, |row| row.get(0))?)
}
