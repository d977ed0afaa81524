//! Emergency boxes: a file key sealed to a manager or to the station's recovery key, so that every member of the file
//! can tell whether the box is the right one without being able to open it.
//!
//! Layout and suite as of a lockbox (see [`crate::seal_to`]). The ephemeral key is not drawn: its keying material is
//! HKDF-SHA256 of the file key, with recipient and `info`. So one file key, one recipient and one `info` make one box.
//! Whoever holds the file key makes it again and compares; to everybody else it is as good as random, because the
//! file key is.

use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

use crate::{
    derive::{derive, domain},
    error::SealingError,
    exchange::{BadPublicKey, UserKey, UserPublic},
    hazmat::Chosen,
    lockbox::{committed_file_key, open_with, seal_with_rng},
    name::{pad, unpad},
    random,
    seal::{open_in, seal_in},
    secret::FileKey,
};

/// Puts a file key into an emergency box. `info` names station, file, generation, recipient and commitment.
///
/// # Errors
/// [`BadPublicKey`] when nothing can be sealed to the recipient's key.
pub fn lock_for_emergency(
    key: &FileKey,
    recipient: &UserPublic,
    info: &[u8],
) -> Result<Vec<u8>, BadPublicKey> {
    let parts = [domain::EMERGENCY_EPHEMERAL, &recipient.0, info];
    let material: Zeroizing<[u8; 32]> = derive(key.bytes(), &[], &parts);
    let mut chosen = Chosen(&material);
    seal_with_rng(recipient, info, domain::EMERGENCY_LOCKBOX, key.bytes(), &mut chosen)
}

/// Whether a box is the one that [`lock_for_emergency`] makes. A recipient to whom nothing can be sealed has none.
#[must_use]
pub fn is_emergency_box(
    key: &FileKey,
    recipient: &UserPublic,
    info: &[u8],
    lockbox: &[u8],
) -> bool {
    let made = lock_for_emergency(key, recipient, info);
    made.is_ok_and(|made| made.ct_eq(lockbox).into())
}

/// Takes a file key out of an emergency box, if it is the one with this [`key_commitment`](crate::key_commitment).
///
/// # Errors
/// [`SealingError::CannotOpen`], whatever the reason; a key with another commitment too.
pub fn unlock_in_emergency(
    recipient: &UserKey,
    info: &[u8],
    commitment: &[u8; 32],
    lockbox: &[u8],
) -> Result<FileKey, SealingError> {
    let opened = open_with(recipient, info, domain::EMERGENCY_LOCKBOX, lockbox)?;
    committed_file_key(&opened, commitment)
}

/// Seals the reason for which somebody opened a file, for those who hold its key; padded as a name is.
#[must_use]
pub fn seal_reason(key: &FileKey, aad: &[u8], reason: &str) -> Vec<u8> {
    seal_in(domain::REASON, key.bytes(), &random::bytes(), aad, &pad(reason))
}

/// Opens what [`seal_reason`] made with the same key and associated data.
///
/// # Errors
/// [`SealingError::CannotOpen`], whatever the reason.
pub fn open_reason(
    key: &FileKey,
    aad: &[u8],
    sealed: &[u8],
) -> Result<Zeroizing<String>, SealingError> {
    unpad(&open_in(domain::REASON, key.bytes(), aad, sealed)?)
}
