//! One generation of a file key inside the next: who has the newest key can read everything before it.
//!
//! Layout as of a sealed message (see [`crate::seal()`]), in a namespace of its own. Always
//! [`SEAL_OVERHEAD`](crate::SEAL_OVERHEAD) + 32 bytes.

use crate::{
    derive::domain,
    error::SealingError,
    lockbox::{committed_file_key, key_commitment},
    random,
    seal::{NONCE_LEN, open_in, seal_in},
    secret::FileKey,
};
use subtle::ConstantTimeEq;

/// Wraps the key of the generation before in the key of the new one. `info` names station, file and the new
/// generation.
#[must_use]
pub fn wrap_previous(new: &FileKey, previous: &FileKey, info: &[u8]) -> Vec<u8> {
    wrap_with_nonce(new, &random::bytes(), previous, info)
}

/// Takes the previous key out, if it is the one with this [`key_commitment`](crate::key_commitment).
///
/// # Errors
/// [`SealingError::CannotOpen`], whatever the reason; a key with another commitment too.
pub fn unwrap_previous(
    new: &FileKey,
    info: &[u8],
    commitment: &[u8; 32],
    wrapped: &[u8],
) -> Result<FileKey, SealingError> {
    let opened = open_in(domain::PREVIOUS, new.bytes(), info, wrapped)?;
    committed_file_key(&opened, commitment)
}

/// As [`unwrap_previous`], where it is not known which of several keys is inside: takes out the one that has any of these
/// commitments, and says the place of that among them.
///
/// # Errors
/// [`SealingError::CannotOpen`], whatever the reason; a key with none of the commitments too.
pub fn unwrap_earlier<'a>(
    new: &FileKey,
    info: &[u8],
    commitments: impl IntoIterator<Item = &'a [u8; 32]>,
    wrapped: &[u8],
) -> Result<(usize, FileKey), SealingError> {
    let opened = open_in(domain::PREVIOUS, new.bytes(), info, wrapped)?;
    let key = FileKey::from_bytes((&opened[..]).try_into().map_err(|_| SealingError::CannotOpen)?);
    let found = key_commitment(&key);
    let place = commitments.into_iter().position(|one| bool::from(found.ct_eq(one)));
    place.map(|place| (place, key)).ok_or(SealingError::CannotOpen)
}

pub(crate) fn wrap_with_nonce(
    new: &FileKey,
    nonce: &[u8; NONCE_LEN],
    previous: &FileKey,
    info: &[u8],
) -> Vec<u8> {
    seal_in(domain::PREVIOUS, new.bytes(), nonce, info, previous.bytes())
}
