//! Greeting, and sessions: a device shows once that it has its key, and gets a token for an hour.

use std::fmt;

use minicbor::{Decode, Encode};

use crate::codec::Wire;
use crate::id::{DeviceId, StationId};
use crate::proof::CHALLENGE_LEN;
use crate::signature::Signature;

/// What a station says of itself to everybody.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct Hello {
    /// The version of its program, as text.
    #[n(0)]
    pub version: String,
    /// The least format of entries that its directory allows.
    #[n(1)]
    pub min_format: u8,
    /// It takes nothing at present; what it has it serves.
    #[n(2)]
    pub read_only: bool,
    /// The station; none where it waits to be founded.
    #[n(3)]
    pub station: Option<StationId>,
}

impl Wire for Hello {
    const MAX_LEN: usize = 256;
}

/// A device asks for a challenge.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
pub struct SessionBegin {
    /// The device.
    #[n(0)]
    pub device: DeviceId,
}

impl Wire for SessionBegin {
    const MAX_LEN: usize = 32;
}

/// Random bytes to be signed, good for one attempt. A device that the station does not know gets one too.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
pub struct Challenge {
    /// The bytes.
    #[cbor(n(0), with = "minicbor::bytes")]
    pub challenge: [u8; CHALLENGE_LEN],
}

impl Wire for Challenge {
    const MAX_LEN: usize = 64;
}

/// The answer to a challenge.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
pub struct SessionOpen {
    /// The device.
    #[n(0)]
    pub device: DeviceId,
    /// The challenge.
    #[cbor(n(1), with = "minicbor::bytes")]
    pub challenge: [u8; CHALLENGE_LEN],
    /// The device's signature over [`proof::session`](crate::proof::session).
    #[n(2)]
    pub signature: Signature,
}

impl Wire for SessionOpen {
    const MAX_LEN: usize = 160;
}

/// A session has begun.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct Session {
    /// Goes with every request: `authorization: Bearer` and 64 hexadecimal digits.
    #[n(0)]
    pub token: Token,
    /// For how many seconds it is good.
    #[n(1)]
    pub seconds: u32,
    /// The entry of the directory that revoked the device: the session is for taking leave. The directory up to that
    /// entry is served, and what waits on the laptop is kept aside. Whoever is told so believes the entry alone.
    #[n(2)]
    pub ended: Option<u64>,
}

impl Wire for Session {
    const MAX_LEN: usize = 64;
}

/// A bearer token: 32 random bytes.
#[derive(Clone, PartialEq, Eq, Hash, Encode, Decode)]
#[cbor(transparent)]
pub struct Token(#[cbor(n(0), with = "minicbor::bytes")] pub [u8; 32]);

impl Token {
    /// As it stands in the header of a request.
    #[must_use]
    pub fn to_header(&self) -> String {
        format!("Bearer {}", hex::encode(self.0))
    }

    /// From the header of a request.
    #[must_use]
    pub fn from_header(header: &str) -> Option<Self> {
        let mut token = [0; 32];
        hex::decode_to_slice(header.strip_prefix("Bearer ")?, &mut token).ok()?;
        Some(Self(token))
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(…)")
    }
}
