//! Restoring a vault from a backup.

use super::container::unpack;
use crate::attachment::AttachmentStore;
use crate::database;
use crate::error::VaultError;
use crate::folder::{Folder, make_file, make_private};
use crate::moving;
use crate::progress::{Meter, Watcher};
use crate::unlock::read_slots;
use crate::vault::Vault;
use chrono::{DateTime, FixedOffset};
use sealing::KdfCost;
use std::fs::{self, File};
use std::io::BufReader;
use std::path::{Path, PathBuf};

/// A vault that was restored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Restored {
    /// Where the vault that was there before now lies, whole. Nothing if there was none.
    pub set_aside: Option<PathBuf>,
    /// Sealed names of attachments that were damaged when the backup was taken.
    pub attachments_broken: Vec<String>,
}

impl Vault {
    /// Puts the vault of a backup into `folder`, which must not be open. All of the backup is first unpacked
    /// beside the vault that is there and verified; only then is the old one set aside, by renaming, and
    /// the new one moved in. A cut at any point leaves the old vault or the new one, and the old one is
    /// never overwritten.
    ///
    /// # Errors
    /// [`VaultError::BackupDamaged`], [`VaultError::BackupTooNew`], [`VaultError::KeySlots`],
    /// [`VaultError::InUse`], [`VaultError::Cancelled`], and faults of the disk. The vault that is there is
    /// untouched then.
    pub fn restore(
        backup: &Path,
        folder: &Path,
        cost: KdfCost,
        now: DateTime<FixedOffset>,
        watcher: Watcher<'_>,
    ) -> Result<Restored, VaultError> {
        let folder = Folder::new(folder);
        let file = File::open(backup)?;
        folder.make()?;
        let _lock = folder.lock()?;
        moving::finish(&folder)?;
        let arriving = folder.arriving();
        match arrive(&file, &arriving, cost, watcher) {
            Ok(attachments_broken) => {
                let set_aside = moving::move_in(&folder, now)?;
                Ok(Restored { set_aside, attachments_broken })
            }
            Err(error) => {
                // Only copies lie there; what cannot be removed now is removed at the next open.
                let _ = fs::remove_dir_all(arriving.root());
                Err(error)
            }
        }
    }
}

/// Unpacks and verifies. Answers which attachments do not have the bytes that their name says.
fn arrive(
    backup: &File,
    arriving: &Folder,
    cost: KdfCost,
    watcher: Watcher<'_>,
) -> Result<Vec<String>, VaultError> {
    make_private(&arriving.attachments())?;
    let total = backup.metadata()?.len();
    let mut meter = Meter::new(total, watcher);
    let open = |name: &str| Ok(make_file(&arriving.root().join(name))?);
    let close = |file: File| Ok(file.sync_all()?);
    let manifest = unpack(BufReader::new(backup), &mut meter, open, close)?;
    let slots = read_slots(arriving, cost)?;
    slots.check_vault(manifest.vault)?;
    database::look_at(arriving, manifest.vault).map_err(|_| VaultError::BackupDamaged)?;
    let store = AttachmentStore::new(arriving.clone());
    let mut broken = store.list()?;
    broken.retain(|sealed| store.check(sealed).is_err());
    Ok(broken)
}
