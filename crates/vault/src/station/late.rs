//! What laptops left behind that were revoked: notes that they had not sent before. They count nowhere; a person reads
//! them, and may write one of them anew in her own hand.

use super::held;
use super::reason::HeldReason;
use super::receive::chain_of;
use crate::body_key::BodyKey;
use crate::error::VaultError;
use crate::log::{self, column};
use crate::vault::Vault;
use casework::id::{DeviceId, PersonId, VisitId};
use history::{ChangeId, Hash, Header, decode_body};
use protocol::SealedChange;
use protocol::api::{LastSeen, Numbered};
use protocol::directory::Role;
use rusqlite::{OptionalExtension, params};
use serde_json::Value;

/// A change that a laptop signed and had not sent before it was revoked.
#[derive(Clone, Debug, PartialEq)]
pub struct LateChange {
    /// The change.
    pub id: ChangeId,
    /// Its header. Its author signed it: held changes of other origin are not among these.
    pub header: Header,
    /// What it says; nothing where its file's key is not here.
    pub body: Option<Value>,
    /// The visit that this person wrote from it.
    pub taken: Option<VisitId>,
}

/// When a revoked laptop came to the station, by the station's clock, in seconds since 1970-01-01 UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Farewell {
    /// When it was told.
    pub told: u64,
    /// When it said that its keys are destroyed.
    pub wiped: Option<u64>,
}

impl Vault {
    /// The signed directory says that this device was revoked.
    #[must_use]
    pub fn is_ended(&self) -> bool {
        let me = self.directory().and_then(|directory| directory.device(self.identity.device));
        me.is_some_and(|device| !device.is_active())
    }

    /// Up to which number what the station keeps aside of a revoked author is here; nothing where the author was not
    /// revoked, or is this device.
    ///
    /// # Errors
    /// [`VaultError::NotFound`] for a vault that stands alone; when the vault cannot be read.
    pub fn aside_upto(&self, author: DeviceId) -> Result<Option<u64>, VaultError> {
        let device = chain_of(self)?.directory.device(author);
        let last = device.and_then(|device| device.revoked);
        let Some(last) = last.filter(|_| author != self.identity.device) else { return Ok(None) };
        let sql = "SELECT upto FROM aside WHERE author = ?";
        let mut statement = self.conn.prepare_cached(sql)?;
        let upto: Option<i64> =
            statement.query_row([author.bytes()], |row| row.get(0)).optional()?;
        Ok(Some(upto.map_or(last, i64::unsigned_abs).max(last)))
    }

    /// Keeps what a revoked author left at the station: held, as it counts nowhere; and that it is here up to this number.
    ///
    /// # Errors
    /// As [`receive`](Self::receive).
    pub fn receive_aside(
        &mut self,
        author: DeviceId,
        items: &[Numbered],
        upto: u64,
    ) -> Result<(), VaultError> {
        self.receive(items, 0, super::Source::Elsewhere)?;
        let sql = "INSERT INTO aside (author, upto) VALUES (?1, ?2)
             ON CONFLICT DO UPDATE SET upto = max(upto, ?2)";
        self.conn.execute(sql, params![author.bytes(), column(upto)])?;
        Ok(())
    }

    /// What revoked laptops had not sent before, in the order in which it came.
    ///
    /// # Errors
    /// When the vault cannot be read.
    pub fn late(&self) -> Result<Vec<LateChange>, VaultError> {
        let sql = "SELECT id FROM held WHERE reason = ? GROUP BY id ORDER BY min(n)";
        let mut statement = self.conn.prepare_cached(sql)?;
        let ids = statement.query_map([HeldReason::AfterRevocation.column()], |row| row.get(0))?;
        let ids: Vec<_> = ids.collect::<Result<_, _>>()?;
        ids.into_iter().filter_map(|id| self.late_change(Hash(id)).transpose()).collect()
    }

    /// How many of [`late`](Self::late) nobody here has taken over.
    ///
    /// # Errors
    /// When the vault cannot be read.
    pub fn late_waiting(&self) -> Result<u64, VaultError> {
        let sql = "SELECT count(DISTINCT id) FROM held
             WHERE reason = ? AND id NOT IN (SELECT change FROM taken_over)";
        let mut statement = self.conn.prepare_cached(sql)?;
        let count: i64 =
            statement.query_row([HeldReason::AfterRevocation.column()], |row| row.get(0))?;
        Ok(count.unsigned_abs())
    }

