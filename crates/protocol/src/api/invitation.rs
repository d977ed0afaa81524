//! Invitations as the station keeps them, and the founding.

use minicbor::{Decode, Encode};

use crate::codec::{Wire, holds};
use crate::directory::{MAX_ENTRY_LEN, SignedEntry};
use crate::invitation::MAX_SEALED_BUNDLE_LEN;
use crate::signature::{DevicePublic, Signature};

/// A bundle that the station keeps for somebody.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct SealedBundle {
    /// The sealed [`Bundle`](crate::invitation::Bundle).
    #[cbor(n(0), with = "minicbor::bytes")]
    pub sealed: Vec<u8>,
}

impl Wire for SealedBundle {
    const MAX_LEN: usize = MAX_SEALED_BUNDLE_LEN + 16;

    fn is_bounded(&self) -> bool {
        holds(&self.sealed, MAX_SEALED_BUNDLE_LEN)
    }
}

/// A bundle to be kept. By whoever made the invitation; it goes when the invitation is used or withdrawn.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct PutInvitation {
    /// The invitation, as the directory knows it.
    #[n(0)]
    pub invitation: DevicePublic,
    /// For how many seconds from now it is served, by the station's own clock.
    #[n(1)]
    pub expires_in: u32,
    /// The sealed [`Bundle`](crate::invitation::Bundle).
    #[cbor(n(2), with = "minicbor::bytes")]
    pub sealed: Vec<u8>,
}

impl Wire for PutInvitation {
    const MAX_LEN: usize = MAX_SEALED_BUNDLE_LEN + 64;

    fn is_bounded(&self) -> bool {
        holds(&self.sealed, MAX_SEALED_BUNDLE_LEN)
    }
}

/// The first entry of a directory.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct FoundRequest {
    /// The entry.
    #[n(0)]
    pub entry: SignedEntry,
    /// Signature over [`proof::found`](crate::proof::found) by the key made from the founding code.
    #[n(1)]
    pub proof: Signature,
}

impl Wire for FoundRequest {
    const MAX_LEN: usize = MAX_ENTRY_LEN + 256;

    fn is_bounded(&self) -> bool {
        self.entry.is_bounded()
    }
}
