//! Entries: the links of a directory's chain.

use minicbor::{Decode, Decoder, Encode};
use sha2::{Digest, Sha256};

use super::act::Act;
use crate::clock::HybridClock;
use crate::codec::{Wire, WireError, holds};
use crate::hash::Hash;
use crate::id::{DeviceId, StationId};
use crate::signature::{BadSignature, DevicePublic, Namespace, Signature, verify};

/// The format of entries that this program writes, and the newest it reads.
pub const FORMAT: u8 = 1;

/// Longest encoded entry, in bytes.
pub const MAX_ENTRY_LEN: usize = 1024 * 1024;

/// Most acts in one entry.
pub const MAX_ACTS: usize = 4096;

/// Stands before every entry that is hashed, so that its hash is the hash of nothing else.
const ENTRY_DOMAIN: &[u8] = b"jiafang directory 1";

/// A link of the chain.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct Entry {
    /// Version of this layout: [`FORMAT`].
    #[n(0)]
    pub format: u8,
    /// The station whose directory it is.
    #[n(1)]
    pub station: StationId,
    /// Its place in the chain, from 0.
    #[n(2)]
    pub index: u64,
    /// The hash of the entry before; [`Hash::ZERO`] for the first.
    #[n(3)]
    pub previous: Hash,
    /// When, for display only.
    #[n(4)]
    pub clock: HybridClock,
    /// The device that signed it.
    #[n(5)]
    pub author: DeviceId,
    /// What it does, in order; all of it or nothing.
    #[n(6)]
    pub acts: Vec<Act>,
}

impl Wire for Entry {
    const MAX_LEN: usize = MAX_ENTRY_LEN;

    fn is_bounded(&self) -> bool {
        (1..=MAX_ACTS).contains(&self.acts.len()) && self.acts.iter().all(Act::is_bounded)
    }

    fn from_bytes(bytes: &[u8]) -> Result<Self, WireError> {
        if bytes.len() > Self::MAX_LEN {
            return Err(WireError::TooLong);
        }
        // A newer format may be laid out in any way: say so before anything else is found wrong with it.
        let mut from = Decoder::new(bytes);
        from.array()?;
        match from.u8()? {
            0 => return Err(WireError::Malformed),
            FORMAT => {}
            _ => return Err(WireError::Newer),
        }
        let entry: Self = minicbor::decode(bytes)?;
        if !entry.is_bounded() {
            return Err(WireError::OutOfBounds);
        }
        if entry.to_bytes() == bytes { Ok(entry) } else { Err(WireError::NotCanonical) }
    }
}

/// An entry as it travels: its bytes, and its author's signature over them.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct SignedEntry {
    /// The encoded [`Entry`].
    #[cbor(n(0), with = "minicbor::bytes")]
    pub entry: Vec<u8>,
    /// Its author's signature in [`Namespace::Directory`].
    #[n(1)]
    pub signature: Signature,
}

impl SignedEntry {
    /// The hash by which the next entry names this one.
    #[must_use]
    pub fn hash(&self) -> Hash {
        entry_hash(&self.entry)
    }

    /// The entry. Nothing of it is proven.
    ///
    /// # Errors
    /// As [`Entry`]'s `from_bytes`.
    pub fn read(&self) -> Result<Entry, WireError> {
        Entry::from_bytes(&self.entry)
    }

    /// Whether this key signed it.
    ///
    /// # Errors
    /// [`BadSignature`] when not.
    pub fn verify(&self, author: &DevicePublic) -> Result<(), BadSignature> {
        verify(author, Namespace::Directory, &self.entry, &self.signature)
    }
}

impl Wire for SignedEntry {
    const MAX_LEN: usize = MAX_ENTRY_LEN + 128;

    fn is_bounded(&self) -> bool {
        holds(&self.entry, MAX_ENTRY_LEN)
    }
}

/// The hash of an encoded entry: SHA-256("jiafang directory 1" ‖ entry).
#[must_use]
pub fn entry_hash(entry: &[u8]) -> Hash {
    Hash(Sha256::new().chain_update(ENTRY_DOMAIN).chain_update(entry).finalize().into())
}
