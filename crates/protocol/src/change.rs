//! Changes as they travel: the signed header in the open, the body sealed.

use minicbor::{Decode, Encode};

use crate::codec::{Wire, holds};
use crate::hash::{ChangeId, change_id};
use crate::header::MAX_HEADER_LEN;
use crate::signature::Signature;

/// Longest sealed body, in bytes: the longest body with its salt, and what sealing adds.
pub const MAX_SEALED_LEN: usize = 4 * 1024 * 1024 + 1024;

/// A change on its way.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct SealedChange {
    /// Which of the file's keys the body is sealed under, from 1. Not signed: a body may be sealed anew, and one
    /// that is said to be under another key does not open.
    #[n(0)]
    pub generation: u32,
    /// The encoded [`Header`](crate::Header).
    #[cbor(n(1), with = "minicbor::bytes")]
    pub header: Vec<u8>,
    /// The author's signature over the header in [`Namespace::Change`](crate::Namespace::Change).
    #[n(2)]
    pub signature: Signature,
    /// The salt and the body, sealed with the header as associated data.
    #[cbor(n(3), with = "minicbor::bytes")]
    pub sealed: Vec<u8>,
}

impl SealedChange {
    /// The identity of the change.
    #[must_use]
    pub fn id(&self) -> ChangeId {
        change_id(&self.header)
    }

    /// About how many bytes it takes on the wire.
    #[must_use]
    pub fn wire_len(&self) -> usize {
        self.header.len() + self.sealed.len() + 96
    }

    pub(crate) fn has_its_bounds(&self) -> bool {
        self.generation > 0
            && holds(&self.header, MAX_HEADER_LEN)
            && holds(&self.sealed, MAX_SEALED_LEN)
    }
}

impl Wire for SealedChange {
    const MAX_LEN: usize = MAX_HEADER_LEN + MAX_SEALED_LEN + 128;

    fn is_bounded(&self) -> bool {
        self.has_its_bounds()
    }
}
