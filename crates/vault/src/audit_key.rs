//! The keys of the accesses to a file: they follow from the file's keys, and whoever audits a file has them alone.

use crate::error::VaultError;
use crate::file_key;
use casework::id::FileId;
use rusqlite::{Connection, OptionalExtension, params};
use sealing::{AuditKey, hazmat};
use zeroize::Zeroizing;

/// A file's audit key of a generation, if it is known here or follows from what is.
pub(crate) fn find(
    conn: &Connection,
    file: FileId,
    generation: u32,
) -> Result<Option<AuditKey>, VaultError> {
    if let Some(key) = file_key::find(conn, file, generation)? {
        return Ok(Some(key.derive_audit_key()));
    }
    let mut statement =
        conn.prepare_cached("SELECT key FROM audit_keys WHERE file = ? AND generation = ?")?;
    let key = statement.query_row(params![file.bytes(), generation], |row| {
        let bytes = Zeroizing::new(row.get::<_, [u8; 32]>(0)?);
        Ok(hazmat::audit_key_from_bytes(&bytes))
    });
    Ok(key.optional()?)
}

/// Keeps a key that came in a lockbox. A later one takes its place: nothing here is sealed under it.
pub(crate) fn keep(
    conn: &Connection,
    file: FileId,
    generation: u32,
    key: &AuditKey,
) -> Result<(), VaultError> {
    conn.prepare_cached(
        "INSERT OR REPLACE INTO audit_keys (file, generation, key) VALUES (?, ?, ?)",
    )?
    .execute(params![file.bytes(), generation, hazmat::expose(key)])?;
    Ok(())
}
