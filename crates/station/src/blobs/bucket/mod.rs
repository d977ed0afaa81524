//! Attachments in a bucket of a store that speaks S3.
//!
//! A whole one is an object `aa/{hash}`. An upload under way is a row of objects `incoming/{device}/{hash}/{offset}`, one
//! for each piece that came; when the last is here, the whole is written from them at once, or in parts of
//! which nobody sees anything before all are there, and they go. `station` says whose place it is.
//!
//! Calls block; what is asynchronous runs on threads of the bucket's own.

mod client;
mod place;
mod upload;

use std::io;
use std::ops::Range;
use std::path::Path as FilePath;

use axum::body::Body;
use futures_util::StreamExt as _;
use object_store::aws::AmazonS3;
use object_store::path::Path;
use object_store::{Error, GetOptions, GetRange, ObjectStore as _, ObjectStoreExt as _};
use protocol::{DeviceId, Hash};
use tokio::runtime::{Builder, Runtime};

pub use place::{Credentials, Place};

use super::{BlobError, Extent, Folder, Piece};
use crate::home::write_private;
use crate::random::{self, NoRandomness};

/// Threads on which connections are kept alive.
const THREADS: usize = 2;

/// Why a bucket cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum BucketError {
    /// The address is none.
    #[error(
        "not a bucket's address: https://HOST[:PORT]/BUCKET[/PREFIX], without credentials in it; http for this machine alone"
    )]
    BadAddress,
    /// There are no credentials.
    #[error(
        "AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY are not set, in the environment or the file"
    )]
    NoCredentials,
    /// Others may read the file of credentials.
    #[error("others may read the file of credentials: chmod 600")]
    OpenFile,
    /// No authority is known that could vouch for the store.
    #[error("no certificate authority is known for the store of attachments")]
    Tls,
    /// The attachments are in a bucket, and nobody said where that is.
    #[error("the attachments are in a bucket: say where, with --s3 or JIAFANG_STATION_S3")]
    NoPlace,
    /// Another station has its attachments in this place.
    #[error("the place in the bucket belongs to another station: nothing in it was touched")]
    OtherStation,
    /// The place does not say that it is ours: another bucket, or the very first start was cut short.
    #[error(
        "the place in the bucket does not know this station: is it the right one? (Where it never served from there, remove the file s3 in its folder.)"
    )]
    NotOurs,
    /// The store could not be asked.
    #[error("the store of attachments does not answer as it should: {0}")]
    Store(#[from] BlobError),
    /// No randomness.
    #[error(transparent)]
    Random(#[from] NoRandomness),
    /// Reading or writing failed.
    #[error("reading or writing failed: {0}")]
    Io(#[from] io::Error),
}

/// A place in a bucket.
pub struct Bucket {
    store: AmazonS3,
    prefix: Path,
    threads: Option<Runtime>,
}

impl Bucket {
    /// Opens the place that belongs to the station of this home: `mark` is the file there that says which. Where there
    /// is no such file yet, the place must be nobody's; it is then taken, and what lies in the folder is copied into it.
    ///
    /// # Errors
    /// [`BucketError`].
    pub fn open(place: &Place, mark: &FilePath, folder: &Folder) -> Result<Self, BucketError> {
        let mut threads = Builder::new_multi_thread();
        let threads = threads.worker_threads(THREADS).thread_name("bucket").enable_all().build()?;
        let prefix = Path::from(place.prefix.as_str());
        let bucket = Self { store: client::connect(place)?, prefix, threads: Some(threads) };
        bucket.is_ours(mark, folder)?;
        bucket.sweep()?;
        Ok(bucket)
    }

    fn is_ours(&self, mark: &FilePath, folder: &Folder) -> Result<(), BucketError> {
        let owner = self.prefix.clone().join("station");
        let there = self.wait(self.object(&owner))?;
        let ours = match std::fs::read(mark) {
            Ok(ours) => Some(ours),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => return Err(error.into()),
        };
        match (ours, there) {
            (Some(ours), Some(there)) if ours == there => return Ok(()),
            (_, Some(_)) => return Err(BucketError::OtherStation),
            (Some(_), None) => return Err(BucketError::NotOurs),
            (None, None) => {}
        }
        for (hash, file) in folder.all()? {
            self.adopt(hash, &file)?;
        }
        // The mark comes first: a station that believes it has a bucket asks for it, and one that has one must know it.
        let name = format!("{}\n", hex::encode(random::bytes::<16>()?)).into_bytes();
        write_private(mark, &name)?;
        let put = self.wait(async { Ok(self.store.put(&owner, name.into()).await?) });
        if let Err(error) = put {
            std::fs::remove_file(mark)?;
            return Err(error.into());
        }
        Ok(())
    }

    /// Copies a whole attachment that lies in a file.
    fn adopt(&self, hash: Hash, file: &FilePath) -> Result<(), BucketError> {
        if self.length(hash)?.is_some() {
            return Ok(());
        }
        let bytes = std::fs::File::open(file)?;
        self.wait(upload::copy(
            self,
            hash,
            upload::Source::File(tokio::fs::File::from_std(bytes)),
        ))?;
        Ok(())
    }

    /// The length of a whole attachment; none where there is none.
    ///
    /// # Errors
    /// [`BlobError::Away`], [`BlobError::Io`].
    pub fn length(&self, hash: Hash) -> Result<Option<u64>, BlobError> {
        self.wait(self.head(hash))
    }

    /// How much of an attachment there is, as this device sees it.
    ///
    /// # Errors
    /// [`BlobError::Away`], [`BlobError::Io`].
    pub fn extent(&self, hash: Hash, device: DeviceId) -> Result<Extent, BlobError> {
        self.wait(async {
            if let Some(length) = self.head(hash).await? {
                return Ok(Extent::Whole(length));
            }
            let row = self.row(hash, device).await?;
            Ok(Extent::Part(upload::length(&row)))
        })
    }

    /// Takes some bytes. They are in the bucket when this returns.
    ///
    /// # Errors
    /// [`BlobError`]. What was taken before stays, except after [`BlobError::WrongHash`].
    pub fn take(&self, piece: Piece<'_>) -> Result<Extent, BlobError> {
        self.wait(upload::take(self, piece))
    }

    /// Some bytes of a whole attachment.
    ///
    /// # Errors
    /// [`BlobError::Away`], [`BlobError::Io`].
    pub fn read(&self, hash: Hash, bytes: Range<u64>) -> Result<Vec<u8>, BlobError> {
        if bytes.is_empty() {
            return Ok(Vec::new());
        }
        let path = self.whole(hash);
        let read = self.wait(async { Ok(self.store.get_range(&path, bytes).await?) })?;
        Ok(read.to_vec())
    }

    /// The same, as the body of an answer.
    ///
    /// # Errors
    /// [`BlobError::Away`], [`BlobError::Io`].
    pub async fn body(&self, hash: Hash, bytes: Range<u64>) -> Result<Body, BlobError> {
        if bytes.is_empty() {
            return Ok(Body::empty());
        }
        let options = GetOptions { range: Some(GetRange::Bounded(bytes)), ..GetOptions::default() };
        let got = self.store.get_opts(&self.whole(hash), options).await?;
        Ok(Body::from_stream(got.into_stream()))
    }

    /// Drops what is left of uploads that are whole.
    fn sweep(&self) -> Result<(), BlobError> {
        self.wait(upload::sweep(self))
    }

    async fn head(&self, hash: Hash) -> Result<Option<u64>, BlobError> {
        match self.store.head(&self.whole(hash)).await {
            Ok(found) => Ok(Some(found.size)),
            Err(Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    async fn object(&self, path: &Path) -> Result<Option<Vec<u8>>, BlobError> {
        match self.store.get(path).await {
            Ok(found) => Ok(Some(found.bytes().await?.to_vec())),
            Err(Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// The pieces of an upload, by where they begin.
    async fn row(&self, hash: Hash, device: DeviceId) -> Result<upload::Row, BlobError> {
        let folder = self.incoming(device).join(hash.to_string());
        let mut row = upload::Row::new();
        let mut listed = self.store.list(Some(&folder));
        while let Some(found) = listed.next().await {
            let found = found?;
            let offset = found.location.filename().and_then(|name| name.parse().ok());
            row.extend(offset.map(|offset| (offset, (found.location, found.size))));
        }
        Ok(row)
    }

    fn whole(&self, hash: Hash) -> Path {
        let name = hash.to_string();
        self.prefix.clone().join(&name[..2]).join(name)
    }

    fn all_incoming(&self) -> Path {
        self.prefix.clone().join("incoming")
    }

    fn incoming(&self, device: DeviceId) -> Path {
        self.all_incoming().join(device.to_string())
    }

    fn wait<T>(&self, what: impl Future<Output = Result<T, BlobError>>) -> Result<T, BlobError> {
        self.threads.as_ref().ok_or(BlobError::Away)?.block_on(what)
    }
}

impl Drop for Bucket {
    fn drop(&mut self) {
        if let Some(threads) = self.threads.take() {
            // It may be dropped where nobody may wait.
            threads.shutdown_background();
        }
    }
}

impl From<Error> for BlobError {
    fn from(error: Error) -> Self {
        let full = |error: &dyn std::error::Error| {
            let text = error.to_string();
            ["507 ", "QuotaExceeded", "StorageFull"].iter().any(|word| text.contains(word))
        };
        match error {
            // Gone between two questions: whoever asks again is told the truth.
            Error::NotFound { .. } => Self::Io(io::ErrorKind::NotFound.into()),
            Error::Generic { source, .. } if full(source.as_ref()) => Self::Full,
            other => {
                tracing::error!(error = %kind(&other), "the store of attachments failed");
                Self::Away
            }
        }
    }
}

/// What kind of failure it is: the words of a store may hold addresses and are not written down.
fn kind(error: &Error) -> &'static str {
    match error {
        Error::Unauthenticated { .. } | Error::PermissionDenied { .. } => "credentials refused",
        Error::Precondition { .. } | Error::AlreadyExists { .. } => "condition not met",
        Error::NotImplemented { .. } | Error::NotSupported { .. } => "not supported",
        _ => "no good answer",
    }
}
