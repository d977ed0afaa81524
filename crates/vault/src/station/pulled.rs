//! Files that a person was let into when their changes had gone by: they are brought in from the beginning.

use super::receive::chain_of;
use crate::error::VaultError;
use crate::log::column;
use crate::vault::Vault;
use casework::id::FileId;
use rusqlite::{Connection, params};
use std::collections::BTreeSet;

/// A file whose earlier changes are yet to come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Backfill {
    /// The file.
    pub file: FileId,
    /// The station's number after which to ask.
    pub after: u64,
    /// The station's number up to which to ask: the rest came with everything else.
    pub upto: u64,
}

impl Vault {
    /// A file whose earlier changes are yet to come, but for these. They go to [`receive`](Self::receive), at the end with
    /// `upto`.
    ///
    /// # Errors
    /// [`VaultError::NotFound`] for a vault that stands alone; when the vault cannot be read.
    pub fn backfill(&self, but: &BTreeSet<FileId>) -> Result<Option<Backfill>, VaultError> {
        chain_of(self)?;
        let sql = "SELECT file, pulled, upto FROM files_pulled ORDER BY file";
        let mut statement = self.conn.prepare_cached(sql)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let file = FileId::from_bytes(row.get(0)?);
            if !but.contains(&file) {
                let after = row.get::<_, i64>(1)?.unsigned_abs();
                let upto = row.get::<_, i64>(2)?.unsigned_abs();
                return Ok(Some(Backfill { file, after, upto }));
            }
        }
        Ok(None)
    }
}

/// A file is to be brought in, up to where everything has been asked for by now. Nothing where that is nowhere yet. A page
/// that was under way meanwhile was made for somebody who was not in the file: it is not for this vault any more.
pub(super) fn begin(conn: &Connection, file: FileId) -> Result<(), VaultError> {
    conn.prepare_cached(
        "INSERT OR REPLACE INTO files_pulled (file, pulled, upto)
         SELECT ?, 0, pulled FROM sync_state WHERE pulled > 0",
    )?
    .execute([file.bytes()])?;
    Ok(())
}

/// The changes of a file are here up to this number.
pub(super) fn advance(conn: &Connection, file: FileId, next: u64) -> Result<(), VaultError> {
    let moved = conn
        .prepare_cached("UPDATE files_pulled SET pulled = max(pulled, ?2) WHERE file = ?1")?
        .execute(params![file.bytes(), column(next)])?;
    if moved == 0 {
        return Err(VaultError::NotFound);
    }
    conn.prepare_cached("DELETE FROM files_pulled WHERE file = ? AND pulled >= upto")?
        .execute([file.bytes()])?;
    Ok(())
}
