//! The data folder: what lies where, who holds it, and writing in it so that a cut never leaves half a file.

use crate::error::VaultError;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::Write;
use std::path::{Path, PathBuf};

/// The files that together are a vault, in the order in which they are moved into place.
pub(crate) const PARTS: [&str; 5] =
    ["attachments", "vault.db", "vault.db-wal", "vault.db-shm", "keyslots.json"];

/// A data folder, or a folder laid out like one.
#[derive(Clone, Debug)]
pub(crate) struct Folder(PathBuf);

impl Folder {
    pub(crate) fn new(root: &Path) -> Self {
        Self(root.to_owned())
    }

    pub(crate) fn root(&self) -> &Path {
        &self.0
    }

    pub(crate) fn keyslots(&self) -> PathBuf {
        self.0.join("keyslots.json")
    }

    pub(crate) fn database(&self) -> PathBuf {
        self.0.join("vault.db")
    }

    pub(crate) fn wal(&self) -> PathBuf {
        self.0.join("vault.db-wal")
    }

    pub(crate) fn attachments(&self) -> PathBuf {
        self.0.join("attachments")
    }

    pub(crate) fn incoming(&self) -> PathBuf {
        self.0.join("incoming")
    }

    /// Where a vault is put together before it is moved into place.
    pub(crate) fn arriving(&self) -> Self {
        Self(self.0.join("arriving"))
    }

    /// Whether anything of a vault lies here, be it only half of it.
    pub(crate) fn holds_anything(&self) -> bool {
        self.keyslots().exists() || self.database().exists()
    }

    /// Makes the folder, for its owner alone.
    pub(crate) fn make(&self) -> std::io::Result<()> {
        make_private(&self.0)
    }

    /// Closes to everybody but the owner what is there already: a folder that was made by hand, a database that
    /// was copied back. SQLite makes what it puts beside the database as private as that.
    pub(crate) fn keep_private(&self) {
        keep_private(&self.0);
        PARTS.iter().for_each(|part| keep_private(&self.0.join(part)));
    }

    /// Takes the folder for this process. Held until the answer is dropped.
    pub(crate) fn lock(&self) -> Result<Lock, VaultError> {
        let path = self.0.join("vault.lock");
        let mut options = OpenOptions::new();
        options.write(true).create(true).truncate(false);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let file = options.open(path)?;
        match file.try_lock() {
            Ok(()) => Ok(Lock { file }),
            Err(TryLockError::WouldBlock) => Err(VaultError::InUse),
            Err(TryLockError::Error(error)) => Err(error.into()),
        }
    }
}

/// Holds a data folder: no other process opens the vault in it meanwhile.
#[derive(Debug)]
pub(crate) struct Lock {
    /// The system lets go of the lock when the file is closed, also when the process is killed.
    file: File,
}

impl Drop for Lock {
    fn drop(&mut self) {
        // Closing is not enough: a program that is just being started holds a copy of the handle for a moment.
        // Where this fails, closing has to do.
        let _ = self.file.unlock();
    }
}

/// Makes a folder and those above it, for the owner alone; also one that was there already.
pub(crate) fn make_private(path: &Path) -> std::io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)?;
    keep_private(path);
    Ok(())
}

/// Takes from everybody but the owner what they may do with a folder or a file.
#[cfg(unix)]
fn keep_private(path: &Path) {
    use std::os::unix::fs::PermissionsExt;
    let Ok(found) = fs::metadata(path) else { return };
    let mode = found.permissions().mode();
    if mode & 0o077 != 0 {
        // A disk that knows no owners, or a folder that is another's: what lies in it is sealed all the same.
        let _ = fs::set_permissions(path, fs::Permissions::from_mode(mode & 0o700));
    }
}

/// Elsewhere a folder of the user's own is closed to others by where it lies.
#[cfg(not(unix))]
fn keep_private(_path: &Path) {}

/// Makes a file that must not exist yet, for the owner alone.
pub(crate) fn make_file(path: &Path) -> std::io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// Replaces a small file as one step: after a cut it holds the old bytes or the new ones.
pub(crate) fn replace(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let beside = path.with_extension("new");
    let written = write_synced(&beside, bytes).and_then(|()| fs::rename(&beside, path));
    if written.is_err() {
        // What is left of the attempt is of no use; that it cannot be removed changes nothing.
        let _ = fs::remove_file(&beside);
    }
    written?;
    sync_folder_of(path)
}

fn write_synced(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    remove_if_there(path)?;
    let mut file = make_file(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// Removes a file; none there is as good.
pub(crate) fn remove_if_there(path: &Path) -> std::io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// Makes renames and new files in the folder of `path` outlast a power cut.
pub(crate) fn sync_folder_of(path: &Path) -> std::io::Result<()> {
    path.parent().map_or(Ok(()), sync_folder)
}

/// Makes renames and new files in a folder outlast a power cut.
#[cfg(unix)]
pub(crate) fn sync_folder(path: &Path) -> std::io::Result<()> {
    File::open(path)?.sync_all()
}

/// Other systems give no handle on a folder to be synced; their journals order renames themselves.
#[cfg(not(unix))]
pub(crate) fn sync_folder(_path: &Path) -> std::io::Result<()> {
    Ok(())
}
