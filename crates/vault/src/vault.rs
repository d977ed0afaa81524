//! An open vault.

use crate::attachment::{self, AttachmentStore};
use crate::context::Context;
use crate::database;
use crate::dump;
use crate::error::VaultError;
use crate::folder::{Folder, Lock};
use crate::identity::Identity;
use crate::log::{self, Signer, Trust};
use crate::progress::{Meter, Watcher, go_on};
use crate::reader::Reader;
use crate::rebuild;
use crate::search;
use crate::tx::Tx;
use casework::role::Role;
use chrono::{DateTime, FixedOffset, Utc};
use rusqlite::{Connection, TransactionBehavior};
use sealing::{DeviceKey, KdfCost, VaultId};

/// An open vault. One writer, one process; dropping it closes it.
///
/// Keys in memory while it is open: the device's signing key here, the database's inside SQLCipher. Both are
/// wiped when it is dropped.
pub struct Vault {
    /// Closed before the lock is let go: fields are dropped in this order.
    pub(crate) conn: Connection,
    pub(crate) device_key: DeviceKey,
    pub(crate) identity: Identity,
    pub(crate) context: Context,
    pub(crate) id: VaultId,
    pub(crate) cost: KdfCost,
    pub(crate) folder: Folder,
    pub(crate) _lock: Lock,
}

impl std::fmt::Debug for Vault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Vault").field("id", &self.id).finish_non_exhaustive()
    }
}

impl Vault {
    /// Whose vault this is.
    #[must_use]
    pub fn identity(&self) -> &Identity {
        &self.identity
    }

    /// What the person whose vault this is does at the station.
    #[must_use]
    pub fn role(&self) -> Role {
        let me = self.context.people.get(&self.identity.device);
        me.map_or(Role::Worker, |person| person.role)
    }

    /// The views.
    #[must_use]
    pub fn read(&self) -> Reader<'_> {
        Reader { conn: &self.conn, context: &self.context }
    }

    /// Does `work` in one transaction: all of it, durable when answered, or nothing. At its end the views of
    /// every record it touched are brought up to date.
    ///
    /// # Errors
    /// Whatever `work` answers, and faults of the disk; the vault is then as it was before.
    pub fn write<T, E: From<VaultError>>(
        &mut self,
        now: DateTime<FixedOffset>,
        work: impl FnOnce(&mut Tx<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let context = &self.context;
        let signer = Signer { identity: &self.identity, key: &self.device_key, context, now };
        let begun = self.conn.transaction_with_behavior(TransactionBehavior::Immediate);
        let transaction = begun.map_err(VaultError::from)?;
        let mut tx = Tx::new(&transaction, &self.context, signer);
        let answer = work(&mut tx)?;
        let refreshed = tx.refresh_views();
        refreshed
            .and_then(|()| transaction.commit().map_err(VaultError::from))
            .map_err(|error| database::explain(&self.conn, error))?;
        Ok(answer)
    }

    /// The sealed files of the attachments.
    #[must_use]
    pub fn attachments(&self) -> AttachmentStore {
        AttachmentStore::new(self.folder.clone())
    }

    /// Removes a sealed file, unless a draft or a note still names it. Answers whether it was removed.
    ///
    /// # Errors
    /// Faults of the disk.
    pub fn remove_attachment(&self, sealed_sha256: &str) -> Result<bool, VaultError> {
        if attachment::names::is_named(&self.conn, sealed_sha256)? {
            return Ok(false);
        }
        self.attachments().remove(sealed_sha256)?;
        Ok(true)
    }

    /// When this laptop last signed, as its own clock had it: a change that only follows a later one of a record tells
    /// nothing of that. Later than the present, the clock was set back or ran ahead.
    ///
    /// # Errors
    /// When the log cannot be read.
    pub fn newest_change_at(&self) -> Result<Option<DateTime<Utc>>, VaultError> {
        let millis = log::signed_at(&self.conn, self.identity.device)?;
        let millis = millis.and_then(|millis| i64::try_from(millis).ok());
        Ok(millis.and_then(DateTime::from_timestamp_millis))
    }

    /// Builds every view anew from the log. Answers how many changes were read.
    ///
    /// # Errors
    /// When the log cannot be read, and faults of the disk; the views are then as they were.
    pub fn rebuild_views(&mut self) -> Result<u64, VaultError> {
        self.rebuild_views_watched(&mut go_on)
    }

    /// As [`rebuild_views`](Self::rebuild_views), with word of how far it has come.
    ///
    /// # Errors
    /// As there, and [`VaultError::Cancelled`] when `watcher` says so.
    pub fn rebuild_views_watched(&mut self, watcher: Watcher<'_>) -> Result<u64, VaultError> {
        let mut meter = Meter::new(log::changes(&self.conn)?, watcher);
        let transaction = self.conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let trust = Trust::in_none(&self.context.signers);
        let changes = rebuild::all(&transaction, &self.context, trust, |record| {
            meter.advance(record.changes)
        })?;
        search::tidy(&transaction)?;
        transaction.commit()?;
        Ok(changes)
    }

    /// Every row of every view as bytes: equal bytes, equal views.
    ///
    /// # Errors
    /// When the views cannot be read.
    pub fn view_dump(&self) -> Result<Vec<u8>, VaultError> {
        let mut bytes = Vec::new();
        dump::views(&self.conn, |part| bytes.extend_from_slice(part))?;
        Ok(bytes)
    }

    /// Closes the vault: everything in one file, keys wiped. Dropping does the same, without a word about what
    /// went wrong.
    ///
    /// # Errors
    /// Faults of the disk. Nothing is lost: what was answered is in the write-ahead log.
    pub fn close(self) -> Result<(), VaultError> {
        database::checkpoint(&self.conn)
    }

    /// Lets the database grow to so many pages of 4 kB and no further, as a full disk would. For tests.
    ///
    /// # Errors
    /// When the database refuses.
    #[doc(hidden)]
    pub fn limit_pages(&self, pages: u32) -> Result<(), VaultError> {
        self.conn.pragma_update(None, "max_page_count", pages)?;
        Ok(())
    }
}
