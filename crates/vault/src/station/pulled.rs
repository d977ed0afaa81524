//! Files that a person was let into when their changes had gone by: they are brought in from the beginning.

use super::receive::chain_of;
use crate::error::VaultError;
use crate::log::column;
use crate::vault::Vault;
use casework::id::FileId;
use rusqlite::{Connection, params};

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
    /// The files whose earlier changes are yet to come. They go to [`receive`](Self::receive), at the end with
    /// `upto`.
    ///
    /// # Errors
    /// [`VaultError::NotFound`] for a vault that stands alone; when the vault cannot be read.
    pub fn backfills(&self) -> Result<Vec<Backfill>, VaultError> {
        chain_of(self)?;
        let sql = "SELECT file, pulled, upto FROM files_pulled WHERE upto > pulled ORDER BY file";
        let mut statement = self.conn.prepare_cached(sql)?;
        let rows = statement.query_map([], |row| {
            Ok(Backfill {
                file: FileId::from_bytes(row.get(0)?),
                after: row.get::<_, i64>(1)?.unsigned_abs(),
                upto: row.get::<_, i64>(2)?.unsigned_abs(),
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

/// A file is to be brought in, up to where everything has been asked for by now. Also where that is nowhere yet: the first
/// page may be under way, and was made for somebody who was not in the file.
pub(super) fn begin(conn: &Connection, file: FileId) -> Result<(), VaultError> {
    conn.prepare_cached(
        "INSERT OR REPLACE INTO files_pulled (file, pulled, upto) SELECT ?, 0, pulled FROM sync_state",
    )?
    .execute([file.bytes()])?;
    Ok(())
}

/// Everything came up to this number, in a page that may have been under way when the person was let into a file: what is
/// yet to come of such a file is asked for up to there as well.
pub(super) fn page_came(conn: &Connection, next: u64) -> Result<(), VaultError> {
    conn.prepare_cached("UPDATE files_pulled SET upto = ?1 WHERE upto < ?1")?
        .execute([column(next)])?;
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
