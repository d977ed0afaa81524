//! The header of a change: everything about it but its body. It is what is hashed, signed and chained; the
//! body is only committed to, so that the signature outlives a new key.

mod codec;

pub use codec::{DecodeError, MAX_HEADER_LEN, MAX_LISTED};

use crate::clock::HybridClock;
use crate::field::{FieldId, RecordKind};
use crate::hash::{ChangeId, Hash, change_id};
use crate::id::{DeviceId, FileId, RecordId, StationId};
use crate::kind::ChangeKind;

/// The header format that this program writes, and the newest it reads.
pub const FORMAT: u8 = 1;

/// The schema of bodies that this program writes, and the newest it reads. It goes up when a field or its
/// values come to mean something that an older program would misread.
pub const SCHEMA: u16 = 1;

/// The header of a change, format 1.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Header {
    /// Version of this layout: [`FORMAT`].
    pub format: u8,
    /// The station whose records these are.
    pub station: StationId,
    /// The file the record belongs to, whose key seals the body.
    pub file: FileId,
    /// The record changed.
    pub record: RecordId,
    /// What kind of record it is.
    pub record_kind: RecordKind,
    /// The field changed; [`FieldId::WHOLE`] for a note or an addendum.
    pub field: FieldId,
    /// What the change does.
    pub kind: ChangeKind,
    /// The laptop that signed it.
    pub author: DeviceId,
    /// Number among the author's changes, from 1, without gaps.
    pub seq: u64,
    /// The author's change before this one; none for the first.
    pub previous: Option<ChangeId>,
    /// The changes of the same field whose place this one takes. A set: order has no meaning.
    pub supersedes: Vec<ChangeId>,
    /// Head of the station's directory as the author knew it; [`Hash::ZERO`] before there is one.
    pub directory_head: Hash,
    /// Latest changes of other authors that the author had. A set: order has no meaning.
    pub seen: Vec<ChangeId>,
    /// When, for display only.
    pub clock: HybridClock,
    /// Version of the body's meaning: [`SCHEMA`].
    pub schema: u16,
    /// Hash of the body with its salt.
    pub commitment: [u8; 32],
}

/// Where a change belongs. A change is never applied to a record outside its own place: not under another
/// file's key, not as another kind of record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The station.
    pub station: StationId,
    /// The file.
    pub file: FileId,
    /// The record.
    pub record: RecordId,
    /// The kind of record.
    pub kind: RecordKind,
}

impl Header {
    /// The identity of the change: [`change_id`] of the encoded header.
    #[must_use]
    pub fn id(&self) -> ChangeId {
        change_id(&self.encode())
    }

    /// Where the change belongs.
    #[must_use]
    pub fn place(&self) -> Place {
        Place {
            station: self.station,
            file: self.file,
            record: self.record,
            kind: self.record_kind,
        }
    }

    /// This program knows the kind and the schema, and so what the body means.
    #[must_use]
    pub fn is_understood(&self) -> bool {
        self.kind.is_known() && self.schema <= SCHEMA
    }
}
