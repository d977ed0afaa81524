//! Taking a backup of an open vault.

use super::container::Packer;
use super::manifest::Manifest;
use crate::error::VaultError;
use crate::folder::{make_file, sync_folder_of};
use crate::progress::{Meter, Watcher};
use crate::vault::Vault;
use crate::{attachment, database};
use chrono::{DateTime, FixedOffset};
use sealing::VaultId;
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{BufWriter, ErrorKind, Write};
use std::path::{Path, PathBuf};

/// Where the sealed files stand in a backup.
const ATTACHMENTS: &str = "attachments/";

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

impl Part {
    fn is_attachment(&self) -> bool {
        self.name.starts_with(ATTACHMENTS)
    }
}

/// A vault whose database file stands still, to be backed up as it was at that moment. The vault itself goes on
/// working: what is saved meanwhile goes into the write-ahead log, and not into this backup.
///
/// Between [`Vault::hold_still`] and [`Vault::let_go`] the vault must not be closed: that would bring the log into
/// the file.
pub struct Still {
    vault: VaultId,
    to: PathBuf,
    unfinished: PathBuf,
    parts: Vec<Part>,
    missing: Vec<String>,
}

impl std::fmt::Debug for Still {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Still").field("vault", &self.vault).finish_non_exhaustive()
    }
}

impl Vault {
    /// Writes the whole vault, as it stands, into one encrypted file. The file appears under its name only
    /// when it is whole and synced; a file of that name is replaced then.
    ///
    /// # Errors
    /// As [`hold_still`](Self::hold_still) and [`Still::write`].
    pub fn backup(
        &mut self,
        to: &Path,
        now: DateTime<FixedOffset>,
        watcher: Watcher<'_>,
    ) -> Result<Taken, VaultError> {
        let taken = self.hold_still(to)?.write(now, watcher);
        self.let_go()?;
        taken
    }

    /// Begins a backup: from now on the database file stands still, and everything that was saved is in it.
    ///
    /// All sealed files go in, also those that nothing is known to name: a note of a newer version may.
    ///
    /// # Errors
    /// [`VaultError::InsideVault`] for a place in the vault's own folder. [`VaultError::Damaged`] when the database
    /// has a page that does not open: a backup of it would replace a better one. Faults of the disk.
    pub fn hold_still(&mut self, to: &Path) -> Result<Still, VaultError> {
        refuse_inside(self.folder.root(), to)?;
        let unfinished = unfinished(to)?;
        database::checkpoint_by_itself(&self.conn, false)?;
        let held = self.look_at_parts();
        if held.is_err() {
            self.let_go()?;
        }
        let (parts, missing) = held?;
        Ok(Still { vault: self.id, to: to.to_owned(), unfinished, parts, missing })
    }

    /// The backup is done, or given up: what was saved meanwhile may go into the database file.
    ///
    /// # Errors
    /// Faults of the disk.
    pub fn let_go(&mut self) -> Result<(), VaultError> {
        database::checkpoint_by_itself(&self.conn, true)
    }

    fn look_at_parts(&self) -> Result<(Vec<Part>, Vec<String>), VaultError> {
        database::checkpoint(&self.conn)?;
        database::check_pages(&self.conn)?;
        let mut sealed = BTreeSet::from_iter(attachment::names::all(&self.conn)?);
        sealed.extend(self.attachments().list()?);
        let (parts, mut missing) = parts(self.folder.root(), &sealed)?;
        // What is still on its way from the station is not lost.
        let mut lost = Vec::new();
        for sealed in missing.drain(..) {
            if !self.is_expected(&sealed)? {
                lost.push(sealed);
            }
        }
        Ok((parts, lost))
    }
}

impl Still {
    /// Writes the backup. It takes long, and needs nothing of the vault but that it stays open.
    ///
    /// # Errors
    /// [`VaultError::Cancelled`] when `watcher` says so; faults of the disk. No file is left then.
    pub fn write(
        self,
        now: DateTime<FixedOffset>,
        watcher: Watcher<'_>,
    ) -> Result<Taken, VaultError> {
        let Self { vault, to, unfinished, parts, missing } = self;
        let packed = pack(&unfinished, &parts, watcher, |files| Manifest {
            vault,
            taken_at: now.to_rfc3339(),
            files,
        });
        let moved = packed.and_then(|packed| {
            fs::rename(&unfinished, &to)?;
            // A stick or a share may have no way to sync a folder. The file itself is synced.
            let _ = sync_folder_of(&to);
            Ok(packed)
        });
        if moved.is_err() {
            // Its name is nobody else's. It holds nothing that can be read, and is of no use.
            let _ = fs::remove_file(&unfinished);
        }
        let (size, gone) = moved?;
        let attachments = (parts.len() - 2 - gone.len()) as u64;
        Ok(Taken { size, attachments, attachments_missing: [missing, gone].concat() })
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
        match part(format!("{ATTACHMENTS}{sealed}")) {
            Ok(found) => parts.push(found),
            Err(error) if error.kind() == ErrorKind::NotFound => {
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
) -> Result<(u64, Vec<String>), VaultError> {
    let total = parts.iter().map(|part| part.length).sum();
    let mut meter = Meter::new(total, watcher);
    let mut packer = Packer::begin(BufWriter::new(make_file(to)?))?;
    let mut gone = Vec::new();
    for part in parts {
        match File::open(&part.path) {
            Ok(file) => packer.add(&part.name, part.length, file, &mut meter)?,
            // Taken out of its draft while the backup was under way.
            Err(error) if error.kind() == ErrorKind::NotFound && part.is_attachment() => {
                gone.extend(part.path.file_name().map(|name| name.to_string_lossy().into_owned()));
                meter.advance(usize::try_from(part.length).unwrap_or(usize::MAX))?;
            }
            Err(error) => return Err(error.into()),
        }
    }
    let mut out = packer.finish(describe)?;
    out.flush()?;
    let file = out.get_ref();
    file.sync_all()?;
    Ok((file.metadata()?.len(), gone))
}
