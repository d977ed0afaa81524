//! Making a parcel.

use super::part::{End, Kind, Part};
use super::{CHECK_LEN, Head, check};
use crate::codec::Wire;
use crate::hash::Hash;
use crate::signature::Signature;

/// Makes the bytes of a parcel, after its head; a part at a time.
#[derive(Debug)]
pub struct Writer {
    check: [u8; CHECK_LEN],
}

impl Writer {
    /// Begins the parcel with this head.
    #[must_use]
    pub fn new(head: &Head) -> Self {
        Self { check: head.check() }
    }

    /// The bytes of the next part. That the order is kept and nothing is too long is the caller's affair: a reader
    /// refuses all else.
    #[must_use]
    pub fn part(&mut self, part: &Part) -> Vec<u8> {
        self.put(part.kind(), &part.payload())
    }

    /// What the sender signs in [`Namespace::Parcel`](crate::Namespace::Parcel) when all parts are made: it covers the head
    /// and every one of them.
    #[must_use]
    pub fn check(&self) -> Hash {
        Hash(self.check)
    }

    /// The bytes of the end.
    #[must_use]
    pub fn end(mut self, signature: Option<Signature>) -> Vec<u8> {
        self.put(Kind::End, &End { signature }.to_bytes())
    }

    fn put(&mut self, kind: Kind, payload: &[u8]) -> Vec<u8> {
        let length = u32::try_from(payload.len()).unwrap_or(u32::MAX).to_be_bytes();
        let head = [[kind as u8].as_slice(), &length].concat();
        self.check = check(&self.check, &head, payload);
        [&head, payload, &self.check].concat()
    }
}
