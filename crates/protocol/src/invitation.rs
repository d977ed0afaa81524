//! The bundle of an invitation: what a new laptop must know of a station before it trusts it. It lies at the
//! station sealed under a key made from the invitation's secret, so that the worker types an address and a
//! code and nothing else.

use std::fmt;

use minicbor::{Decode, Encode};
use zeroize::Zeroize;

use crate::codec::{Wire, holds};
use crate::directory::Role;
use crate::hash::Hash;
use crate::id::{PersonId, StationId};

/// Length of the name under which a station keeps an invitation, in bytes.
pub const LOOKUP_LEN: usize = 16;

/// Longest sealed bundle, in bytes.
pub const MAX_SEALED_BUNDLE_LEN: usize = 16 * 1024;

/// Longest certificate, in bytes.
pub const MAX_CERTIFICATE_LEN: usize = 8 * 1024;

/// Longest name in a bundle, in bytes of UTF-8.
pub const MAX_PLAIN_NAME_LEN: usize = 512;

/// What an invitation brings.
#[derive(Debug, PartialEq, Eq, Encode, Decode)]
pub struct Bundle {
    /// The certificate of the station's own authority, in DER. It alone is trusted from now on.
    #[cbor(n(0), with = "minicbor::bytes")]
    pub authority: Vec<u8>,
    /// The station one is invited to; none where it waits to be founded.
    #[n(1)]
    pub welcome: Option<Welcome>,
}

/// What a person must know of the station she joins.
#[derive(Debug, PartialEq, Eq, Encode, Decode)]
pub struct Welcome {
    /// The station.
    #[n(0)]
    pub station: StationId,
    /// The hash of the first entry of its directory.
    #[n(1)]
    pub root: Hash,
    /// The key of names.
    #[n(2)]
    pub name_key: NameKeyBytes,
    /// The station's name.
    #[n(3)]
    pub station_name: String,
    /// The person who is invited.
    #[n(4)]
    pub person: PersonId,
    /// Her name.
    #[n(5)]
    pub person_name: String,
    /// Her role.
    #[n(6)]
    pub role: Role,
    /// The name of the one who invites her.
    #[n(7)]
    pub inviter_name: String,
}

/// The station's name key on its way. Wiped when dropped.
#[derive(PartialEq, Eq, Encode, Decode)]
#[cbor(transparent)]
pub struct NameKeyBytes(#[cbor(n(0), with = "minicbor::bytes")] [u8; 32]);

impl NameKeyBytes {
    /// The key with these bytes.
    #[must_use]
    pub fn new(bytes: &[u8; 32]) -> Self {
        Self(*bytes)
    }

    /// The bytes. Whoever copies them wipes the copy.
    #[must_use]
    pub fn expose(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Debug for NameKeyBytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("NameKeyBytes(…)")
    }
}

impl Drop for NameKeyBytes {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl Wire for Bundle {
    const MAX_LEN: usize = MAX_SEALED_BUNDLE_LEN;

    fn is_bounded(&self) -> bool {
        let is_name = |name: &str| name.len() <= MAX_PLAIN_NAME_LEN;
        holds(&self.authority, MAX_CERTIFICATE_LEN)
            && self.welcome.as_ref().is_none_or(|welcome| {
                is_name(&welcome.station_name)
                    && is_name(&welcome.person_name)
                    && is_name(&welcome.inviter_name)
            })
    }
}
