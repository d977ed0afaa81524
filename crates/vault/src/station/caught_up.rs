//! Up to which entry of the directory everything is here that the station had. What a revoked device signed before, the
//! station had when it was revoked: what turns up later for one of its numbers that are not here was signed since, by
//! whoever has that laptop now, and a station lends a hand.
//!
//! Where a number's place in the chain is proven this says nothing. A file that somebody was let into since is brought in
//! whole, and a station that was put back is asked for everything anew: this knows nothing of either.

use super::receive::Source;
use crate::error::VaultError;
use crate::log::column;
use rusqlite::{Connection, OptionalExtension};

/// A page of the station's changes came, under a directory of this last entry.
pub(super) fn page_came(conn: &Connection, under: u64, from: Source) -> Result<(), VaultError> {
    if from == Source::Station {
        conn.prepare_cached(
            "INSERT INTO caught_up (only, page) VALUES (1, ?1)
             ON CONFLICT DO UPDATE SET page = ?1",
        )?
        .execute([column(under)])?;
    }
    Ok(())
}

/// All that the station had is here.
pub(super) fn whole(conn: &Connection) -> Result<(), VaultError> {
    conn.execute("UPDATE caught_up SET whole = max(page, coalesce(whole, 0))", [])?;
    Ok(())
}

/// Everything is asked for again.
pub(super) fn forget(conn: &Connection) -> Result<(), VaultError> {
    conn.execute("DELETE FROM caught_up", [])?;
    Ok(())
}

/// Up to which entry; nothing where that never was, or what comes is an earlier part of a file.
pub(super) fn entry(conn: &Connection, from: Source) -> Result<Option<u64>, VaultError> {
    if matches!(from, Source::Backfill(_)) {
        return Ok(None);
    }
    let mut statement = conn.prepare_cached("SELECT whole FROM caught_up")?;
    let whole: Option<Option<i64>> = statement.query_row([], |row| row.get(0)).optional()?;
    Ok(whole.flatten().map(i64::unsigned_abs))
}
