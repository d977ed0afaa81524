//! The commitment to the body of a change: what a signed header holds instead of the body itself, so that
//! the signature still holds after the body was sealed anew under another key.

use sha2::{Digest, Sha256};

use crate::{derive::domain, random};

/// Length of a commitment's salt, in bytes. The salt is stored beside the plaintext, inside the seal.
pub const SALT_LEN: usize = 16;

/// A fresh random salt for [`commit`]. One for each body: without it, a short body (“yes”) could be
/// guessed from its commitment.
#[must_use]
pub fn make_salt() -> [u8; SALT_LEN] {
    random::bytes()
}

/// SHA-256 of domain ‖ salt ‖ plaintext. Whoever holds salt and plaintext can check it; whoever holds only
/// the commitment learns nothing, and nobody can find a second plaintext for it.
#[must_use]
pub fn commit(salt: &[u8; SALT_LEN], plaintext: &[u8]) -> [u8; 32] {
    Sha256::new()
        .chain_update(domain::COMMITMENT)
        .chain_update(salt)
        .chain_update(plaintext)
        .finalize()
        .into()
}
