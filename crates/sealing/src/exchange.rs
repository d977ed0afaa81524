//! Keys that others seal to: X25519 (RFC 7748), one pair for a device and one for a person.

use hpke::Deserializable;
pub use protocol::{BoxPublic, UserPublic};
use x25519_dalek::{PublicKey, StaticSecret};

use crate::secret::{made_at_random, secret_key};

/// DHKEM(X25519, HKDF-SHA256), the first third of the suite of lockboxes.
pub(crate) type Kem = hpke::kem::X25519HkdfSha256;
pub(crate) type KemSecret = <Kem as hpke::Kem>::PrivateKey;
pub(crate) type KemPublic = <Kem as hpke::Kem>::PublicKey;

secret_key! {
    /// The secret half of a device's box: what is sealed to the device opens with it. It never leaves
    /// the vault of that device.
    BoxKey
}
secret_key! {
    /// The secret half of a person's user key, of one generation. All her devices hold it: to each it came
    /// in a lockbox for that device's [`BoxKey`]. File keys are sealed to its public half.
    UserKey
}
made_at_random!(BoxKey);
made_at_random!(UserKey);

/// The public key is not one that anything can be sealed to: it has a small order, so that anybody could
/// open the box, or it is a second spelling of another key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("nothing can be sealed to this public key")]
pub struct BadPublicKey;

/// Closed to the two kinds of keys above.
mod sealed {
    /// Gives the bytes to the lockbox.
    pub trait Sealed {
        #[doc(hidden)]
        fn key_bytes(&self) -> &[u8; 32];
    }
}

/// The secret half of a pair: what [`crate::open_with`] opens with.
pub trait Opener: sealed::Sealed {}
/// The public half of a pair: what [`crate::seal_to`] seals to.
pub trait Recipient: sealed::Sealed {
    /// Whether anything can be sealed to it. Sealing asks this by itself.
    ///
    /// # Errors
    /// [`BadPublicKey`] for a point of small order and for a number past the field's.
    fn check(&self) -> Result<(), BadPublicKey>
    where
        Self: Sized,
    {
        kem_public(self).map(drop)
    }
}

macro_rules! pair {
    ($secret:ident, $public:ident) => {
        impl sealed::Sealed for $public {
            fn key_bytes(&self) -> &[u8; 32] {
                &self.0
            }
        }
        impl Recipient for $public {}

        impl $secret {
            /// The public half, by which others seal to it.
            #[must_use]
            pub fn public(&self) -> $public {
                $public(public_of(self.bytes()))
            }
        }

        impl sealed::Sealed for $secret {
            fn key_bytes(&self) -> &[u8; 32] {
                self.bytes()
            }
        }
        impl Opener for $secret {}
    };
}
pair!(BoxKey, BoxPublic);
pair!(UserKey, UserPublic);

/// The key in the library's own type, which wipes itself too.
#[expect(clippy::expect_used, reason = "every 32 bytes are an X25519 secret")]
pub(crate) fn kem_secret(key: &impl Opener) -> KemSecret {
    KemSecret::from_bytes(key.key_bytes()).expect("32 bytes")
}

/// The public key, if it is one. Small order: multiplied by any clamped scalar such a point is 0, so
/// everybody would know the shared secret. Second spelling: the masked bit is set, or the number is p or
/// more; the opener, who computes its own public key, would never agree with the sealer.
pub(crate) fn kem_public(key: &impl Recipient) -> Result<KemPublic, BadPublicKey> {
    let bytes = key.key_bytes();
    let any = StaticSecret::from([0x5a; 32]);
    let contributes = any.diffie_hellman(&PublicKey::from(*bytes)).was_contributory();
    if !contributes || !is_canonical(bytes) {
        return Err(BadPublicKey);
    }
    KemPublic::from_bytes(bytes).map_err(|_| BadPublicKey)
}

/// Whether the little-endian number is below p = 2²⁵⁵ − 19.
fn is_canonical(bytes: &[u8; 32]) -> bool {
    let all_ones = bytes[1..31].iter().all(|byte| *byte == 0xff);
    bytes[31] < 0x7f || (bytes[31] == 0x7f && !(all_ones && bytes[0] >= 0xed))
}

fn public_of(secret: &[u8; 32]) -> [u8; 32] {
    PublicKey::from(&StaticSecret::from(*secret)).to_bytes()
}
