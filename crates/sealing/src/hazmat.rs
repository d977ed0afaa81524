//! The bytes behind the types, and choices that are otherwise made for the caller.
//!
//! Every use is a place where a secret can leak or a nonce can repeat. Legitimate ones: storing a key inside
//! an encrypted database or a sealed change, handing the database its raw key, frozen vectors, and cheap key
//! stretching in tests. Copies made from what is returned here must be wiped by whoever makes them.

use std::{
    convert::Infallible,
    io::{self, Write},
};

use getrandom::rand_core::{TryCryptoRng, TryRng};

use crate::{
    attachment::{AttachmentSealer, PREFIX_LEN},
    audit,
    derive::domain,
    exchange::{BadPublicKey, BoxKey, Recipient, UserKey},
    generation,
    invitation::InvitationSecret,
    keyslots::KdfCost,
    lockbox, name,
    seal::{NONCE_LEN, seal_in},
    secret::{AttachmentKey, AuditKey, DatabaseKey, FileKey, NameKey, VaultKey},
    sign::DeviceKey,
};

mod sealed {
    /// Keeps [`super::KeyBytes`] closed to this crate's own keys.
    pub trait Sealed {}
}

/// A key of 32 bytes that [`expose`] can look into.
pub trait KeyBytes: sealed::Sealed {
    #[doc(hidden)]
    fn key_bytes(&self) -> &[u8; 32];
}

macro_rules! key_bytes {
    ($($name:ident => $inner:ident),+) => {$(
        impl sealed::Sealed for $name {}
        impl KeyBytes for $name {
            fn key_bytes(&self) -> &[u8; 32] {
                self.$inner()
            }
        }
    )+};
}
key_bytes!(
    VaultKey => bytes,
    DatabaseKey => bytes,
    FileKey => bytes,
    AuditKey => bytes,
    AttachmentKey => bytes,
    NameKey => bytes,
    BoxKey => bytes,
    UserKey => bytes,
    DeviceKey => seed
);

/// The bytes of a key (for a [`DeviceKey`]: the 32-byte seed of RFC 8032).
#[must_use]
pub fn expose<K: KeyBytes>(key: &K) -> &[u8; 32] {
    key.key_bytes()
}

/// A vault key from its bytes. For frozen vectors; a vault key at work comes from the key slots.
#[must_use]
pub fn vault_key_from_bytes(bytes: &[u8; 32]) -> VaultKey {
    VaultKey::from_bytes(bytes)
}

/// A file key as it was stored inside the encrypted database.
#[must_use]
pub fn file_key_from_bytes(bytes: &[u8; 32]) -> FileKey {
    FileKey::from_bytes(bytes)
}

/// An attachment key as it travelled inside a change.
#[must_use]
pub fn attachment_key_from_bytes(bytes: &[u8; 32]) -> AttachmentKey {
    AttachmentKey::from_bytes(bytes)
}

/// An audit key as it was stored inside the encrypted database.
#[must_use]
pub fn audit_key_from_bytes(bytes: &[u8; 32]) -> AuditKey {
    AuditKey::from_bytes(bytes)
}

/// A name key as it was stored inside the encrypted database, or came in a bundle.
#[must_use]
pub fn name_key_from_bytes(bytes: &[u8; 32]) -> NameKey {
    NameKey::from_bytes(bytes)
}

/// A box key as it was stored inside the encrypted database.
#[must_use]
pub fn box_key_from_bytes(bytes: &[u8; 32]) -> BoxKey {
    BoxKey::from_bytes(bytes)
}

/// A user key as it was stored inside the encrypted database.
#[must_use]
pub fn user_key_from_bytes(bytes: &[u8; 32]) -> UserKey {
    UserKey::from_bytes(bytes)
}

/// A device key from its 32-byte seed, as it was stored inside the encrypted database.
#[must_use]
pub fn device_key_from_bytes(seed: &[u8; 32]) -> DeviceKey {
    DeviceKey::from_seed(seed)
}

/// [`crate::seal()`] with a chosen nonce. For frozen vectors: a nonce used twice under one key gives the
/// plaintexts away.
#[must_use]
pub fn seal_with_chosen_nonce(
    key: &FileKey,
    nonce: &[u8; NONCE_LEN],
    aad: &[u8],
    plaintext: &[u8],
) -> Vec<u8> {
    seal_in(domain::SEAL, key.bytes(), nonce, aad, plaintext)
}

