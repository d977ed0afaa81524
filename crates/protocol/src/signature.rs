//! Device signatures: Ed25519 (RFC 8032), strictly verified, with a namespace for each kind of signed thing.
//! Signing needs a secret and is done elsewhere.

use std::fmt;

use ed25519_dalek::VerifyingKey;

/// What is being signed. A signature made in one namespace never holds in another, so nobody can pass off
/// the bytes of one thing as another. Closed: a new kind of signed thing gets a new variant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Namespace {
    /// The header of a change.
    Change,
    /// The manifest of a backup file.
    Backup,
    /// An entry of a station's directory.
    Directory,
    /// The words by which the key of an invitation lets a new device in.
    Join,
    /// The words by which the key made from the founding code lets the first device in.
    Found,
    /// The answer to a station's challenge.
    Session,
    /// The words by which a new recovery key shows that whoever sets it has it.
    RecoveryKey,
    /// The words by which a recovery key is used.
    Recovery,
    /// A file on a stick, when all of it is packed.
    Parcel,
    /// A snapshot: its header, and the hash of what is sealed.
    Snapshot,
}

impl Namespace {
    /// Put before the message. Ends in a zero byte that occurs nowhere else in it: no tag begins another.
    fn tag(self) -> &'static [u8] {
        match self {
            Self::Change => b"jiafang change v1\0",
            Self::Backup => b"jiafang backup v1\0",
            Self::Directory => b"jiafang directory v1\0",
            Self::Join => b"jiafang join v1\0",
            Self::Found => b"jiafang found v1\0",
            Self::Session => b"jiafang session v1\0",
            Self::RecoveryKey => b"jiafang recovery key v1\0",
            Self::Recovery => b"jiafang recovery v1\0",
            Self::Parcel => b"jiafang parcel v1\0",
            Self::Snapshot => b"jiafang snapshot v1\0",
        }
    }

    /// The bytes that Ed25519 signs for `message` in this namespace.
    #[must_use]
    pub fn named(self, message: &[u8]) -> Vec<u8> {
        [self.tag(), message].concat()
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

/// The signature is not this key's over these bytes in this namespace, or the public key is not one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the signature does not hold")]
pub struct BadSignature;

/// Whether `signature` is `key`'s over `message` in `namespace`. Strict: a small-order key and every
/// second spelling of a signature are refused, so that two laptops never disagree about one signature.
///
/// # Errors
/// [`BadSignature`], whatever the reason.
pub fn verify(
    key: &DevicePublic,
    namespace: Namespace,
    message: &[u8],
    signature: &Signature,
) -> Result<(), BadSignature> {
    let signature = ed25519_dalek::Signature::from_bytes(&signature.0);
    VerifyingKey::from_bytes(&key.0)
        .and_then(|key| key.verify_strict(&namespace.named(message), &signature))
        .map_err(|_| BadSignature)
}
