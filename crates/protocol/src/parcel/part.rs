//! The parts of a parcel.

use minicbor::{Decode, Encode};

use super::label::Label;
use crate::api::{MAX_BODY_LEN, MAX_ENTRIES, Push};
use crate::codec::{Wire, holds};
use crate::directory::SignedEntry;
use crate::hash::Hash;
use crate::signature::Signature;

/// Longest piece of an attachment, in bytes.
pub const MAX_PIECE_LEN: usize = 1024 * 1024;

/// A part of a parcel. They stand in this order, the label once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// From whom and for whom.
    Label(Label),
    /// Entries of the directory, one after the other.
    Entries(Entries),
    /// Changes: as many as go into a request.
    Changes(Push),
    /// A piece of a sealed attachment. The pieces of one stand together, from its first byte to its last.
    Blob(BlobPiece),
}

/// Entries of the directory.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct Entries {
    /// One after the other.
    #[n(0)]
    pub entries: Vec<SignedEntry>,
}

impl Wire for Entries {
    const MAX_LEN: usize = MAX_BODY_LEN;

    fn is_bounded(&self) -> bool {
        self.entries.len() <= MAX_ENTRIES && self.entries.iter().all(Wire::is_bounded)
    }
}

/// A piece of a sealed attachment.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct BlobPiece {
    /// The hash of the whole.
    #[n(0)]
    pub hash: Hash,
    /// Where the piece begins.
    #[n(1)]
    pub offset: u64,
    /// Length of the whole.
    #[n(2)]
    pub total: u64,
    /// The bytes.
    #[cbor(n(3), with = "minicbor::bytes")]
    pub bytes: Vec<u8>,
}

impl BlobPiece {
    /// Where it ends.
    #[must_use]
    pub fn end(&self) -> u64 {
        self.offset.saturating_add(self.bytes.len() as u64)
    }
}

impl Wire for BlobPiece {
    const MAX_LEN: usize = MAX_PIECE_LEN + 128;

    fn is_bounded(&self) -> bool {
        holds(&self.bytes, MAX_PIECE_LEN) && self.end() <= self.total
    }
}

/// The last part: nothing follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
pub struct End {
    /// The signature of the laptop that packed it, in [`Namespace::Parcel`](crate::Namespace::Parcel), over the check
    /// before this part; none where the station packed it.
    #[n(0)]
    pub signature: Option<Signature>,
}

impl Wire for End {
    const MAX_LEN: usize = 128;
}

/// What a part is, by the number before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Label = 1,
    Entries = 2,
    Changes = 3,
    Blob = 4,
    End = 5,
}

impl Kind {
    /// None for one that a newer version wrote.
    pub(super) fn of(number: u8) -> Option<Self> {
        [Self::Label, Self::Entries, Self::Changes, Self::Blob, Self::End]
            .into_iter()
            .find(|kind| *kind as u8 == number)
    }

    /// Longest of its kind, in bytes.
    pub(super) fn max_len(self) -> usize {
        match self {
            Self::Label => Label::MAX_LEN,
            Self::Entries => Entries::MAX_LEN,
            Self::Changes => Push::MAX_LEN,
            Self::Blob => BlobPiece::MAX_LEN,
            Self::End => End::MAX_LEN,
        }
    }
}

impl Part {
    pub(super) fn kind(&self) -> Kind {
        match self {
            Self::Label(_) => Kind::Label,
            Self::Entries(_) => Kind::Entries,
            Self::Changes(_) => Kind::Changes,
            Self::Blob(_) => Kind::Blob,
        }
    }

    pub(super) fn payload(&self) -> Vec<u8> {
        match self {
            Self::Label(label) => label.to_bytes(),
            Self::Entries(entries) => entries.to_bytes(),
            Self::Changes(changes) => changes.to_bytes(),
            Self::Blob(piece) => piece.to_bytes(),
        }
    }
}
