//! How far each author's changes are here, and how far the station must have them.

use super::alarm::{self, AlarmKind};
use super::caught_up;
use super::outbox::batch;
use crate::error::VaultError;
use crate::log::column;
use crate::vault::Vault;
use casework::id::DeviceId;
use chrono::{DateTime, FixedOffset};
use history::{ChangeId, Hash};
use protocol::SealedChange;
use protocol::api::AuthorHead;
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::BTreeMap;

/// From one author to the next by the index: it costs what there are authors, and not what there are changes.
const HEADS: &str = "WITH RECURSIVE authors (author) AS (
        SELECT min(author) FROM log
        UNION ALL SELECT (SELECT min(log.author) FROM log WHERE log.author > authors.author)
            FROM authors WHERE authors.author IS NOT NULL)
    SELECT log.author, log.seq, log.id FROM authors CROSS JOIN log ON log.author = authors.author
        AND log.seq = (SELECT max(last.seq) FROM log AS last WHERE last.author = authors.author)
    ORDER BY log.author";

impl Vault {
    /// The last change of each author that is here, by author. Of those before it some may be missing: a person sees the
    /// files she is a member of.
    ///
    /// # Errors
    /// When the vault cannot be read.
    pub fn heads(&self) -> Result<Vec<AuthorHead>, VaultError> {
        heads(&self.conn, HEADS)
    }

    /// The last change of each author that the station must have, by author: others' that came from it, one's own that it
    /// acknowledged. A station that says less was put back.
    ///
    /// # Errors
    /// When the vault cannot be read.
    pub fn pinned(&self) -> Result<Vec<AuthorHead>, VaultError> {
        heads(&self.conn, "SELECT author, seq, id FROM station_heads ORDER BY author")
    }

    /// The change of an author with this number, if it is here.
    ///
    /// # Errors
    /// When the vault cannot be read.
    pub fn change_at(&self, author: DeviceId, seq: u64) -> Result<Option<ChangeId>, VaultError> {
        let mut statement =
            self.conn.prepare_cached("SELECT id FROM log WHERE author = ? AND seq = ?")?;
        let slot = params![author.bytes(), column(seq)];
        Ok(statement.query_row(slot, |row| row.get(0)).optional()?.map(Hash))
    }

    /// An author's changes after this number, as they are here, in order: what a station that was put back is given
    /// again. Bounded as the [`outbox`](Self::outbox).
    ///
    /// # Errors
    /// When the vault cannot be read.
    pub fn changes_of(
        &self,
        author: DeviceId,
        after: u64,
        max_bytes: usize,
    ) -> Result<Vec<SealedChange>, VaultError> {
        let sql = "SELECT generation, header, signature, sealed, file FROM log
             WHERE author = ?1 AND seq > ?2 ORDER BY seq";
        batch(&self.conn, sql, params![author.bytes(), column(after)], max_bytes, |_| true)
    }

    /// Authors of whom the station was last seen to have less than it must ([`pinned`](Self::pinned)), each with the number
    /// up to which it has them. Not this device, once the station acknowledged a further change of it: that would be lost
    /// anew.
    ///
    /// # Errors
    /// When the vault cannot be read.
    pub fn short(&self) -> Result<BTreeMap<DeviceId, u64>, VaultError> {
        let mut statement = self.conn.prepare_cached(
            "SELECT author, seq FROM station_short
             WHERE author <> ? OR seq >= (SELECT acknowledged FROM sync_state)",
        )?;
        let short = statement.query_map([self.identity.device.bytes()], |row| {
            Ok((DeviceId::from_bytes(row.get(0)?), row.get::<_, i64>(1)?.unsigned_abs()))
        })?;
        Ok(short.collect::<Result<_, _>>()?)
    }

    /// Keeps what [`short`](Self::short) tells. With `rewind` it forgets what the station is believed to have: everything is
    /// asked for and offered again, and of this device's changes those after the number told of it; and a person is to know
    /// ([`AlarmKind::StationWentBack`]). What is here stays.
    ///
    /// # Errors
    /// Faults of the disk.
    pub fn note_short(
        &mut self,
        short: &BTreeMap<DeviceId, u64>,
        rewind: bool,
        now: DateTime<FixedOffset>,
    ) -> Result<(), VaultError> {
        let transaction = self.conn.transaction()?;
        transaction.execute("DELETE FROM station_short", [])?;
        for (author, seq) in short {
            let row = params![author.bytes(), column(*seq)];
            transaction.execute("INSERT INTO station_short (author, seq) VALUES (?, ?)", row)?;
        }
        if rewind {
            alarm::raise(&transaction, AlarmKind::StationWentBack, None, now)?;
            transaction.execute_batch(
                "UPDATE sync_state SET pulled = 0;
                 DELETE FROM files_pulled;
                 DELETE FROM blobs_sent;",
            )?;
            caught_up::forget(&transaction)?;
            if let Some(seq) = short.get(&self.identity.device) {
                let sql = "UPDATE sync_state SET acknowledged = min(acknowledged, ?)";
                transaction.execute(sql, [column(*seq)])?;
            }
        }
        Ok(transaction.commit()?)
    }
}

/// The station has this change.
pub(super) fn pin(conn: &Connection, head: &AuthorHead) -> Result<(), VaultError> {
    conn.prepare_cached(
        "INSERT INTO station_heads (author, seq, id) VALUES (?1, ?2, ?3)
         ON CONFLICT (author) DO UPDATE SET seq = ?2, id = ?3 WHERE ?2 > seq",
    )?
    .execute(params![head.author.bytes(), column(head.seq), head.id.bytes()])?;
    Ok(())
}

fn heads(conn: &Connection, sql: &str) -> Result<Vec<AuthorHead>, VaultError> {
    let mut statement = conn.prepare_cached(sql)?;
    let heads = statement.query_map([], |row| {
        Ok(AuthorHead {
            author: DeviceId::from_bytes(row.get(0)?),
            seq: row.get::<_, i64>(1)?.unsigned_abs(),
            id: Hash(row.get(2)?),
        })
    })?;
    Ok(heads.collect::<Result<_, _>>()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_heads_cost_what_there_are_authors() {
        let db = Connection::open_in_memory().unwrap();
        db.execute_batch(include_str!("../migrations/v0001.sql")).unwrap();
        let mut explain = db.prepare(&format!("EXPLAIN QUERY PLAN {HEADS}")).unwrap();
        let steps = explain.query_map([], |row| row.get::<_, String>(3)).unwrap();
        let steps: Vec<String> = steps.map(Result::unwrap).collect();
        let walks = |step: &String| step.contains("SCAN log") || step.contains("SCAN last");
        assert!(!steps.iter().any(walks), "{steps:?}");
        assert!(steps.iter().any(|step| step.contains("SEARCH last USING COVERING INDEX")));
    }
}
