//! Pieces of an attachment on their way into a bucket, and what becomes of them.

use std::collections::{BTreeMap, BTreeSet};
use std::io;

use futures_util::StreamExt as _;
use object_store::path::Path;
use object_store::{MultipartUpload, ObjectStore as _, ObjectStoreExt as _, PutPayload};
use protocol::{DeviceId, Hash};
use sha2::{Digest as _, Sha256};
use tokio::io::AsyncReadExt as _;

use super::super::{BlobError, Extent, MAX_UPLOADS, Piece};
use super::Bucket;

/// Bytes of one part of an object; stores ask for 5 MiB at least.
const PART: usize = 8 << 20;

/// Pieces by where they begin, with where they lie and how many bytes they have.
pub(super) type Row = BTreeMap<u64, (Path, u64)>;

/// How far an unbroken row of pieces reaches.
pub(super) fn length(row: &Row) -> u64 {
    let mut end = 0;
    while let Some((_, size)) = row.get(&end)
        && *size > 0
    {
        end += size;
    }
    end
}

/// Where the bytes of a whole come from.
pub(super) enum Source<'a> {
    /// Pieces in the bucket, one after the other, and the last that has just come.
    Pieces(Vec<Path>, &'a [u8]),
    /// A file.
    File(tokio::fs::File),
}

pub(super) async fn take(bucket: &Bucket, piece: Piece<'_>) -> Result<Extent, BlobError> {
    if let Some(whole) = bucket.head(piece.hash).await? {
        return Ok(Extent::Whole(whole));
    }
    let end = piece.end()?;
    let mut row = bucket.row(piece.hash, piece.device).await?;
    let here = length(&row);
    if row.is_empty() {
        make_room(bucket, piece.device).await?;
    }
    if here != piece.offset {
        return Err(BlobError::WrongOffset(here));
    }
    // What is all that is missing need not lie about first.
    if end == piece.length {
        return complete(bucket, row, piece).await;
    }
    // Pieces past here belong to no row: they would count once this one reaches them.
    let stray = row.split_off(&here);
    drop_all(bucket, stray.into_values().map(|(path, _)| path)).await?;
    if piece.bytes.is_empty() {
        return Ok(Extent::Part(here));
    }
    let path = bucket.incoming(piece.device).join(piece.hash.to_string());
    let path = path.join(format!("{here:012}"));
    bucket.store.put(&path, PutPayload::from(piece.bytes.to_vec())).await?;
    Ok(Extent::Part(end))
}

/// Writes the whole, unless it has another hash than it should; the pieces go either way.
async fn complete(bucket: &Bucket, row: Row, piece: Piece<'_>) -> Result<Extent, BlobError> {
    let before = row.range(..piece.offset).map(|(_, (path, _))| path.clone()).collect();
    let copied = copy(bucket, piece.hash, Source::Pieces(before, piece.bytes)).await;
    if matches!(copied, Ok(_) | Err(BlobError::WrongHash)) {
        let gone = drop_all(bucket, row.into_values().map(|(path, _)| path)).await;
        // The whole is there: what lies about is swept another day. Spoiled pieces must not stay.
        if matches!(copied, Err(BlobError::WrongHash)) {
            gone?;
        }
    }
    copied.map(Extent::Whole)
}

/// Writes a whole from its source. Nobody sees any of it before all of it is there and has its hash. How many bytes it has.
pub(super) async fn copy(
    bucket: &Bucket,
    hash: Hash,
    mut source: Source<'_>,
) -> Result<u64, BlobError> {
    let mut writing = Writing { hasher: Sha256::new(), buffer: Vec::new(), length: 0, parts: None };
    let path = bucket.whole(hash);
    let written = async {
        match &mut source {
            Source::Pieces(pieces, last) => {
                for piece in pieces {
                    let mut bytes = bucket.store.get(piece).await?.into_stream();
                    while let Some(bytes) = bytes.next().await {
                        writing.add(bucket, &path, &bytes?).await?;
                    }
                }
                writing.add(bucket, &path, last).await?;
            }
            Source::File(file) => {
                let mut bytes = vec![0; super::super::CHUNK];
                loop {
                    let read = file.read(&mut bytes).await?;
                    if read == 0 {
                        break;
                    }
                    writing.add(bucket, &path, &bytes[..read]).await?;
                }
            }
        }
        writing.end(bucket, &path, hash).await
    };
    let written = written.await;
    if written.is_err()
        && let Some(mut parts) = writing.parts
    {
        // Where it cannot be told, the store drops what was never ended by its own rule.
        let _ = parts.abort().await;
    }
    written?;
    Ok(writing.length)
}

