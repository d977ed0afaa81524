//! Attachments as the station has them: sealed bytes under the hash of those bytes, in a folder.
//!
//! An upload belongs to the device that sends it: nobody can spoil another's. It is named by the hash of the whole, and
//! counts only once the whole has that hash.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use protocol::{DeviceId, Hash};
use sha2::{Digest, Sha256};

use crate::home::{private_folder, sync_folder};

/// Longest attachment, in bytes.
pub const MAX_BLOB_LEN: u64 = 1 << 30;

/// Most uploads that one device may have begun and not ended. One more, and its oldest is dropped.
pub const MAX_UPLOADS: usize = 32;

/// Why bytes were not taken.
#[derive(Debug, thiserror::Error)]
pub enum BlobError {
    /// The bytes do not begin where those that are here end.
    #[error("the bytes do not begin at {0}")]
    WrongOffset(u64),
    /// The whole does not have the hash by which it is named. All of it was dropped.
    #[error("the whole has another hash")]
    WrongHash,
    /// Longer than it was said to be, or than anything may be.
    #[error("too long")]
    TooLong,
    /// There is no room.
    #[error("there is no room left")]
    Full,
    /// Reading or writing failed.
    #[error("reading or writing failed: {0}")]
    Io(io::Error),
}

impl From<io::Error> for BlobError {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::Full,
            _ => Self::Io(error),
        }
    }
}

/// Some bytes of an attachment on their way in.
#[derive(Clone, Copy, Debug)]
pub struct Piece<'a> {
    /// The hash of the whole.
    pub hash: Hash,
    /// Who sends it.
    pub device: DeviceId,
    /// Where the bytes begin.
    pub offset: u64,
    /// How many the whole has.
    pub length: u64,
    /// The bytes.
    pub bytes: &'a [u8],
}

/// How much of an attachment there is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// All of it.
    Whole(u64),
    /// What this device has sent so far.
    Part(u64),
}

/// The folder of attachments.
#[derive(Debug)]
pub struct Blobs(PathBuf);

impl Blobs {
    /// The attachments in this folder.
    #[must_use]
    pub fn at(folder: PathBuf) -> Self {
        Self(folder)
    }

    /// How much of an attachment there is, as this device sees it.
    ///
    /// # Errors
    /// [`BlobError::Io`].
    pub fn extent(&self, hash: Hash, device: DeviceId) -> Result<Extent, BlobError> {
        if let Some(length) = length(&self.whole(hash))? {
            return Ok(Extent::Whole(length));
        }
        Ok(Extent::Part(length(&self.part(hash, device))?.unwrap_or(0)))
    }

    /// A whole attachment, to be read; none where there is none.
    ///
    /// # Errors
    /// When it cannot be opened.
    pub fn open(&self, hash: Hash) -> io::Result<Option<(File, u64)>> {
        match File::open(self.whole(hash)) {
            Ok(file) => {
                let length = file.metadata()?.len();
                Ok(Some((file, length)))
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Takes some bytes. They are on the disk when this returns.
    ///
    /// # Errors
    /// [`BlobError`]. What was taken before stays, except after [`BlobError::WrongHash`].
    pub fn take(&self, piece: Piece<'_>) -> Result<Extent, BlobError> {
        if let Some(whole) = length(&self.whole(piece.hash))? {
            return Ok(Extent::Whole(whole));
        }
        let end = piece.offset.checked_add(piece.bytes.len() as u64).ok_or(BlobError::TooLong)?;
        if piece.length > MAX_BLOB_LEN || end > piece.length {
            return Err(BlobError::TooLong);
        }
        let path = self.part(piece.hash, piece.device);
        let here = match length(&path)? {
            Some(here) => here,
            None => {
                self.make_room(piece.device)?;
                0
            }
        };
        if here != piece.offset {
            return Err(BlobError::WrongOffset(here));
        }
        if let Err(error) = append(&path, here, piece.bytes) {
            // Bytes that did not get in whole are taken back, so that the offset told is the truth.
            let part = OpenOptions::new().write(true).open(&path);
            let _ = part.and_then(|part| part.set_len(here));
            return Err(error.into());
        }
        if end < piece.length {
            return Ok(Extent::Part(end));
        }
        self.complete(&path, piece)
    }

    fn complete(&self, part: &Path, piece: Piece<'_>) -> Result<Extent, BlobError> {
        if hash_of(part)? != piece.hash {
            fs::remove_file(part)?;
            return Err(BlobError::WrongHash);
        }
        let whole = self.whole(piece.hash);
        if let Some(folder) = whole.parent() {
            private_folder(folder)?;
            fs::rename(part, &whole)?;
            sync_folder(folder)?;
            sync_folder(&self.0)?;
        }
        Ok(Extent::Whole(piece.length))
    }

    fn make_room(&self, device: DeviceId) -> Result<(), BlobError> {
        let folder = self.incoming(device);
        private_folder(&folder)?;
        let mut begun = Vec::new();
        for upload in fs::read_dir(&folder)? {
            let upload = upload?;
            begun.push((upload.metadata()?.modified()?, upload.path()));
        }
        begun.sort();
        let excess = (begun.len() + 1).saturating_sub(MAX_UPLOADS);
        for (_, path) in begun.into_iter().take(excess) {
            fs::remove_file(path)?;
        }
        Ok(())
    }

    /// Hashes of all whole attachments, with their files.
    ///
    /// # Errors
    /// When a folder cannot be read.
    pub fn all(&self) -> io::Result<Vec<(Hash, PathBuf)>> {
        let mut all = Vec::new();
        for shelf in fs::read_dir(&self.0)? {
            let shelf = shelf?;
            if shelf.file_name().len() != 2 {
                continue;
            }
            for file in fs::read_dir(shelf.path())? {
                let file = file?;
                let hash = file.file_name().to_str().and_then(|name| name.parse().ok());
                all.extend(hash.map(|hash| (hash, file.path())));
            }
        }
        Ok(all)
    }

    /// Where a whole attachment lies.
    #[must_use]
    pub fn whole(&self, hash: Hash) -> PathBuf {
        let name = hash.to_string();
        self.0.join(&name[..2]).join(name)
    }

    fn incoming(&self, device: DeviceId) -> PathBuf {
        self.0.join("incoming").join(device.to_string())
    }

    fn part(&self, hash: Hash, device: DeviceId) -> PathBuf {
        self.incoming(device).join(hash.to_string())
    }
}

fn length(path: &Path) -> Result<Option<u64>, BlobError> {
    match fs::metadata(path) {
        Ok(found) => Ok(Some(found.len())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error.into()),
    }
}

fn append(path: &Path, at: u64, bytes: &[u8]) -> io::Result<()> {
    let mut options = OpenOptions::new();
    let mut file = options.write(true).create(true).truncate(false).mode(0o600).open(path)?;
    file.seek(SeekFrom::Start(at))?;
    file.write_all(bytes)?;
    file.sync_data()
}

/// The hash of a file's bytes.
///
/// # Errors
/// When it cannot be read.
pub fn hash_of(path: &Path) -> io::Result<Hash> {
    let mut file = File::open(path)?;
    let (mut hasher, mut buffer) = (Sha256::new(), vec![0; 1 << 16]);
    loop {
        let read = file.read(&mut buffer)?;
        if read == 0 {
            return Ok(Hash(hasher.finalize().into()));
        }
        hasher.update(&buffer[..read]);
    }
}

#[cfg(test)]
mod tests;
