//! The bytes behind the types, and choices that are otherwise made for the caller.
//!
//! Every use is a place where a secret can leak or a nonce can repeat. Legitimate ones: storing a key inside
//! an encrypted database or a sealed change, handing the database its raw key, frozen vectors, and cheap key
//! stretching in tests. Copies made from what is returned here must be wiped by whoever makes them.

use std::io::{self, Write};

use crate::{
    attachment::{AttachmentSealer, PREFIX_LEN},
    keyslots::KdfCost,
    seal::{NONCE_LEN, seal_with_nonce},
    secret::{AttachmentKey, DatabaseKey, FileKey, VaultKey},
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
key_bytes!(VaultKey => bytes, DatabaseKey => bytes, FileKey => bytes, AttachmentKey => bytes, DeviceKey => seed);

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
    seal_with_nonce(key.bytes(), nonce, aad, plaintext)
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
