//! Opening a vault, and changing what opens it.

use crate::context::Context;
use crate::error::{KeySlotsFault, VaultError};
use crate::folder::{Folder, Lock, make_private, replace};
use crate::vault::Vault;
use crate::{database, draft, identity, migrations, moving, own_keys, recovery, station, wipe};
use casework::rhythm::VisitRules;
use chrono::{DateTime, FixedOffset};
use rusqlite::{Connection, TransactionBehavior};
use sealing::{KdfCost, KeySlots, Passphrase, RecoveryCode, VaultId, VaultKey};
use std::fs;
use std::io::ErrorKind;
use std::path::Path;

/// What opens a vault.
#[derive(Clone, Copy, Debug)]
pub enum Opener<'secret> {
    /// The passphrase.
    Passphrase(&'secret Passphrase),
    /// The code on the recovery sheet.
    Recovery(&'secret RecoveryCode),
}

impl Opener<'_> {
    pub(crate) fn open(self, slots: &KeySlots) -> Result<VaultKey, VaultError> {
        Ok(match self {
            Self::Passphrase(passphrase) => slots.unlock_by_passphrase(passphrase)?,
            Self::Recovery(code) => slots.unlock_by_recovery(code)?,
        })
    }
}

impl Vault {
    /// Whether there is a vault in `folder`, whole or damaged.
    #[must_use]
    pub fn is_there(folder: &Path) -> bool {
        let folder = Folder::new(folder);
        !wipe::is_decided(&folder) && (folder.holds_anything() || moving::is_decided(&folder))
    }

    /// Opens the vault in `folder`. `cost` is the least that its key slots may ask of a guess.
    ///
    /// # Errors
    /// [`VaultError::NoVault`], [`VaultError::InUse`], [`VaultError::WrongPassphrase`],
    /// [`VaultError::WrongRecoveryCode`], [`VaultError::KeySlots`], [`VaultError::Damaged`],
    /// [`VaultError::TooNew`], [`VaultError::OutOfMemory`], [`VaultError::ReadOnly`] and other faults of
    /// the disk. Nothing is deleted or altered then.
    pub fn unlock(
        folder: &Path,
        opener: Opener<'_>,
        cost: KdfCost,
        rules: VisitRules,
        now: DateTime<FixedOffset>,
    ) -> Result<Self, VaultError> {
        if !Self::is_there(folder) {
            return Err(VaultError::NoVault);
        }
        let folder = Folder::new(folder);
        let lock = folder.lock()?;
        moving::finish(&folder)?;
        let slots = read_slots(&folder, cost)?;
        database::look_at(&folder, slots.vault_id())?;
        let key = opener.open(&slots)?;
        open(folder, lock, (slots.vault_id(), &key), cost, rules, now)
    }

    /// Sets a new passphrase. The old one opens nothing from now on; the recovery code stays.
    ///
    /// # Errors
    /// [`VaultError::WrongPassphrase`] or [`VaultError::WrongRecoveryCode`] when `opener` does not open this
    /// vault; [`VaultError::KeySlots`]; faults of the disk. The slots are then as they were.
    pub fn change_passphrase(
        &mut self,
        opener: Opener<'_>,
        new: &Passphrase,
    ) -> Result<(), VaultError> {
        let mut slots = self.slots()?;
        let key = opener.open(&slots)?;
        slots.change_passphrase(&key, new)?;
        replace(&self.folder.keyslots(), &slots.to_json()?)?;
        match opener {
            Opener::Passphrase(_) => Ok(()),
            // It was read from paper: there is no better proof that it is there.
            Opener::Recovery(_) => recovery::remember_checked(&self.conn),
        }
    }

    pub(crate) fn slots(&self) -> Result<KeySlots, VaultError> {
        let slots = read_slots(&self.folder, self.cost)?;
        slots.check_vault(self.id)?;
        Ok(slots)
    }
}

/// Opens the database with the vault key and makes it ready.
pub(crate) fn open(
    folder: Folder,
    lock: Lock,
    (id, key): (VaultId, &VaultKey),
    cost: KdfCost,
    rules: VisitRules,
    now: DateTime<FixedOffset>,
) -> Result<Vault, VaultError> {
    folder.keep_private();
    let mut conn = database::open(&folder, id, &key.derive_database_key())?;
    migrations::admit(&conn)?;
    database::settle(&conn)?;
    let (context, purged) = make_ready(&mut conn, rules, now)?;
    let (identity, device_key) = identity::load(&conn)?;
    clear_incoming(&folder)?;
    let vault = Vault { conn, device_key, identity, context, id, cost, folder, _lock: lock };
    for sealed in purged {
        vault.remove_attachment(&sealed)?;
    }
    Ok(vault)
}

/// Migrates, rebuilds what must be, and purges old discarded drafts: in one transaction, which writes nothing
/// when there is nothing to do.
fn make_ready(
    conn: &mut Connection,
    rules: VisitRules,
    now: DateTime<FixedOffset>,
) -> Result<(Context, Vec<String>), VaultError> {
    let transaction = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
    migrations::run(&transaction)?;
    own_keys::make_missing(&transaction)?;
    let (identity, _) = identity::load(&transaction)?;
    let context = station::context(&transaction, &identity, rules)?;
    migrations::settle_views(&transaction, &context)?;
    let purged = draft::purge(&transaction, now)?;
    transaction.commit()?;
    Ok((context, purged))
}

/// Uploads that were cut off are sealed under keys that nobody has any more. What comes from the station in parts goes on.
fn clear_incoming(folder: &Folder) -> Result<(), VaultError> {
    make_private(&folder.attachments())?;
    let entries = match fs::read_dir(folder.incoming()) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        entries => entries?,
    };
    let mut kept = false;
    for entry in entries {
        let path = entry?.path();
        match path.to_str().is_some_and(|name| name.ends_with(station::PART)) {
            true => kept = true,
            false => fs::remove_file(path)?,
        }
    }
    if kept { Ok(()) } else { Ok(fs::remove_dir(folder.incoming())?) }
}

/// Reads `keyslots.json`.
pub(crate) fn read_slots(folder: &Folder, cost: KdfCost) -> Result<KeySlots, VaultError> {
    let json = match fs::read(folder.keyslots()) {
        Err(error) if error.kind() == ErrorKind::NotFound => {
            return Err(VaultError::KeySlots(KeySlotsFault::Missing));
        }
        read => read?,
    };
    Ok(KeySlots::from_json(&json, cost)?)
}
