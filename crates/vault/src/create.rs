//! Making a new vault.

use crate::error::VaultError;
use crate::folder::{Folder, make_private, replace};
use crate::identity::{self, Founding};
use crate::vault::Vault;
use crate::{database, migrations, moving, recovery, unlock};
use casework::rhythm::VisitRules;
use chrono::{DateTime, FixedOffset};
use sealing::{KdfCost, KeySlots, Passphrase, RecoveryCode, VaultId, VaultKey};
use std::fs::File;
use std::path::Path;

impl Vault {
    /// Makes a vault in `folder` (made if it is not there) and opens it. The recovery code is shown once
    /// and kept nowhere; that it was not yet typed back is remembered. A cut at any point leaves no vault, or the whole one.
    ///
    /// # Errors
    /// [`VaultError::VaultExists`], [`VaultError::InUse`], [`VaultError::OutOfMemory`], and faults of the disk.
    pub fn create(
        folder: &Path,
        founding: &Founding,
        passphrase: &Passphrase,
        cost: KdfCost,
        rules: VisitRules,
        now: DateTime<FixedOffset>,
    ) -> Result<(Self, RecoveryCode), VaultError> {
        let folder = Folder::new(folder);
        folder.make()?;
        let lock = folder.lock()?;
        moving::finish(&folder)?;
        if folder.holds_anything() {
            return Err(VaultError::VaultExists);
        }
        let id = database::make_vault_id();
        let (slots, key, code) = KeySlots::create(id, passphrase, cost)?;
        let arriving = folder.arriving();
        make_private(&arriving.attachments())?;
        make_database(&arriving, id, &key, founding, now)?;
        replace(&arriving.keyslots(), &slots.to_json()?)?;
        moving::move_in(&folder, now)?;
        let vault = unlock::open(folder, lock, (id, &key), cost, rules, now)?;
        Ok((vault, code))
    }
}

fn make_database(
    folder: &Folder,
    id: VaultId,
    key: &VaultKey,
    founding: &Founding,
    now: DateTime<FixedOffset>,
) -> Result<(), VaultError> {
    let mut conn = database::create(folder, id, &key.derive_database_key())?;
    let transaction = conn.transaction()?;
    migrations::run(&transaction)?;
    identity::found(&transaction, id, founding, now)?;
    recovery::remember_unchecked(&transaction, now)?;
    transaction.commit()?;
    database::checkpoint(&conn)?;
    drop(conn);
    Ok(File::options().write(true).open(folder.database())?.sync_all()?)
}
