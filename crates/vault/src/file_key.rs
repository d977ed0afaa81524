//! The keys of the files: one for each client's and each case's file, kept inside the encrypted database.

use crate::error::VaultError;
use casework::id::FileId;
use rusqlite::{Connection, OptionalExtension, params};
use sealing::{FileKey, hazmat};
use zeroize::Zeroizing;

/// The file's key, if the file is known here.
pub(crate) fn find(conn: &Connection, file: FileId) -> Result<Option<FileKey>, VaultError> {
    let mut statement = conn.prepare_cached("SELECT key FROM file_keys WHERE file = ?")?;
    let key = statement
        .query_row([file.bytes()], |row| {
            let bytes = Zeroizing::new(row.get::<_, [u8; 32]>(0)?);
            Ok(hazmat::file_key_from_bytes(&bytes))
        })
        .optional()?;
    Ok(key)
}

/// The file's key, made where the file is new.
pub(crate) fn find_or_make(conn: &Connection, file: FileId) -> Result<FileKey, VaultError> {
    if let Some(key) = find(conn, file)? {
        return Ok(key);
    }
    let key = FileKey::make();
    conn.prepare_cached("INSERT INTO file_keys (file, key) VALUES (?, ?)")?
        .execute(params![file.bytes(), hazmat::expose(&key)])?;
    Ok(key)
}
