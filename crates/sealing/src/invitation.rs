//! The secret of an invitation (or of a station that waits to be founded): 100 random bits that are typed
//! once, or scanned. Five groups; see [`crate::code`] for how it is written.
//!
//! All that an invitation needs follows from it by HKDF-SHA256, fed with the 20 symbols as numbers below 32:
//! the name under which the station keeps the invitation, the key of its bundle, and the key that signs the
//! new device in. None tells anything of the others or of the secret, and nobody guesses 100 bits: there is
//! nothing to stretch.

use std::fmt;

use zeroize::Zeroizing;

use crate::{
    code::{Code, CodeSlip},
    derive::{derive, domain},
    error::SealingError,
    random,
    seal::{NONCE_LEN, open_in, seal_in},
    sign::{DeviceKey, DevicePublic, Namespace, Signature, sign},
};

/// Length of the name under which the station keeps an invitation, in bytes.
pub const LOOKUP_LEN: usize = 16;

/// The one-time secret of an invitation. Shown only through [`reveal`](Self::reveal), wiped when dropped.
pub struct InvitationSecret(Code<20>);

impl InvitationSecret {
    /// A fresh secret from the system's random source.
    #[must_use]
    pub fn make() -> Self {
        Self(Code::make())
    }

    /// Reads a typed secret.
    ///
    /// # Errors
    /// [`CodeSlip`] when it was mistyped. A secret that parses may still belong to no invitation.
    pub fn parse(typed: &str) -> Result<Self, CodeSlip> {
        Code::parse(typed).map(Self)
    }

    /// The secret as it is shown to the inviter, in groups with dashes.
    #[must_use]
    pub fn reveal(&self) -> Zeroizing<String> {
        self.0.reveal()
    }

    /// What the station keeps the invitation under.
    #[must_use]
    pub fn lookup(&self) -> [u8; LOOKUP_LEN] {
        *derive(self.0.symbols(), &[], &[domain::INVITATION_LOOKUP])
    }

    /// The public key that the directory knows the invitation by.
    #[must_use]
    pub fn public(&self) -> DevicePublic {
        self.signing_key().public()
    }

    /// Signs the words by which a new device is let in.
    #[must_use]
    pub fn sign_join(&self, message: &[u8]) -> Signature {
        sign(&self.signing_key(), Namespace::Join, message)
    }

    /// Signs the words by which the first device of a station is let in.
    #[must_use]
    pub fn sign_found(&self, message: &[u8]) -> Signature {
        sign(&self.signing_key(), Namespace::Found, message)
    }

    /// Seals the bundle: what a new device must know of the station before it trusts it. Layout as of a
    /// sealed message (see [`crate::seal()`]), in a namespace of its own.
    #[must_use]
    pub fn seal_bundle(&self, bundle: &[u8]) -> Vec<u8> {
        self.seal_bundle_with_nonce(&random::bytes(), bundle)
    }

    /// Opens what [`seal_bundle`](Self::seal_bundle) made with the same secret.
    ///
    /// # Errors
    /// [`SealingError::CannotOpen`], whatever the reason.
    pub fn open_bundle(&self, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, SealingError> {
        open_in(domain::BUNDLE, &self.seal_key(), &[], sealed)
    }

    pub(crate) fn seal_bundle_with_nonce(&self, nonce: &[u8; NONCE_LEN], bundle: &[u8]) -> Vec<u8> {
        seal_in(domain::BUNDLE, &self.seal_key(), nonce, &[], bundle)
    }

    fn seal_key(&self) -> Zeroizing<[u8; 32]> {
        derive(self.0.symbols(), &[], &[domain::INVITATION_SEAL])
    }

    /// Made anew for each signature, so that it does not outlive one.
    fn signing_key(&self) -> DeviceKey {
        DeviceKey::from_seed(&derive(self.0.symbols(), &[], &[domain::INVITATION_SIGN]))
    }
}

impl fmt::Debug for InvitationSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("InvitationSecret(…)")
    }
}