/// An object on its way.
struct Writing {
    hasher: Sha256,
    buffer: Vec<u8>,
    length: u64,
    parts: Option<Box<dyn MultipartUpload>>,
}

impl Writing {
    async fn add(
        &mut self,
        bucket: &Bucket,
        path: &Path,
        mut bytes: &[u8],
    ) -> Result<(), BlobError> {
        self.hasher.update(bytes);
        self.length += bytes.len() as u64;
        while self.buffer.len() + bytes.len() > PART {
            let (now, later) = bytes.split_at(PART - self.buffer.len());
            self.buffer.extend_from_slice(now);
            bytes = later;
            let part = std::mem::take(&mut self.buffer);
            if self.parts.is_none() {
                self.parts = Some(bucket.store.put_multipart(path).await?);
            }
            if let Some(parts) = &mut self.parts {
                parts.put_part(part.into()).await?;
            }
        }
        self.buffer.extend_from_slice(bytes);
        Ok(())
    }

    async fn end(&mut self, bucket: &Bucket, path: &Path, hash: Hash) -> Result<(), BlobError> {
        if Hash(self.hasher.finalize_reset().into()) != hash {
            return Err(BlobError::WrongHash);
        }
        let rest = std::mem::take(&mut self.buffer);
        match &mut self.parts {
            None => _ = bucket.store.put(path, rest.into()).await?,
            Some(parts) => {
                parts.put_part(rest.into()).await?;
                parts.complete().await?;
                self.parts = None;
            }
        }
        Ok(())
    }
}

/// Uploads under way below a place, with their pieces and when the last of them came.
async fn begun(
    bucket: &Bucket,
    below: &Path,
) -> Result<BTreeMap<String, (i64, Vec<Path>)>, BlobError> {
    let mut begun: BTreeMap<String, (i64, Vec<Path>)> = BTreeMap::new();
    let mut listed = bucket.store.list(Some(below));
    while let Some(found) = listed.next().await {
        let found = found?;
        let path = found.location.to_string();
        let Some((upload, _)) = path.rsplit_once('/') else { continue };
        let (last, pieces) = begun.entry(upload.to_owned()).or_default();
        *last = (*last).max(found.last_modified.timestamp_millis());
        pieces.push(found.location);
    }
    Ok(begun)
}

async fn make_room(bucket: &Bucket, device: DeviceId) -> Result<(), BlobError> {
    let begun = begun(bucket, &bucket.incoming(device)).await?;
    let mut begun: Vec<_> = begun.into_values().collect();
    begun.sort();
    let excess = (begun.len() + 1).saturating_sub(MAX_UPLOADS);
    for (_, pieces) in begun.into_iter().take(excess) {
        drop_all(bucket, pieces).await?;
    }
    Ok(())
}

/// Drops pieces of what is whole: the server stopped before it could.
pub(super) async fn sweep(bucket: &Bucket) -> Result<(), BlobError> {
    let mut whole = BTreeSet::new();
    for (upload, (_, pieces)) in begun(bucket, &bucket.all_incoming()).await? {
        let hash = upload.rsplit('/').next().and_then(|name| name.parse::<Hash>().ok());
        let Some(hash) = hash else { continue };
        if whole.contains(&hash) || bucket.head(hash).await?.is_some() {
            whole.insert(hash);
            drop_all(bucket, pieces).await?;
        }
    }
    Ok(())
}

async fn drop_all(bucket: &Bucket, paths: impl IntoIterator<Item = Path>) -> Result<(), BlobError> {
    for path in paths {
        match bucket.store.delete(&path).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}

impl From<object_store::path::Error> for BlobError {
    fn from(_: object_store::path::Error) -> Self {
        Self::Io(io::ErrorKind::InvalidData.into())
    }
}
