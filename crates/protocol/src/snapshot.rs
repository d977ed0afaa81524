//! Snapshots: what a client or a case comes to, as one of its writers saw it. A new laptop shows them, as not yet checked,
//! until the changes themselves are there. Nothing is decided by a snapshot, and none ever becomes a record.

use minicbor::{Decode, Encode};
use sha2::{Digest, Sha256};

use crate::api::MAX_BATCH;
use crate::codec::{Wire, WireError, holds, rises};
use crate::directory::{Directory, Refusal};
use crate::header::DecodeError;
use crate::id::{DeviceId, FileId, StationId};
use crate::signature::{BadSignature, DevicePublic, Namespace, Signature, verify};

/// The format of snapshots.
pub const SNAPSHOT_FORMAT: u8 = 1;

/// Longest sealed content, in bytes. What would be longer has no snapshot.
pub const MAX_SNAPSHOT_LEN: usize = 8 * 1024;

/// Longest header, in bytes.
const MAX_HEAD_LEN: usize = 128;

/// Where a batch or a page of snapshots is full, in bytes.
pub const SNAPSHOTS_LEN: usize = 1024 * 1024;

/// What a snapshot is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
pub struct SnapshotHeader {
    /// [`SNAPSHOT_FORMAT`].
    #[n(0)]
    pub format: u8,
    /// The station.
    #[n(1)]
    pub station: StationId,
    /// The file.
    #[n(2)]
    pub file: FileId,
    /// The device that made it.
    #[n(3)]
    pub author: DeviceId,
    /// Up to which number of its own changes that device had given them to the station. Of two snapshots of one author the
    /// one with the lower number is the older.
    #[n(4)]
    pub seq: u64,
    /// Which of the file's keys the content is sealed under, from 1.
    #[n(5)]
    pub generation: u32,
}

impl Wire for SnapshotHeader {
    const MAX_LEN: usize = MAX_HEAD_LEN;

    fn is_bounded(&self) -> bool {
        self.generation > 0 && i64::try_from(self.seq).is_ok()
    }
}

/// A snapshot on its way.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct SealedSnapshot {
    /// The encoded [`SnapshotHeader`].
    #[cbor(n(0), with = "minicbor::bytes")]
    pub header: Vec<u8>,
    /// The author's signature over the [`words`](Self::words) in [`Namespace::Snapshot`].
    #[n(1)]
    pub signature: Signature,
    /// The content, sealed under the file's key with the header as associated data.
    #[cbor(n(2), with = "minicbor::bytes")]
    pub sealed: Vec<u8>,
}

impl SealedSnapshot {
    /// What the author signs: the header, and the hash of what is sealed. Nobody who has the key puts another content under
    /// her name.
    #[must_use]
    pub fn words(header: &[u8], sealed: &[u8]) -> Vec<u8> {
        [header, Sha256::digest(sealed).as_slice()].concat()
    }

    /// About how many bytes it takes on the wire.
    #[must_use]
    pub fn wire_len(&self) -> usize {
        self.header.len() + self.sealed.len() + 96
    }

    /// Reads the header.
    ///
    /// # Errors
    /// [`WireError`]; [`WireError::Newer`] for a format that is not known here.
    pub fn read(&self) -> Result<SnapshotHeader, WireError> {
        let header = SnapshotHeader::from_bytes(&self.header)?;
        if header.format == SNAPSHOT_FORMAT { Ok(header) } else { Err(WireError::Newer) }
    }

    /// Whether the author signed it.
    ///
    /// # Errors
    /// [`BadSignature`].
    pub fn verify(&self, key: &DevicePublic) -> Result<(), BadSignature> {
        verify(key, Namespace::Snapshot, &Self::words(&self.header, &self.sealed), &self.signature)
    }

    /// Reads the header and proves it: its author signed it, is here, and may write in the file at
    /// present, on a laptop that was let in there.
    ///
    /// # Errors
    /// [`Refusal`].
    pub fn prove(&self, directory: &Directory) -> Result<SnapshotHeader, Refusal> {
        let header = self.read().map_err(|error| match error {
            WireError::Newer => Refusal::Unreadable(DecodeError::NewerFormat(0)),
            _ => Refusal::Unreadable(DecodeError::Malformed),
        })?;
        if header.station != directory.station() {
            return Err(Refusal::OtherStation);
        }
        let device = directory.device(header.author).ok_or(Refusal::UnknownAuthor)?;
        if let Some(last) = device.revoked {
            return Err(Refusal::AfterRevocation { last });
        }
        let file = directory.file(header.file).ok_or(Refusal::UnknownFile)?;
        if !file.lets_write(device.person, device.line) {
            return Err(Refusal::NotAWriter);
        }
        file.key(header.generation).ok_or(Refusal::UnknownGeneration)?;
        self.verify(&device.sign).map_err(|_| Refusal::BadSignature)?;
        Ok(header)
    }

    fn has_its_bounds(&self) -> bool {
        holds(&self.header, MAX_HEAD_LEN) && holds(&self.sealed, MAX_SNAPSHOT_LEN)
    }
}

impl Wire for SealedSnapshot {
    const MAX_LEN: usize = MAX_HEAD_LEN + MAX_SNAPSHOT_LEN + 128;

    fn is_bounded(&self) -> bool {
        self.has_its_bounds()
    }
}

/// Snapshots to be kept, each in the place of its file's last one.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct PutSnapshots {
    /// The snapshots.
    #[n(0)]
    pub snapshots: Vec<SealedSnapshot>,
}

impl Wire for PutSnapshots {
    const MAX_LEN: usize = crate::api::MAX_BODY_LEN;

    fn is_bounded(&self) -> bool {
        self.snapshots.len() <= MAX_BATCH
            && self.snapshots.iter().all(SealedSnapshot::has_its_bounds)
    }
}

/// A snapshot with its place at the station.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct NumberedSnapshot {
    /// Its place: a number that rises as snapshots come in, with gaps.
    #[n(0)]
    pub n: u64,
    /// The snapshot.
    #[n(1)]
    pub snapshot: SealedSnapshot,
}

/// Snapshots of files that the asking person may read.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct SnapshotsPage {
    /// The snapshots, by their places.
    #[n(0)]
    pub items: Vec<NumberedSnapshot>,
    /// What to ask after next.
    #[n(1)]
    pub next: u64,
    /// There are further ones. Never with an empty page.
    #[n(2)]
    pub more: bool,
}

impl SnapshotsPage {
    /// Whether it answers the question what came after `after`: it goes on from there, and not back.
    #[must_use]
    pub fn follows(&self, after: u64) -> bool {
        self.items.first().is_none_or(|first| first.n > after) && self.next >= after
    }
}

impl Wire for SnapshotsPage {
    const MAX_LEN: usize = crate::api::MAX_BODY_LEN;

    fn is_bounded(&self) -> bool {
        self.items.len() <= MAX_BATCH
            && rises(self.items.iter().map(|item| item.n))
            && self.items.iter().all(|item| item.snapshot.has_its_bounds())
            && self.items.last().is_none_or(|last| self.next >= last.n)
            && !(self.more && self.items.is_empty())
    }
}
