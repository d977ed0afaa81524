//! Device signatures: Ed25519 (RFC 8032), strictly verified, with a namespace for each kind of signed thing.

use std::fmt;

use ed25519_dalek::{Signer, SigningKey, VerifyingKey};
use zeroize::Zeroizing;

use crate::{error::SealingError, random};

/// What is being signed. A signature made in one namespace never holds in another, so nobody can pass off
/// the bytes of one thing as another. Closed: a new kind of signed thing gets a new variant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Namespace {
    /// The header of a change.
    Change,
    /// The manifest of a backup file.
    Backup,
}

impl Namespace {
    /// Put before the message. Ends in a zero byte that occurs nowhere else in it: no tag begins another.
    fn tag(self) -> &'static [u8] {
        match self {
            Self::Change => b"jiafang change v1\0",
            Self::Backup => b"jiafang backup v1\0",
        }
    }
}

/// The signing key of one device. Boxed, so that moving it leaves no copy on the stack; wiped when dropped.
pub struct DeviceKey(Box<SigningKey>);

impl DeviceKey {
    /// A fresh key from the system's random source.
    #[must_use]
    pub fn make() -> Self {
        let mut seed = Zeroizing::new([0; 32]);
        random::fill(seed.as_mut_slice());
        Self::from_seed(&seed)
    }

    /// The public half, by which others know the device.
    #[must_use]
    pub fn public(&self) -> DevicePublic {
        DevicePublic(self.0.verifying_key().to_bytes())
    }

    pub(crate) fn from_seed(seed: &[u8; 32]) -> Self {
        Self(Box::new(SigningKey::from_bytes(seed)))
    }

    pub(crate) fn seed(&self) -> &[u8; 32] {
        self.0.as_bytes()
    }
}

impl fmt::Debug for DeviceKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DeviceKey(…)")
    }
}

/// The public key of a device: 32 bytes as in RFC 8032. Any bytes can stand here; whether they are a key
/// is found out by [`verify`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DevicePublic(pub [u8; 32]);

impl fmt::Debug for DevicePublic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DevicePublic({})", hex::encode(self.0))
    }
}

/// A signature: 64 bytes as in RFC 8032.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Signature(pub [u8; 64]);

impl fmt::Debug for Signature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Signature({})", hex::encode(self.0))
    }
}

/// Signs `message` in `namespace`. The same key, namespace and message always give the same signature.
#[must_use]
pub fn sign(key: &DeviceKey, namespace: Namespace, message: &[u8]) -> Signature {
    Signature(key.0.sign(&named(namespace, message)).to_bytes())
}

/// Whether `signature` is `device`'s over `message` in `namespace`. Strict: a small-order key and every
/// second spelling of a signature are refused, so that two laptops never disagree about one signature.
///
/// # Errors
/// [`SealingError::BadSignature`], whatever the reason.
pub fn verify(
    device: &DevicePublic,
    namespace: Namespace,
    message: &[u8],
    signature: &Signature,
) -> Result<(), SealingError> {
    let signature = ed25519_dalek::Signature::from_bytes(&signature.0);
    VerifyingKey::from_bytes(&device.0)
        .and_then(|key| key.verify_strict(&named(namespace, message), &signature))
        .map_err(|_| SealingError::BadSignature)
}

fn named(namespace: Namespace, message: &[u8]) -> Vec<u8> {
    [namespace.tag(), message].concat()
}
