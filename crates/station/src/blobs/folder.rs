//! Attachments in a folder: a file each, and one for each upload that is under way.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use protocol::{DeviceId, Hash};
use sha2::{Digest, Sha256};

use super::{BlobError, Extent, MAX_UPLOADS, Piece};
use crate::home::{private_folder, sync_folder};

/// The folder of attachments.
#[derive(Debug)]
pub struct Folder(PathBuf);

impl Folder {
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
        let end = piece.end()?;
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
