//! Device signatures: Ed25519 (RFC 8032). The namespaces and the verification are `protocol`'s.

use std::fmt;

use ed25519_dalek::{Signer, SigningKey};
pub use protocol::{DevicePublic, Namespace, Signature};
use zeroize::Zeroizing;

use crate::{error::SealingError, random};

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

/// Signs `message` in `namespace`. The same key, namespace and message always give the same signature.
#[must_use]
pub fn sign(key: &DeviceKey, namespace: Namespace, message: &[u8]) -> Signature {
    Signature(key.0.sign(&namespace.named(message)).to_bytes())
}

/// [`protocol::verify`], with this room's error.
///
/// # Errors
/// [`SealingError::BadSignature`], whatever the reason.
pub fn verify(
    device: &DevicePublic,
    namespace: Namespace,
    message: &[u8],
    signature: &Signature,
) -> Result<(), SealingError> {
    protocol::verify(device, namespace, message, signature)
        .map_err(|protocol::BadSignature| SealingError::BadSignature)
}
