//! What goes up: this device's own changes, in the order of their numbers.

use super::caught_up;
use super::chain::DAMAGED;
use super::heads::pin;
use super::held;
use super::receive::chain_of;
use crate::error::VaultError;
use crate::log::column;
use crate::vault::Vault;
use casework::fields::RecordKind;
use casework::id::{DeviceId, FileId};
use chrono::{DateTime, FixedOffset};
use history::Hash;
use protocol::api::{Answer, AuthorHead, MAX_BATCH, Refused};
use protocol::{SealedChange, Wire as _};
use rusqlite::{Connection, OptionalExtension, Params, params};

/// How far vault and station have each other's changes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SyncState {
    /// The station's number up to which its changes came.
    pub pulled: u64,
    /// The number of this device's last change that the station has.
    pub acknowledged: u64,
    /// How many of this device's changes the station does not have.
    pub waiting: u64,
    /// When all that there was to do was done last, by this laptop's clock.
    pub synced_at: Option<DateTime<FixedOffset>>,
}

impl Vault {
    /// How far vault and station have each other's changes.
    ///
    /// # Errors
    /// When the vault cannot be read.
    pub fn sync_state(&self) -> Result<SyncState, VaultError> {
        let mut statement = self.conn.prepare_cached(
            "SELECT pulled, acknowledged, synced_at,
                 (SELECT count(*) FROM log WHERE author = ?1 AND seq > acknowledged)
                     + (SELECT count(*) FROM refused WHERE seq <= acknowledged)
             FROM sync_state",
        )?;
        let state = statement.query_row([self.identity.device.bytes()], |row| {
            let synced_at: Option<String> = row.get(2)?;
            Ok(SyncState {
                pulled: row.get::<_, i64>(0)?.unsigned_abs(),
                acknowledged: row.get::<_, i64>(1)?.unsigned_abs(),
                waiting: row.get::<_, i64>(3)?.unsigned_abs(),
                synced_at: synced_at.and_then(|text| DateTime::parse_from_rfc3339(&text).ok()),
            })
        });
        state.optional()?.ok_or(DAMAGED)
    }

    /// How many of this device's notes, addenda and reviews the station does not have.
    ///
    /// # Errors
    /// When the vault cannot be read.
    pub fn notes_waiting(&self) -> Result<u64, VaultError> {
        // All that is signed on a visit is one of these.
        let mut statement = self.conn.prepare_cached(
            "SELECT count(*) FROM log, sync_state WHERE author = ?1 AND kind = ?2
                 AND (seq > acknowledged OR seq IN (SELECT seq FROM refused))",
        )?;
        let of = params![self.identity.device.bytes(), RecordKind::VISIT.0];
        let count: i64 = statement.query_row(of, |row| row.get(0)).optional()?.unwrap_or(0);
        Ok(count.unsigned_abs())
    }

    /// This device's changes after this number that the station does not have, in the order of their numbers, as many as go
    /// into a batch of so many bytes and at least one. Those that it refused before are among them. What stands behind a
    /// change whose file the directory does not have yet waits for it ([`pending_acts`](Self::pending_acts)).
    ///
    /// # Errors
    /// [`VaultError::NotFound`] for a vault that stands alone; when the vault cannot be read.
    pub fn outbox(&self, after: u64, max_bytes: usize) -> Result<Vec<SealedChange>, VaultError> {
        let chain = chain_of(self)?;
        let known = |file| chain.directory.file(file).is_some();
        let sql = "SELECT generation, header, signature, sealed, file FROM log, sync_state
             WHERE author = ?1 AND seq > ?2
                 AND (seq > acknowledged OR seq IN (SELECT seq FROM refused)) ORDER BY seq";
        let of = params![self.identity.device.bytes(), column(after)];
        batch(&self.conn, sql, of, max_bytes, known)
    }

    /// What the station answered to changes of this device, by their numbers and in their order. What it has durably is
    /// acknowledged, as far as everything before it was answered; what it refuses stays in the log, and is shown with the answer.
    ///
    /// # Errors
    /// Faults of the disk.
    pub fn settle(&mut self, answers: &[(u64, Answer)]) -> Result<(), VaultError> {
        let transaction = self.conn.transaction()?;
        let me = self.identity.device;
        let before = acknowledged(&transaction)?;
        let mut upto = before;
        for (seq, answer) in answers {
            match answer {
                Answer::Stored | Answer::AlreadyThere => {
                    let sql = "DELETE FROM refused WHERE seq = ?";
                    transaction.prepare_cached(sql)?.execute([column(*seq)])?;
                    if all_answered(&transaction, me, (upto, *seq))? {
                        upto = upto.max(*seq);
                    }
                }
                Answer::Refused(why) => {
                    let sql = "INSERT OR REPLACE INTO refused (seq, answer) SELECT ?1, ?2
                         WHERE EXISTS (SELECT 1 FROM log WHERE author = ?3 AND seq = ?1)";
                    transaction.execute(sql, params![column(*seq), why.to_bytes(), me.bytes()])?;
                }
                Answer::Waiting => break,
            }
        }
        if upto > before {
            acknowledge(&transaction, me, upto)?;
        }
        Ok(transaction.commit()?)
    }