    /// One of [`late`](Self::late); nothing where it is none of them.
    ///
    /// # Errors
    /// When the vault cannot be read.
    pub fn late_change(&self, id: ChangeId) -> Result<Option<LateChange>, VaultError> {
        let Some(change) = held::find(&self.conn, id)? else { return Ok(None) };
        let Ok(header) = Header::decode(&change.header) else { return Ok(None) };
        let directory = &chain_of(self)?.directory;
        let revoked = directory.device(header.author).and_then(|device| device.revoked);
        if revoked.is_none_or(|last| header.seq <= last) {
            return Ok(None);
        }
        let body = self.body_of(&change, &header)?;
        let mut statement =
            self.conn.prepare_cached("SELECT visit FROM taken_over WHERE change = ?")?;
        let taken = statement.query_row([id.bytes()], |row| row.get(0)).optional()?;
        Ok(Some(LateChange { id, header, body, taken: taken.map(VisitId::from_bytes) }))
    }

    /// What a change says, where its file's key is here.
    pub(super) fn body_of(
        &self,
        change: &SealedChange,
        header: &Header,
    ) -> Result<Option<Value>, VaultError> {
        let key = BodyKey::find(&self.conn, BodyKey::of(header, change.generation))?;
        let Some(key) = key else { return Ok(None) };
        let opened = log::open_body(&key, header, (&change.header, &change.sealed));
        Ok(opened.ok().and_then(|body| decode_body(&body).ok()))
    }

    /// A person wrote a visit from what a revoked laptop had not sent.
    ///
    /// # Errors
    /// Faults of the disk.
    pub fn note_taken_over(&mut self, change: ChangeId, visit: VisitId) -> Result<(), VaultError> {
        let sql = "INSERT OR REPLACE INTO taken_over (change, visit) VALUES (?, ?)";
        self.conn.execute(sql, params![change.bytes(), visit.bytes()])?;
        Ok(())
    }

    /// Whether this person may hear when revoked laptops came to the station, and it is not known of all that they have
    /// destroyed their keys.
    ///
    /// # Errors
    /// [`VaultError::NotFound`] for a vault that stands alone; when the vault cannot be read.
    pub fn awaits_farewells(&self) -> Result<bool, VaultError> {
        let directory = &chain_of(self)?.directory;
        if directory.role(self.identity.person) != Some(Role::Manager) {
            return Ok(false);
        }
        for (id, _) in directory.devices().filter(|(_, device)| !device.is_active()) {
            if self.farewell(id)?.is_none_or(|seen| seen.wiped.is_none()) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Keeps when revoked laptops came to the station. What was learnt of one before stays.
    ///
    /// # Errors
    /// Faults of the disk.
    pub fn take_farewells(&mut self, all: &[LastSeen]) -> Result<(), VaultError> {
        let transaction = self.conn.transaction()?;
        for seen in all {
            let sql = "INSERT INTO farewells (device, told, wiped) VALUES (?1, ?2, ?3)
                 ON CONFLICT DO UPDATE SET wiped = coalesce(wiped, excluded.wiped)";
            let wiped = seen.wiped.map(column);
            transaction.execute(sql, params![seen.device.bytes(), column(seen.told), wiped])?;
        }
        Ok(transaction.commit()?)
    }

    /// When a revoked laptop came to the station; nothing where it has not come, or it is not known here.
    ///
    /// # Errors
    /// When the vault cannot be read.
    pub fn farewell(&self, device: DeviceId) -> Result<Option<Farewell>, VaultError> {
        let sql = "SELECT told, wiped FROM farewells WHERE device = ?";
        let mut statement = self.conn.prepare_cached(sql)?;
        let found = statement.query_row([device.bytes()], |row| {
            let wiped: Option<i64> = row.get(1)?;
            Ok(Farewell {
                told: row.get::<_, i64>(0)?.unsigned_abs(),
                wiped: wiped.map(i64::unsigned_abs),
            })
        });
        Ok(found.optional()?)
    }

    /// When a device was revoked, in milliseconds since 1970 by the clock of whoever did, and who that is.
    ///
    /// # Errors
    /// When the vault cannot be read.
    pub fn revoked_by(&self, device: DeviceId) -> Result<Option<(u64, PersonId)>, VaultError> {
        let Some(directory) = self.directory() else { return Ok(None) };
        let Some(index) = directory.device(device).and_then(|device| device.revoked_in) else {
            return Ok(None);
        };
        let entry = self.directory_entry(index)?.and_then(|entry| entry.read().ok());
        Ok(entry.and_then(|entry| {
            let by = directory.device(entry.author)?.person;
            Some((entry.clock.millis, by))
        }))
    }
}
