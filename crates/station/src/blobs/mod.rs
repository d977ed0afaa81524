//! Attachments as the station has them: sealed bytes under the hash of those bytes, in a folder or in a bucket of a store
//! that speaks S3.
//!
//! An upload belongs to the device that sends it: nobody can spoil another's. It is named by the hash of the whole, and
//! counts only once the whole has that hash.

mod bucket;
mod folder;

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::ops::Range;

use axum::body::Body;
use protocol::{DeviceId, Hash};
use tokio::io::{AsyncReadExt as _, AsyncSeekExt as _};
use tokio_util::io::ReaderStream;

pub use bucket::{Bucket, BucketError, Credentials, Place};
pub use folder::{Folder, hash_of};

/// Longest attachment, in bytes.
pub const MAX_BLOB_LEN: u64 = 1 << 30;

/// Most uploads that one device may have begun and not ended. One more, and its oldest is dropped.
pub const MAX_UPLOADS: usize = 32;

/// Bytes read from the disk at once.
const CHUNK: usize = 64 * 1024;

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
    /// The bucket is not to be reached at present, or its owner's credentials are not taken. What was asked is not
    /// acknowledged.
    #[error("the store of attachments is not to be reached at present")]
    Away,
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

impl Piece<'_> {
    /// Where the bytes end.
    ///
    /// # Errors
    /// [`BlobError::TooLong`] past what was said, or past what anything may have.
    fn end(&self) -> Result<u64, BlobError> {
        let end = self.offset.checked_add(self.bytes.len() as u64).ok_or(BlobError::TooLong)?;
        if self.length > MAX_BLOB_LEN || end > self.length {
            return Err(BlobError::TooLong);
        }
        Ok(end)
    }
}

/// How much of an attachment there is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// All of it.
    Whole(u64),
    /// What this device has sent so far.
    Part(u64),
}

/// Where the attachments of a station are.
pub enum Blobs {
    /// In its folder.
    Folder(Folder),
    /// In a bucket.
    Bucket(Bucket),
}

/// A whole attachment, to be read.
pub struct Found {
    hash: Hash,
    length: u64,
    file: Option<File>,
}

impl Found {
    /// How many bytes it has.
    #[must_use]
    pub fn length(&self) -> u64 {
        self.length
    }
}

impl Blobs {
    /// How much of an attachment there is, as this device sees it.
    ///
    /// # Errors
    /// [`BlobError::Io`], [`BlobError::Away`].
    pub fn extent(&self, hash: Hash, device: DeviceId) -> Result<Extent, BlobError> {
        match self {
            Self::Folder(folder) => folder.extent(hash, device),
            Self::Bucket(bucket) => bucket.extent(hash, device),
        }
    }

    /// Takes some bytes. They are durable when this returns.
    ///
    /// # Errors
    /// [`BlobError`]. What was taken before stays, except after [`BlobError::WrongHash`].
    pub fn take(&self, piece: Piece<'_>) -> Result<Extent, BlobError> {
        match self {
            Self::Folder(folder) => folder.take(piece),
            Self::Bucket(bucket) => bucket.take(piece),
        }
    }

    /// A whole attachment, to be read; none where there is none.
    ///
    /// # Errors
    /// [`BlobError::Io`], [`BlobError::Away`].
    pub fn open(&self, hash: Hash) -> Result<Option<Found>, BlobError> {
        match self {
            Self::Folder(folder) => {
                let found = folder.open(hash)?;
                Ok(found.map(|(file, length)| Found { hash, length, file: Some(file) }))
            }
            Self::Bucket(bucket) => {
                let length = bucket.length(hash)?;
                Ok(length.map(|length| Found { hash, length, file: None }))
            }
        }
    }

    /// Some bytes of a whole attachment, all at once; as many as there are.
    ///
    /// # Errors
    /// [`BlobError::Io`], [`BlobError::Away`].
    pub fn read(&self, found: &mut Found, bytes: Range<u64>) -> Result<Vec<u8>, BlobError> {
        let bytes = bytes.start..bytes.end.min(found.length);
        match (self, &mut found.file) {
            (Self::Bucket(bucket), _) => bucket.read(found.hash, bytes),
            (Self::Folder(_), Some(file)) => {
                let mut read = Vec::new();
                file.seek(SeekFrom::Start(bytes.start))?;
                file.take(bytes.end.saturating_sub(bytes.start)).read_to_end(&mut read)?;
                Ok(read)
            }
            (Self::Folder(_), None) => Err(io::Error::from(io::ErrorKind::NotFound).into()),
        }
    }

    /// The same, as the body of an answer.
    ///
    /// # Errors
    /// [`BlobError::Io`], [`BlobError::Away`].
    pub async fn body(&self, found: Found, bytes: Range<u64>) -> Result<Body, BlobError> {
        match (self, found.file) {
            (Self::Bucket(bucket), _) => bucket.body(found.hash, bytes).await,
            (Self::Folder(_), Some(file)) => {
                let mut file = tokio::fs::File::from_std(file);
                file.seek(SeekFrom::Start(bytes.start)).await?;
                let rest = file.take(bytes.end.saturating_sub(bytes.start));
                Ok(Body::from_stream(ReaderStream::with_capacity(rest, CHUNK)))
            }
            (Self::Folder(_), None) => Err(io::Error::from(io::ErrorKind::NotFound).into()),
        }
    }
}