/// [`crate::seal_to`] with chosen keying material for the ephemeral key (`DeriveKeyPair` of RFC 9180). For
/// frozen vectors: whoever knows the material can open the box.
///
/// # Errors
/// [`BadPublicKey`] when nothing can be sealed to it.
pub fn seal_to_with_chosen_ephemeral(
    public: &impl Recipient,
    material: &[u8; 32],
    info: &[u8],
    aad: &[u8],
    secret: &[u8],
) -> Result<Vec<u8>, BadPublicKey> {
    lockbox::seal_with_rng(public, info, aad, secret, &mut Chosen(material))
}

/// [`crate::wrap_previous`] with a chosen nonce. For frozen vectors, as above.
#[must_use]
pub fn wrap_previous_with_chosen_nonce(
    new: &FileKey,
    nonce: &[u8; NONCE_LEN],
    previous: &FileKey,
    info: &[u8],
) -> Vec<u8> {
    generation::wrap_with_nonce(new, nonce, previous, info)
}

/// [`crate::seal_access`] with a chosen nonce. For frozen vectors, as above.
#[must_use]
pub fn seal_access_with_chosen_nonce(
    key: &AuditKey,
    nonce: &[u8; NONCE_LEN],
    aad: &[u8],
    plaintext: &[u8],
) -> Vec<u8> {
    audit::seal_access_with_nonce(key, nonce, aad, plaintext)
}

/// [`crate::wrap_previous_audit`] with a chosen nonce. For frozen vectors, as above.
#[must_use]
pub fn wrap_previous_audit_with_chosen_nonce(
    new: &AuditKey,
    nonce: &[u8; NONCE_LEN],
    previous: &AuditKey,
    info: &[u8],
) -> Vec<u8> {
    audit::wrap_audit_with_nonce(new, nonce, previous, info)
}

/// [`crate::seal_name`] with a chosen nonce. For frozen vectors, as above.
#[must_use]
pub fn seal_name_with_chosen_nonce(
    key: &NameKey,
    nonce: &[u8; NONCE_LEN],
    aad: &[u8],
    name: &str,
) -> Vec<u8> {
    name::seal_name_with_nonce(key, nonce, aad, name)
}

/// [`InvitationSecret::seal_bundle`] with a chosen nonce. For frozen vectors, as above.
#[must_use]
pub fn seal_bundle_with_chosen_nonce(
    secret: &InvitationSecret,
    nonce: &[u8; NONCE_LEN],
    bundle: &[u8],
) -> Vec<u8> {
    secret.seal_bundle_with_nonce(nonce, bundle)
}

/// [`AttachmentSealer::new`] with a chosen nonce prefix. For frozen vectors, as above.
///
/// # Errors
/// When the header cannot be written.
pub fn attachment_sealer_with_chosen_nonce<W: Write>(
    key: &AttachmentKey,
    prefix: &[u8; PREFIX_LEN],
    writer: W,
) -> io::Result<AttachmentSealer<W>> {
    AttachmentSealer::with_prefix(key, prefix, writer)
}

/// Key stretching that takes no time and protects nothing: 64 KiB, one pass. For tests only; it lowers the
/// floor as well, and no file can ask for it.
#[must_use]
pub fn cheap_kdf_cost() -> KdfCost {
    KdfCost::CHEAP
}

/// Gives out the same 32 bytes again and again, in place of the system's random source.
pub(crate) struct Chosen<'a>(pub(crate) &'a [u8; 32]);

impl TryRng for Chosen<'_> {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        let mut bytes = [0; 4];
        self.try_fill_bytes(&mut bytes)?;
        Ok(u32::from_le_bytes(bytes))
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        let mut bytes = [0; 8];
        self.try_fill_bytes(&mut bytes)?;
        Ok(u64::from_le_bytes(bytes))
    }

    fn try_fill_bytes(&mut self, filled: &mut [u8]) -> Result<(), Infallible> {
        for (byte, chosen) in filled.iter_mut().zip(self.0.iter().cycle()) {
            *byte = *chosen;
        }
        Ok(())
    }
}

impl TryCryptoRng for Chosen<'_> {}
