//! What goes up: this device's own changes, in the order of their numbers; and what a station that went back has lost.

use super::chain::DAMAGED;
use super::receive::chain_of;
use crate::error::VaultError;
use crate::log::column;
use crate::vault::Vault;
use casework::id::{DeviceId, FileId};
use chrono::{DateTime, FixedOffset};
use history::Hash;
use protocol::api::{AuthorHead, Heads, MAX_BATCH, Refused};
use protocol::{SealedChange, Wire as _};
use rusqlite::{OptionalExtension, Row, params};
use sealing::Signature;
use std::collections::BTreeMap;

/// How far vault and station have each other's changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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

/// What the station's word on how far it has each author's changes shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HeadsFinding {
    /// Authors of whom the station has less than it once said: it was put back. Nothing is lost that is here; it is
    /// sent again.
    pub went_back: Vec<DeviceId>,
    /// Authors of whom the station has another change with a number than it once said, or than is here.
    pub forked: Vec<DeviceId>,
}

impl Vault {
    /// How far vault and station have each other's changes.
    ///
    /// # Errors
    /// When the vault cannot be read.
    pub fn sync_state(&self) -> Result<SyncState, VaultError> {
        let mut statement = self.conn.prepare_cached(
            "SELECT pulled, acknowledged, synced_at,
                 (SELECT count(*) FROM log WHERE author = ?1 AND seq > acknowledged) FROM sync_state",
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

    /// This device's changes that the station does not have, in the order of their numbers, as many as go into a batch of
    /// so many bytes and at least one. What stands behind a change whose file the directory does not have yet waits for
    /// it ([`pending_acts`](Self::pending_acts)).
    ///
    /// # Errors
    /// [`VaultError::NotFound`] for a vault that stands alone; when the vault cannot be read.
    pub fn outbox(&self, max_bytes: usize) -> Result<Vec<SealedChange>, VaultError> {
        let chain = chain_of(self)?;
        let after = column(self.sync_state()?.acknowledged);
        let known = |file| chain.directory.file(file).is_some();
        self.changes_after(self.identity.device, after, &mut Batch::of(max_bytes), known)
    }

    /// The station has this device's changes up to this number, durably.
    ///
    /// # Errors
    /// Faults of the disk.
    pub fn acknowledge(&mut self, seq: u64) -> Result<(), VaultError> {
        self.conn.execute(
            "UPDATE sync_state SET acknowledged = max(acknowledged, min(?2,
                 (SELECT coalesce(max(seq), 0) FROM log WHERE author = ?1)))",
            params![self.identity.device.bytes(), column(seq)],
        )?;
        Ok(())
    }

    /// The station does not take this change of this device. It stays in the log, and is shown with the answer.
    ///
    /// # Errors
    /// Faults of the disk.
    pub fn note_refused(&mut self, seq: u64, answer: Refused) -> Result<(), VaultError> {
        let sql = "INSERT OR REPLACE INTO refused (seq, answer) VALUES (?, ?)";
        self.conn.execute(sql, params![column(seq), answer.to_bytes()])?;
        Ok(())
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
        self.conn.execute("UPDATE sync_state SET synced_at = ?", [now.to_rfc3339()])?;
        Ok(())
    }

    /// The last change of each author that is here, by author. Of the authors before it some may be missing: a person
    /// sees the files she is a member of.
    ///
    /// # Errors
    /// When the vault cannot be read.
    pub fn heads(&self) -> Result<Vec<AuthorHead>, VaultError> {
        let sql = "SELECT author, max(seq), id FROM log GROUP BY author ORDER BY author";
        let mut statement = self.conn.prepare_cached(sql)?;
        let heads = statement.query_map([], head)?.collect::<Result<_, _>>()?;
        Ok(heads)
    }

