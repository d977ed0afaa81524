//! The keys of the files: one for each client's and each case's file and for each generation of it, kept inside the
//! encrypted database.

use crate::error::VaultError;
use casework::id::FileId;
use rusqlite::{Connection, OptionalExtension, Row, params};
use sealing::{FileKey, hazmat};
use zeroize::Zeroizing;

/// The first generation of a file's key.
pub(crate) const FIRST: u32 = 1;

/// A file's key of a generation, if it is known here.
pub(crate) fn find(
    conn: &Connection,
    file: FileId,
    generation: u32,
) -> Result<Option<FileKey>, VaultError> {
    let mut statement =
        conn.prepare_cached("SELECT key FROM file_keys WHERE file = ? AND generation = ?")?;
    Ok(statement.query_row(params![file.bytes(), generation], |row| key(row, 0)).optional()?)
}

/// The newest key of a file that is known here, with its generation.
pub(crate) fn newest(
    conn: &Connection,
    file: FileId,
) -> Result<Option<(u32, FileKey)>, VaultError> {
    let mut statement = conn.prepare_cached(
        "SELECT generation, key FROM file_keys WHERE file = ? ORDER BY generation DESC LIMIT 1",
    )?;
    let newest = statement.query_row([file.bytes()], |row| Ok((row.get(0)?, key(row, 1)?)));
    Ok(newest.optional()?)
}

/// The newest key of a file, made where the file is new.
pub(crate) fn newest_or_make(
    conn: &Connection,
    file: FileId,
) -> Result<(u32, FileKey), VaultError> {
    if let Some(found) = newest(conn, file)? {
        return Ok(found);
    }
    let key = FileKey::make();
    keep(conn, file, FIRST, &key)?;
    Ok((FIRST, key))
}

/// Keeps a key. One that is here already stays: something is sealed under it.
pub(crate) fn keep(
    conn: &Connection,
    file: FileId,
    generation: u32,
    key: &FileKey,
) -> Result<(), VaultError> {
    conn.prepare_cached(
        "INSERT OR IGNORE INTO file_keys (file, generation, key) VALUES (?, ?, ?)",
    )?
    .execute(params![file.bytes(), generation, hazmat::expose(key)])?;
    Ok(())
}

fn key(row: &Row<'_>, column: usize) -> rusqlite::Result<FileKey> {
    let bytes = Zeroizing::new(row.get::<_, [u8; 32]>(column)?);
    Ok(hazmat::file_key_from_bytes(&bytes))
}
