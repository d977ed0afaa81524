//! Taking a backup of an open vault.

use super::container::Packer;
use super::manifest::Manifest;
use crate::error::VaultError;
use crate::folder::{make_file, sync_folder_of};
use crate::progress::{Meter, Watcher};
use crate::vault::Vault;
use crate::{attachment, database};
use chrono::{DateTime, FixedOffset};
use rusqlite::TransactionBehavior;
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

/// A backup that was taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken {
    /// Size of the file in bytes.
    pub size: u64,
    /// Attachments in it.
    pub attachments: u64,
    /// Sealed names of attachments that could not be taken, because their file is missing. What is damaged is
    /// taken as it is.
    pub attachments_missing: Vec<String>,
}

/// A file that goes into the backup.
struct Part {
    name: String,
    path: PathBuf,
    length: u64,
}

impl Vault {
    /// Writes the whole vault, as it stands, into one encrypted file. The file appears under its name only
    /// when it is whole and synced; a file of that name is replaced then.
    ///
    /// All sealed files go in, also those that nothing is known to name: a note of a newer version may.
    ///
    /// # Errors
    /// [`VaultError::InsideVault`] for a place in the vault's own folder. [`VaultError::Damaged`] when the database has a page that does not open: a backup of it would
    /// replace a better one. [`VaultError::Cancelled`] when `watcher` says so. Faults of the disk.
    pub fn backup(
        &mut self,
        to: &Path,
        now: DateTime<FixedOffset>,
        watcher: Watcher<'_>,
    ) -> Result<Taken, VaultError> {
        refuse_inside(self.folder.root(), to)?;
        let (unfinished, store) = (unfinished(to)?, self.attachments());
        database::checkpoint(&self.conn)?;
        database::check_pages(&self.conn)?;
        // Nobody else has the vault open, and in a write transaction of our own nothing writes: until it
        // is dropped the file stands still, and everything is in it.
        let still = self.conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let mut sealed = BTreeSet::from_iter(attachment::names::all(&still)?);
        sealed.extend(store.list()?);
        let (parts, attachments_missing) = self::parts(self.folder.root(), &sealed)?;
        let packed = pack(&unfinished, &parts, watcher, |files| Manifest {
            vault: self.id,
            taken_at: now.to_rfc3339(),
            files,
        });
        still.rollback()?;
        let moved = packed.and_then(|size| {
            fs::rename(&unfinished, to)?;
            // A stick or a share may have no way to sync a folder. The file itself is synced.
            let _ = sync_folder_of(to);
            Ok(size)
        });
        if moved.is_err() {
            // Its name is nobody else's. It holds nothing that can be read, and is of no use.
            let _ = fs::remove_file(&unfinished);
        }
        let attachments = parts.len() as u64 - 2;
        Ok(Taken { size: moved?, attachments, attachments_missing })
    }
}

/// A backup inside the vault's own folder would be lost with it, and could take the place of a part of it.
fn refuse_inside(vault: &Path, to: &Path) -> Result<(), VaultError> {
    let beside = to.parent().filter(|folder| !folder.as_os_str().is_empty());
    let folder = beside.unwrap_or(Path::new(".")).canonicalize()?;
    if folder.starts_with(vault.canonicalize()?) { Err(VaultError::InsideVault) } else { Ok(()) }
}

/// Where the file is written until it is whole: beside its place, under a name that nobody else has.
fn unfinished(to: &Path) -> Result<PathBuf, VaultError> {
    let name = to.file_name().ok_or_else(|| std::io::Error::other("a backup needs a name"))?;
    let mut name = name.to_owned();
    name.push(format!(".{}.part", attachment::name_of(&sealing::make_salt()[..8])));
    Ok(to.with_file_name(name))
}

/// What goes in, and which attachments are not there to go in.
fn parts(folder: &Path, sealed: &BTreeSet<String>) -> Result<(Vec<Part>, Vec<String>), VaultError> {
    let part = |name: String| {
        let path = folder.join(&name);
        let length = fs::metadata(&path)?.len();
        Ok::<_, std::io::Error>(Part { name, path, length })
    };
    let mut parts = vec![part("keyslots.json".to_owned())?, part("vault.db".to_owned())?];
    let mut missing = Vec::new();
    for sealed in sealed.iter().filter(|sealed| attachment::is_name(sealed)) {
        match part(format!("attachments/{sealed}")) {
            Ok(found) => parts.push(found),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                missing.push(sealed.clone());
            }
            Err(error) => return Err(error.into()),
        }
    }
    Ok((parts, missing))
}

fn pack(
    to: &Path,
    parts: &[Part],
    watcher: Watcher<'_>,
    describe: impl FnOnce(Vec<super::manifest::Listed>) -> Manifest,
) -> Result<u64, VaultError> {
    let total = parts.iter().map(|part| part.length).sum();
    let mut meter = Meter::new(total, watcher);
    let mut packer = Packer::begin(BufWriter::new(make_file(to)?))?;
    for part in parts {
        packer.add(&part.name, part.length, File::open(&part.path)?, &mut meter)?;
    }
    let mut out = packer.finish(describe)?;
    out.flush()?;
    let file = out.get_ref();
    file.sync_all()?;
    Ok(file.metadata()?.len())
}
