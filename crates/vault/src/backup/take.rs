//! Taking a backup of an open vault.

use super::container::Packer;
use super::manifest::Manifest;
use super::{Meter, Progress, Watcher};
use crate::error::VaultError;
use crate::folder::{make_file, remove_if_there, sync_folder_of};
use crate::vault::Vault;
use crate::{attachment, database};
use chrono::{DateTime, FixedOffset};
use rusqlite::TransactionBehavior;
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
    /// # Errors
    /// [`VaultError::Damaged`] when the database has a page that does not open: a backup of it would
    /// replace a better one. [`VaultError::Cancelled`] when `watcher` says so. Faults of the disk.
    pub fn backup(
        &mut self,
        to: &Path,
        now: DateTime<FixedOffset>,
        watcher: Watcher<'_>,
    ) -> Result<Taken, VaultError> {
        database::checkpoint(&self.conn)?;
        database::check_pages(&self.conn)?;
        // Nobody else has the vault open, and in a write transaction of our own nothing writes: until it
        // is dropped the file stands still, and everything is in it.
        let still = self.conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let named = attachment::names::all(&still)?;
        let (parts, attachments_missing) = self::parts(self.folder.root(), &named)?;
        let unfinished = to.with_extension("part");
        let packed = pack(&unfinished, &parts, watcher, |files| Manifest {
            vault: self.id,
            taken_at: now.to_rfc3339(),
            files,
        });
        still.rollback()?;
        let moved = packed.and_then(|size| {
            fs::rename(&unfinished, to)?;
            sync_folder_of(to)?;
            Ok(size)
        });
        if moved.is_err() {
            // It holds nothing that can be read, and is of no use.
            let _ = fs::remove_file(&unfinished);
        }
        let attachments = parts.len() as u64 - 2;
        Ok(Taken { size: moved?, attachments, attachments_missing })
    }
}

/// What goes in, and which attachments are not there to go in.
fn parts(folder: &Path, named: &[String]) -> Result<(Vec<Part>, Vec<String>), VaultError> {
    let part = |name: String| {
        let path = folder.join(&name);
        let length = fs::metadata(&path)?.len();
        Ok::<_, std::io::Error>(Part { name, path, length })
    };
    let mut parts = vec![part("keyslots.json".to_owned())?, part("vault.db".to_owned())?];
    let mut missing = Vec::new();
    for sealed in named.iter().filter(|sealed| attachment::is_name(sealed)) {
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
    remove_if_there(to)?;
    let total = parts.iter().map(|part| part.length).sum();
    let mut meter = Meter { progress: Progress { done: 0, total }, watcher };
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
