//! Taking a file in, chunk by chunk.

use super::store::{AttachmentStore, Stored, name_of};
use crate::error::VaultError;
use crate::folder;
use sealing::{AttachmentKey, AttachmentSealer, AttachmentSum, hazmat};
use sha2::{Digest, Sha256};
use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

/// A file on its way in. Dropped before [`finish`](Self::finish), it was never there.
pub struct Intake {
    store: AttachmentStore,
    /// The sealed bytes so far; removed when dropped.
    place: Place,
    key: AttachmentKey,
    sealer: AttachmentSealer<File>,
    sha256: Sha256,
    size: u64,
}

impl std::fmt::Debug for Intake {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Intake").field("size", &self.size).finish_non_exhaustive()
    }
}

/// A file that is in as a whole, sealed, and not yet kept. Dropped, it was never there.
#[derive(Debug)]
pub struct Received {
    store: AttachmentStore,
    place: Place,
    key: AttachmentKey,
    sum: AttachmentSum,
    sha256: [u8; 32],
}

/// A file in `incoming/` that goes when this goes.
#[derive(Debug)]
struct Place(PathBuf);

impl Drop for Place {
    fn drop(&mut self) {
        // What cannot be removed now is sealed under a key nobody has, and removed at the next open.
        let _ = fs::remove_file(&self.0);
    }
}

impl Intake {
    pub(super) fn begin(store: AttachmentStore, path: PathBuf) -> Result<Self, VaultError> {
        let file = folder::make_file(&path)?;
        let place = Place(path);
        let key = AttachmentKey::make();
        let sealer = AttachmentSealer::new(&key, file)?;
        Ok(Self { store, place, key, sealer, sha256: Sha256::new(), size: 0 })
    }

    /// Takes the next bytes in.
    ///
    /// # Errors
    /// Faults of the disk; the intake is then of no further use.
    pub fn push(&mut self, bytes: &[u8]) -> Result<(), VaultError> {
        self.sealer.write_all(bytes)?;
        self.sha256.update(bytes);
        self.size += bytes.len() as u64;
        Ok(())
    }

    /// Bytes taken in so far.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Ends the file and makes it outlast a power cut.
    ///
    /// # Errors
    /// Faults of the disk; nothing is left of the file then.
    pub fn finish(self) -> Result<Received, VaultError> {
        let Self { store, place, key, sealer, sha256, .. } = self;
        let sum = sealer.finish()?;
        File::options().write(true).open(&place.0)?.sync_all()?;
        Ok(Received { store, place, key, sum, sha256: sha256.finalize().into() })
    }
}

impl Received {
    /// Length of the bytes that came in.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.sum.plain_len
    }

    /// The bytes that came in.
    ///
    /// # Errors
    /// Faults of the disk.
    pub fn read(&self) -> Result<Zeroizing<Vec<u8>>, VaultError> {
        let mut bytes = Zeroizing::new(Vec::with_capacity(capacity(self.sum.plain_len)));
        self.read_to(&mut *bytes)?;
        Ok(bytes)
    }

    /// Writes the bytes that came in to `writer`, which must keep them off the disk.
    ///
    /// # Errors
    /// Faults of the disk or of the writer.
    pub fn read_to(&self, writer: impl Write) -> Result<(), VaultError> {
        sealing::open_attachment(&self.key, File::open(&self.place.0)?, writer)
            .map_err(super::store::unopened)?;
        Ok(())
    }

    /// Keeps the file under its sealed name, and says what a note must know to name it.
    ///
    /// # Errors
    /// Faults of the disk.
    pub fn keep(self) -> Result<Stored, VaultError> {
        let sealed_sha256 = name_of(&self.sum.sha256);
        let path = self.store.path_of(&sealed_sha256)?;
        move_to(&self.place.0, &path)?;
        Ok(Stored {
            size: self.sum.plain_len,
            sha256: name_of(&self.sha256),
            sealed_sha256,
            key: Zeroizing::new(name_of(hazmat::expose(&self.key))),
        })
    }
}

fn move_to(from: &Path, to: &Path) -> Result<(), VaultError> {
    fs::rename(from, to)?;
    Ok(folder::sync_folder_of(to)?)
}

/// Room for the whole file at once, so that no copy is left behind by growing.
pub(super) fn capacity(length: u64) -> usize {
    usize::try_from(length).unwrap_or(0)
}