    /// This device's changes that the station does not take, by their numbers, with its answers.
    ///
    /// # Errors
    /// When the vault cannot be read.
    pub fn refused(&self) -> Result<Vec<(u64, Refused)>, VaultError> {
        let mut statement = self.conn.prepare("SELECT seq, answer FROM refused ORDER BY seq")?;
        let mut rows = statement.query([])?;
        let mut all = Vec::new();
        while let Some(row) = rows.next()? {
            let answer = Refused::from_bytes(&row.get::<_, Vec<u8>>(1)?).map_err(|_| DAMAGED)?;
            all.push((row.get::<_, i64>(0)?.unsigned_abs(), answer));
        }
        Ok(all)
    }

    /// All that there was to do is done.
    ///
    /// # Errors
    /// Faults of the disk.
    pub fn note_synced(&mut self, now: DateTime<FixedOffset>) -> Result<(), VaultError> {
        let transaction = self.conn.transaction()?;
        transaction.execute("UPDATE sync_state SET synced_at = ?", [now.to_rfc3339()])?;
        caught_up::whole(&transaction)?;
        Ok(transaction.commit()?)
    }
}

fn acknowledged(conn: &Connection) -> Result<u64, VaultError> {
    let sql = "SELECT acknowledged FROM sync_state";
    let found: Option<i64> = conn.query_row(sql, [], |row| row.get(0)).optional()?;
    Ok(found.ok_or(DAMAGED)?.unsigned_abs())
}

/// The station has this device's changes up to the first number, and has answered to every one between it and the
/// second. Else what it says of that one does not count yet: what is between would never be sent.
fn all_answered(
    conn: &Connection,
    me: DeviceId,
    (after, seq): (u64, u64),
) -> Result<bool, VaultError> {
    let mut statement = conn.prepare_cached(
        "SELECT 1 FROM log WHERE author = ?1 AND seq > ?2 AND seq < ?3
             AND seq NOT IN (SELECT seq FROM refused)",
    )?;
    Ok(!statement.exists(params![me.bytes(), column(after), column(seq)])?)
}

/// The station has this device's change with this number, and those before it.
pub(super) fn acknowledge(conn: &Connection, me: DeviceId, seq: u64) -> Result<(), VaultError> {
    let slot = params![me.bytes(), column(seq)];
    conn.prepare_cached(
        "UPDATE sync_state SET acknowledged = max(acknowledged, ?2)
         WHERE EXISTS (SELECT 1 FROM log WHERE author = ?1 AND seq = ?2)",
    )?
    .execute(slot)?;
    let sql = "SELECT id FROM log WHERE author = ? AND seq = ?";
    let id = conn.prepare_cached(sql)?.query_row(slot, |row| row.get(0)).optional()?;
    id.map_or(Ok(()), |id| pin(conn, &AuthorHead { author: me, seq, id: Hash(id) }))
}

/// Changes that a query finds, as many as go into a batch. Ends before one whose file is not known.
pub(super) fn batch(
    conn: &Connection,
    sql: &str,
    of: impl Params,
    max_bytes: usize,
    known: impl Fn(FileId) -> bool,
) -> Result<Vec<SealedChange>, VaultError> {
    let mut room = Batch { bytes: max_bytes, changes: MAX_BATCH, empty: true };
    let mut statement = conn.prepare_cached(sql)?;
    let mut rows = statement.query(of)?;
    let mut changes = Vec::new();
    while let Some(row) = rows.next()? {
        let change = held::sealed(row)?;
        if !known(FileId::from_bytes(row.get(4)?)) || !room.takes(&change) {
            break;
        }
        changes.push(change);
    }
    Ok(changes)
}

/// How much more goes into a batch.
struct Batch {
    bytes: usize,
    changes: usize,
    empty: bool,
}

impl Batch {
    fn takes(&mut self, change: &SealedChange) -> bool {
        let length = change.wire_len();
        if self.changes == 0 || (!self.empty && length > self.bytes) {
            return false;
        }
        self.empty = false;
        self.changes -= 1;
        self.bytes = self.bytes.saturating_sub(length);
        true
    }
}
