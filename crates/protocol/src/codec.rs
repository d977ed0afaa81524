//! One codec for all that crosses the wire: CBOR (RFC 8949) in its deterministic encoding. A thing has one
//! encoding, and no other is read: two byte strings never stand for one thing.

use minicbor::decode::{Decode, Error as CborError};
use minicbor::encode::{Encode, Write};
use minicbor::{Decoder, Encoder};

use crate::clock::HybridClock;
use crate::hash::Hash;
use crate::id::{DeviceId, FileId, PersonId, StationId};
use crate::key::{BoxPublic, UserPublic};
use crate::signature::{DevicePublic, Signature};

/// The bytes are not what they should be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WireError {
    /// Longer than such a thing may be.
    #[error("too long")]
    TooLong,
    /// A newer version wrote it: it has a format, an act, a role or a kind that this program does not know.
    #[error("written by a newer version")]
    Newer,
    /// Not the layout of such a thing.
    #[error("malformed")]
    Malformed,
    /// Such a thing, but not in its one encoding; or bytes follow it.
    #[error("not in canonical form")]
    NotCanonical,
    /// A list or a part of it is longer or shorter than it may be, or out of order.
    #[error("out of bounds")]
    OutOfBounds,
}

impl From<CborError> for WireError {
    fn from(error: CborError) -> Self {
        if error.is_unknown_variant() { Self::Newer } else { Self::Malformed }
    }
}

/// A thing that crosses the wire.
pub trait Wire: Encode<()> + for<'b> Decode<'b, ()> {
    /// Longest encoding that is read, in bytes.
    const MAX_LEN: usize;

    /// Whether its lists and parts are within their bounds and in order.
    fn is_bounded(&self) -> bool {
        true
    }

    /// Its one encoding.
    #[must_use]
    fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        let written = minicbor::encode(self, &mut bytes);
        debug_assert!(written.is_ok(), "a Vec takes all bytes");
        bytes
    }

    /// The thing in these bytes.
    ///
    /// # Errors
    /// Anything but the one encoding of a bounded thing.
    fn from_bytes(bytes: &[u8]) -> Result<Self, WireError>
    where
        Self: Sized,
    {
        if bytes.len() > Self::MAX_LEN {
            return Err(WireError::TooLong);
        }
        let thing: Self = minicbor::decode(bytes)?;
        if !thing.is_bounded() {
            return Err(WireError::OutOfBounds);
        }
        if thing.to_bytes() == bytes { Ok(thing) } else { Err(WireError::NotCanonical) }
    }
}

/// Whether a byte string is there and no longer than it may be.
pub(crate) fn holds(bytes: &[u8], most: usize) -> bool {
    !bytes.is_empty() && bytes.len() <= most
}

/// Whether keys stand in strictly rising order: each once.
pub(crate) fn rises<K: Ord>(keys: impl IntoIterator<Item = K>) -> bool {
    keys.into_iter().is_sorted_by(|a, b| a < b)
}

/// As a byte string of its one length.
macro_rules! as_bytes {
    ($($name:ident: |$value:ident| $bytes:expr, $make:expr;)+) => {$(
        impl<C> Encode<C> for $name {
            fn encode<W: Write>(
                &self,
                to: &mut Encoder<W>,
                _: &mut C,
            ) -> Result<(), minicbor::encode::Error<W::Error>> {
                let $value = self;
                to.bytes(&$bytes)?.ok()
            }
        }

        impl<'b, C> Decode<'b, C> for $name {
            fn decode(from: &mut Decoder<'b>, _: &mut C) -> Result<Self, CborError> {
                let bytes = from.bytes()?.try_into();
                bytes.map($make).map_err(|_| CborError::message("not of its length"))
            }
        }
    )+};
}

as_bytes! {
    StationId: |id| id.bytes(), StationId::from_bytes;
    PersonId: |id| id.bytes(), PersonId::from_bytes;
    DeviceId: |id| id.bytes(), DeviceId::from_bytes;
    FileId: |id| id.bytes(), FileId::from_bytes;
    Hash: |hash| hash.0, Hash;
    DevicePublic: |key| key.0, DevicePublic;
    BoxPublic: |key| key.0, BoxPublic;
    UserPublic: |key| key.0, UserPublic;
    Signature: |signature| signature.0, Signature;
}

impl<C> Encode<C> for HybridClock {
    fn encode<W: Write>(
        &self,
        to: &mut Encoder<W>,
        _: &mut C,
    ) -> Result<(), minicbor::encode::Error<W::Error>> {
        to.array(2)?.u64(self.millis)?.u16(self.counter)?.ok()
    }
}

impl<'b, C> Decode<'b, C> for HybridClock {
    fn decode(from: &mut Decoder<'b>, _: &mut C) -> Result<Self, CborError> {
        if from.array()? != Some(2) {
            return Err(CborError::message("not a clock"));
        }
        Ok(Self { millis: from.u64()?, counter: from.u16()? })
    }
}
