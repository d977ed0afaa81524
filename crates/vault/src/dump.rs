//! The views as one row of bytes, for comparing: equal bytes, equal views. Row ids that are not a column of
//! their own do not count.

use crate::error::VaultError;
use crate::{attachment, views};
use rusqlite::Connection;
use rusqlite::types::ValueRef;

/// Hands out every row of every view, table by table, in the order of its cells.
pub(crate) fn views(conn: &Connection, mut out: impl FnMut(&[u8])) -> Result<(), VaultError> {
    let tables = views::TABLES.iter().chain([&attachment::names::TABLE]);
    for table in tables {
        out(table.as_bytes());
        rows(conn, table, &mut out)?;
    }
    Ok(())
}

fn rows(conn: &Connection, table: &str, out: &mut impl FnMut(&[u8])) -> Result<(), VaultError> {
    let columns = conn.prepare(&format!("SELECT * FROM {table}"))?.column_count();
    let order: Vec<_> = (1..=columns).map(|column| column.to_string()).collect();
    let mut statement =
        conn.prepare(&format!("SELECT * FROM {table} ORDER BY {}", order.join(", ")))?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        out(b"\n");
        for column in 0..columns {
            cell(row.get_ref(column)?, out);
        }
    }
    Ok(())
}

/// Type and length before the bytes, so that no two rows are spelled alike.
fn cell(value: ValueRef<'_>, out: &mut impl FnMut(&[u8])) {
    let mut sized = |tag: u8, bytes: &[u8]| {
        out(&[tag]);
        out(&(bytes.len() as u64).to_be_bytes());
        out(bytes);
    };
    match value {
        ValueRef::Null => sized(b'n', &[]),
        ValueRef::Integer(number) => sized(b'i', &number.to_be_bytes()),
        ValueRef::Real(number) => sized(b'r', &number.to_be_bytes()),
        ValueRef::Text(text) => sized(b't', text),
        ValueRef::Blob(bytes) => sized(b'b', bytes),
    }
}
