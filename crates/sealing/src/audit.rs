//! The accesses to a file, apart from what is in it: under a key that follows from the file key, and from which the file
//! key does not follow. An auditor has this one alone.
//!
//! Nothing stands in the open for an audit key: a wrong one opens nothing, because each sealed access commits to its own.

use zeroize::Zeroizing;

use crate::{
    derive::{derive, domain},
    error::SealingError,
    exchange::{BadPublicKey, UserKey, UserPublic},
    lockbox::{open_with, seal_to},
    random,
    seal::{NONCE_LEN, open_in, seal_in},
    secret::{AuditKey, FileKey},
};

impl FileKey {
    /// The key of the file's accesses. The same file key always gives the same.
    #[must_use]
    pub fn derive_audit_key(&self) -> AuditKey {
        AuditKey::from_bytes(&derive(self.bytes(), &[], &[domain::AUDIT_KEY]))
    }
}

/// Seals an access, as [`seal`](crate::seal()) does what is in the file.
#[must_use]
pub fn seal_access(key: &AuditKey, aad: &[u8], plaintext: &[u8]) -> Vec<u8> {
    seal_access_with_nonce(key, &random::bytes(), aad, plaintext)
}

/// Opens what [`seal_access`] made with the same key and associated data.
///
/// # Errors
/// [`SealingError::CannotOpen`], whatever the reason.
pub fn open_access(
    key: &AuditKey,
    aad: &[u8],
    sealed: &[u8],
) -> Result<Zeroizing<Vec<u8>>, SealingError> {
    open_in(domain::ACCESS, key.bytes(), aad, sealed)
}

/// Puts an audit key into a lockbox for a person. `info` names station, file, generation, recipient and granter.
///
/// # Errors
/// [`BadPublicKey`] when nothing can be sealed to the person's key.
pub fn lock_audit_key(
    key: &AuditKey,
    person: &UserPublic,
    info: &[u8],
) -> Result<Vec<u8>, BadPublicKey> {
    seal_to(person, info, domain::AUDIT_LOCKBOX, key.bytes())
}

/// Takes an audit key out of a lockbox.
///
/// # Errors
/// [`SealingError::CannotOpen`], whatever the reason.
pub fn unlock_audit_key(
    person: &UserKey,
    info: &[u8],
    lockbox: &[u8],
) -> Result<AuditKey, SealingError> {
    from_opened(&open_with(person, info, domain::AUDIT_LOCKBOX, lockbox)?)
}

/// Wraps the audit key of the generation before in that of the new one. `info` names station, file and the new generation.
#[must_use]
pub fn wrap_previous_audit(new: &AuditKey, previous: &AuditKey, info: &[u8]) -> Vec<u8> {
    wrap_audit_with_nonce(new, &random::bytes(), previous, info)
}

/// Takes the previous audit key out.
///
/// # Errors
/// [`SealingError::CannotOpen`], whatever the reason.
pub fn unwrap_previous_audit(
    new: &AuditKey,
    info: &[u8],
    wrapped: &[u8],
) -> Result<AuditKey, SealingError> {
    from_opened(&open_in(domain::PREVIOUS_AUDIT, new.bytes(), info, wrapped)?)
}

pub(crate) fn seal_access_with_nonce(
    key: &AuditKey,
    nonce: &[u8; NONCE_LEN],
    aad: &[u8],
    plaintext: &[u8],
) -> Vec<u8> {
    seal_in(domain::ACCESS, key.bytes(), nonce, aad, plaintext)
}

pub(crate) fn wrap_audit_with_nonce(
    new: &AuditKey,
    nonce: &[u8; NONCE_LEN],
    previous: &AuditKey,
    info: &[u8],
) -> Vec<u8> {
    seal_in(domain::PREVIOUS_AUDIT, new.bytes(), nonce, info, previous.bytes())
}

fn from_opened(opened: &[u8]) -> Result<AuditKey, SealingError> {
    opened.try_into().map(AuditKey::from_bytes).map_err(|_| SealingError::CannotOpen)
}