    /// Holds what the station says to have against what it once said and what is here, and remembers the furthest. Where
    /// it lost changes of this device, they wait again.
    ///
    /// # Errors
    /// Faults of the disk.
    pub fn note_station_heads(&mut self, told: &Heads) -> Result<HeadsFinding, VaultError> {
        let by_author: BTreeMap<_, _> =
            told.heads.iter().map(|head| (head.author, (head.seq, head.id))).collect();
        let mut finding = HeadsFinding::default();
        let transaction = self.conn.transaction()?;
        let sql = "SELECT author, seq, id FROM station_heads ORDER BY author";
        let pinned: Vec<AuthorHead> =
            transaction.prepare(sql)?.query_map([], head)?.collect::<Result<_, _>>()?;
        for pin in pinned {
            match by_author.get(&pin.author) {
                Some((seq, id)) if *seq == pin.seq && *id != pin.id => {
                    finding.forked.push(pin.author);
                }
                Some((seq, _)) if *seq >= pin.seq => {}
                _ => finding.went_back.push(pin.author),
            }
        }
        for head in &told.heads {
            let slot = params![head.author.bytes(), column(head.seq)];
            let here = "SELECT id FROM log WHERE author = ? AND seq = ?";
            let id =
                transaction.prepare_cached(here)?.query_row(slot, |row| row.get(0)).optional()?;
            let differs = id.is_some_and(|id| Hash(id) != head.id);
            if differs && !finding.forked.contains(&head.author) {
                finding.forked.push(head.author);
            }
            transaction
                .prepare_cached(
                    "INSERT INTO station_heads (author, seq, id) VALUES (?1, ?2, ?3)
                     ON CONFLICT (author) DO UPDATE SET seq = ?2, id = ?3 WHERE ?2 > seq",
                )?
                .execute(params![head.author.bytes(), column(head.seq), head.id.bytes()])?;
        }
        let mine = by_author.get(&self.identity.device).map_or(0, |(seq, _)| *seq);
        let sql = "UPDATE sync_state SET acknowledged = min(acknowledged, ?)";
        transaction.execute(sql, [column(mine)])?;
        transaction.commit()?;
        Ok(finding)
    }

    /// Changes of whatever author that are here and beyond what the station says to have, each author's in the order of
    /// their numbers: what a station that was put back is given again.
    ///
    /// # Errors
    /// [`VaultError::NotFound`] for a vault that stands alone; when the vault cannot be read.
    pub fn beyond(
        &self,
        station: &Heads,
        max_bytes: usize,
    ) -> Result<Vec<SealedChange>, VaultError> {
        let chain = chain_of(self)?;
        let mut batch = Batch::of(max_bytes);
        let mut all = Vec::new();
        for head in self.heads()? {
            let place = station.heads.binary_search_by_key(&head.author, |told| told.author);
            let after = place.map_or(0, |place| station.heads[place].seq);
            let known = |file| chain.directory.file(file).is_some();
            if after < head.seq {
                all.extend(self.changes_after(head.author, column(after), &mut batch, known)?);
            }
        }
        Ok(all)
    }

    fn changes_after(
        &self,
        author: DeviceId,
        after: i64,
        batch: &mut Batch,
        known: impl Fn(FileId) -> bool,
    ) -> Result<Vec<SealedChange>, VaultError> {
        let mut statement = self.conn.prepare_cached(
            "SELECT generation, header, signature, sealed, file FROM log
             WHERE author = ? AND seq > ? ORDER BY seq",
        )?;
        let mut rows = statement.query(params![author.bytes(), after])?;
        let mut changes = Vec::new();
        while let Some(row) = rows.next()? {
            let change = SealedChange {
                generation: row.get(0)?,
                header: row.get(1)?,
                signature: Signature(row.get(2)?),
                sealed: row.get(3)?,
            };
            if !known(FileId::from_bytes(row.get(4)?)) || !batch.takes(&change) {
                break;
            }
            changes.push(change);
        }
        Ok(changes)
    }
}

/// How much more goes into a batch.
struct Batch {
    bytes: usize,
    changes: usize,
    empty: bool,
}

impl Batch {
    fn of(bytes: usize) -> Self {
        Self { bytes, changes: MAX_BATCH, empty: true }
    }

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

fn head(row: &Row<'_>) -> rusqlite::Result<AuthorHead> {
    Ok(AuthorHead {
        author: DeviceId::from_bytes(row.get(0)?),
        seq: row.get::<_, i64>(1)?.unsigned_abs(),
        id: Hash(row.get(2)?),
    })
}
