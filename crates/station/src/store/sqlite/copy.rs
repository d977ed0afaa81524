//! A copy of the database while it is in use, and what must be done to one that is put back.

use std::path::Path;

use rusqlite::Connection;
use rusqlite::backup::{Backup, StepResult};

use protocol::api::LEAP;

use super::{SqliteStore, open};
use crate::store::StoreError;

/// How far the numbering jumps when a backup is put back: more changes than can have come in since it was made.
const GAP: i64 = 1 << 40;
const _: () = assert!(GAP as u64 > LEAP);

impl SqliteStore {
    /// Copies the database at `from`, which may be in use, into a new file.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn copy(from: &Path, to: &Path) -> Result<(), StoreError> {
        let source = open::reading(from)?;
        let mut copy = Connection::open(to)?;
        // In one go: a copy in steps begins again with each change that comes in meanwhile. Nobody waits for it, since
        // the source is read as it was when the copy began.
        if Backup::new(&source, &mut copy)?.step(-1)? != StepResult::Done {
            return Err(StoreError::Database);
        }
        // One file: no journal lies beside it.
        copy.pragma_update(None, "journal_mode", "DELETE")?;
        Ok(())
    }

    /// Checks a database that was put back, and leaves a gap in its numbering: a place that was given after the
    /// backup was made is never given to another change, so a laptop that remembers it misses nothing. By the gap a laptop
    /// sees that the station was put back.
    ///
    /// # Errors
    /// [`StoreError::Damaged`].
    pub fn take_over(path: &Path) -> Result<(), StoreError> {
        let db = open::writing(path, None)?;
        let verdict: String = db.query_row("PRAGMA integrity_check", [], |row| row.get(0))?;
        if verdict != "ok" {
            return Err(StoreError::Damaged);
        }
        let sql = "UPDATE numbering SET next =
            max(next, coalesce((SELECT max(n) + 1 FROM changes), 0)) + ?1";
        db.execute(sql, [GAP])?;
        Ok(())
    }
}
