//! One slot: the vault key, wrapped under a stretched passphrase or recovery code.

use serde::{Deserialize, Serialize};

use super::{VaultId, cost::KdfCost};
use crate::{
    derive::domain,
    error::SealingError,
    random,
    seal::{open_in, seal_in},
    secret::VaultKey,
};

/// What opens a slot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum SlotKind {
    Passphrase,
    Recovery,
}

/// How the secret is stretched; one way today.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Kdf {
    Argon2id,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Slot {
    pub(super) kind: SlotKind,
    kdf: Kdf,
    memory_kib: u32,
    passes: u32,
    lanes: u32,
    #[serde(with = "hex::serde")]
    salt: [u8; 16],
    /// The vault key, sealed under the stretched secret; bound to the vault and to all of the above.
    #[serde(with = "hex::serde")]
    wrapped_key: Vec<u8>,
}

impl Slot {
    /// Wraps `key` under `secret`, with a fresh salt.
    pub(super) fn wrap(
        kind: SlotKind,
        vault: VaultId,
        secret: &[u8],
        cost: KdfCost,
        key: &VaultKey,
    ) -> Result<Self, SealingError> {
        let mut slot = Self {
            kind,
            kdf: Kdf::Argon2id,
            memory_kib: cost.memory_kib,
            passes: cost.passes,
            lanes: cost.lanes,
            salt: random::bytes(),
            wrapped_key: Vec::new(),
        };
        let wrapping = cost.stretch(secret, &slot.salt)?;
        let aad = slot.aad(vault);
        slot.wrapped_key = seal_in(domain::SEAL, &wrapping, &random::bytes(), &aad, key.bytes());
        Ok(slot)
    }

    /// The vault key.
    ///
    /// # Errors
    /// [`SealingError::CannotOpen`] when the secret is wrong or the slot was changed.
    pub(super) fn unwrap(&self, vault: VaultId, secret: &[u8]) -> Result<VaultKey, SealingError> {
        let wrapping = self.cost().stretch(secret, &self.salt)?;
        let key = open_in(domain::SEAL, &wrapping, &self.aad(vault), &self.wrapped_key)?;
        let key = key.as_slice().try_into().map_err(|_| SealingError::CannotOpen)?;
        Ok(VaultKey::from_bytes(key))
    }

    pub(super) fn cost(&self) -> KdfCost {
        KdfCost { memory_kib: self.memory_kib, passes: self.passes, lanes: self.lanes }
    }

    /// Everything in the slot, in one fixed spelling, for the checksum and MAC over the file.
    pub(super) fn append_to(&self, bytes: &mut Vec<u8>) {
        bytes.extend_from_slice(&self.parameters());
        bytes.extend_from_slice(&(self.wrapped_key.len() as u64).to_be_bytes());
        bytes.extend_from_slice(&self.wrapped_key);
    }

    fn aad(&self, vault: VaultId) -> Vec<u8> {
        [domain::SLOT, &vault.0, &self.parameters()].concat()
    }

    /// `kind ‖ kdf ‖ memory ‖ passes ‖ lanes ‖ salt`, of fixed length.
    fn parameters(&self) -> Vec<u8> {
        let kind = match self.kind {
            SlotKind::Passphrase => 1,
            SlotKind::Recovery => 2,
        };
        let kdf = match self.kdf {
            Kdf::Argon2id => 1,
        };
        let mut bytes = vec![kind, kdf];
        for number in [self.memory_kib, self.passes, self.lanes] {
            bytes.extend_from_slice(&number.to_be_bytes());
        }
        bytes.extend_from_slice(&self.salt);
        bytes
    }
}
