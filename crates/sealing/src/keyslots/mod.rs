//! Key slots: the vault key, wrapped once under the passphrase and once under the recovery code, in a small
//! file beside the vault (`keyslots.json`).
//!
//! The file is clear JSON, so anybody with the disk can edit it. What edits come to:
//!
//! | edit | found by | answer |
//! | --- | --- | --- |
//! | cheaper or absurdly dear stretching, a slot gone or doubled | reading | [`SealingError::SlotsTampered`] |
//! | cut, garbage, newer format | reading | `SlotsTruncated`, `SlotsUnreadable`, `SlotsTooNew` |
//! | a flipped byte | reading, by checksum | [`SealingError::SlotsDamaged`] |
//! | another vault's file | [`KeySlots::check_vault`] | [`SealingError::SlotsOfAnotherVault`] |
//! | a slot replaced, checksum and all | unlocking, by MAC under the vault key | [`SealingError::SlotsTampered`], or a wrong passphrase |
//!
//! Writing the file safely (to a new name, synced, renamed) is the vault's part.

mod cost;
mod file;
mod slot;
#[cfg(test)]
mod tests;

use std::fmt;

use serde::{Deserialize, Serialize};
use subtle::ConstantTimeEq;

pub use cost::KdfCost;
use file::{FORMAT, SlotsFile};
use slot::{Slot, SlotKind};

use crate::{
    derive::{derive, domain},
    error::SealingError,
    recovery::RecoveryCode,
    secret::{Passphrase, VaultKey},
};

/// The id of a vault: 16 bytes, random, not secret. Binds the slots to their vault.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct VaultId(#[serde(with = "hex::serde")] pub [u8; 16]);

impl fmt::Debug for VaultId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "VaultId({})", hex::encode(self.0))
    }
}

/// The key slots of one vault: one for the passphrase, one for the recovery code.
#[derive(Debug)]
pub struct KeySlots {
    file: SlotsFile,
    cost: KdfCost,
}

/// A recovery code that was made and not yet typed back: its slot, which is in no file. Holds no secret; the vault
/// key in it is wrapped.
#[derive(Debug)]
pub struct ProposedRecovery {
    slot: Slot,
}

impl KeySlots {
    /// Makes a vault key and slots for it. The recovery code is shown once, and kept nowhere.
    ///
    /// # Errors
    /// [`SealingError::OutOfMemory`] when key stretching gets no memory.
    pub fn create(
        vault: VaultId,
        passphrase: &Passphrase,
        cost: KdfCost,
    ) -> Result<(Self, VaultKey, RecoveryCode), SealingError> {
        let key = VaultKey::make();
        let code = RecoveryCode::make();
        let secrets = [
            (SlotKind::Passphrase, passphrase.text().as_bytes()),
            (SlotKind::Recovery, code.symbols()),
        ];
        let slots = secrets
            .into_iter()
            .map(|(kind, secret)| Slot::wrap(kind, vault, secret, cost, &key))
            .collect::<Result<_, _>>()?;
        let file = SlotsFile { format: FORMAT, vault, slots, checksum: [0; 8], mac: [0; 32] };
        let mut created = Self { file, cost };
        created.authenticate(&key);
        Ok((created, key, code))
    }

    /// Reads `keyslots.json`. `cost` is the floor that its slots must reach, and the cost of slots made later.
    ///
    /// # Errors
    /// [`SealingError::SlotsTruncated`], [`SlotsUnreadable`](SealingError::SlotsUnreadable),
    /// [`SlotsTooNew`](SealingError::SlotsTooNew), [`SlotsTampered`](SealingError::SlotsTampered),
    /// [`SlotsDamaged`](SealingError::SlotsDamaged): see the table above.
    pub fn from_json(json: &[u8], cost: KdfCost) -> Result<Self, SealingError> {
        let file = SlotsFile::parse(json, cost)?;
        Ok(Self { file, cost })
    }

    /// The bytes of `keyslots.json`.
    ///
    /// # Errors
    /// [`SealingError::Io`] when the encoder fails; it has no reason to.
    pub fn to_json(&self) -> Result<Vec<u8>, SealingError> {
        let mut json = serde_json::to_vec_pretty(&self.file).map_err(std::io::Error::from)?;
        json.push(b'\n');
        Ok(json)
    }

    /// The vault these slots say they belong to. Certain only after unlocking.
    #[must_use]
    pub fn vault_id(&self) -> VaultId {
        self.file.vault
    }

    /// Whether the slots belong to `vault`.
    ///
    /// # Errors
    /// [`SealingError::SlotsOfAnotherVault`] when they do not.
    pub fn check_vault(&self, vault: VaultId) -> Result<(), SealingError> {
        if self.file.vault == vault { Ok(()) } else { Err(SealingError::SlotsOfAnotherVault) }
    }

    /// The vault key, by passphrase. Takes as long for a wrong one as for the right one.
    ///
    /// # Errors
    /// [`SealingError::WrongPassphrase`]; [`SealingError::SlotsTampered`] when the passphrase is right but
    /// the rest of the file was edited; [`SealingError::OutOfMemory`].
    pub fn unlock_by_passphrase(&self, passphrase: &Passphrase) -> Result<VaultKey, SealingError> {
        self.unlock(
            SlotKind::Passphrase,
            passphrase.text().as_bytes(),
            SealingError::WrongPassphrase,
        )
    }

    /// The vault key, by recovery code.
    ///
    /// # Errors
    /// [`SealingError::WrongRecoveryCode`]; otherwise as [`unlock_by_passphrase`](Self::unlock_by_passphrase).
    pub fn unlock_by_recovery(&self, code: &RecoveryCode) -> Result<VaultKey, SealingError> {
        self.unlock(SlotKind::Recovery, code.symbols(), SealingError::WrongRecoveryCode)
    }

    /// Rewraps the vault key under a new passphrase. The recovery code stays as it is.
    ///
    /// # Errors
    /// [`SealingError::SlotsTampered`] when `key` is not the key of these slots;
    /// [`SealingError::OutOfMemory`]. The slots are then unchanged.
    pub fn change_passphrase(
        &mut self,
        key: &VaultKey,
        new: &Passphrase,
    ) -> Result<(), SealingError> {
        self.replace(SlotKind::Passphrase, new.text().as_bytes(), key)
    }

    /// Makes a recovery code and a slot for it, which opens nothing yet: the old code stays the one that counts
    /// until [`accept_recovery`](Self::accept_recovery). A code that never reached paper is thus no loss.
    ///
    /// # Errors
    /// As [`change_passphrase`](Self::change_passphrase).
    pub fn propose_recovery(
        &self,
        key: &VaultKey,
    ) -> Result<(ProposedRecovery, RecoveryCode), SealingError> {
        self.check_mac(key)?;
        let code = RecoveryCode::make();
        let slot = Slot::wrap(SlotKind::Recovery, self.file.vault, code.symbols(), self.cost, key)?;
        Ok((ProposedRecovery { slot }, code))
    }

    /// Puts a proposed code in the place of the old one, which opens nothing from now on. `code` proves that the
    /// new one was written down. The passphrase may have been changed since the proposal.
    ///
    /// # Errors
    /// [`SealingError::WrongRecoveryCode`] when `code` is not the proposed one;
    /// [`SealingError::SlotsTampered`] when the proposal is for other slots; [`SealingError::OutOfMemory`].
    /// The slots are then unchanged.
    pub fn accept_recovery(
        &mut self,
        proposed: &ProposedRecovery,
        code: &RecoveryCode,
    ) -> Result<(), SealingError> {
        let opened = proposed.slot.unwrap(self.file.vault, code.symbols());
        let key = opened.map_err(|error| in_words_of(error, SealingError::WrongRecoveryCode))?;
        self.check_mac(&key)?;
        self.put(proposed.slot.clone(), &key);
        Ok(())
    }

    fn unlock(
        &self,
        kind: SlotKind,
        secret: &[u8],
        wrong: SealingError,
    ) -> Result<VaultKey, SealingError> {
        let opened = self.file.slot(kind)?.unwrap(self.file.vault, secret);
        let key = opened.map_err(|error| in_words_of(error, wrong))?;
        self.check_mac(&key)?;
        Ok(key)
    }

    fn replace(
        &mut self,
        kind: SlotKind,
        secret: &[u8],
        key: &VaultKey,
    ) -> Result<(), SealingError> {
        self.check_mac(key)?;
        let slot = Slot::wrap(kind, self.file.vault, secret, self.cost, key)?;
        self.put(slot, key);
        Ok(())
    }

    /// Puts a slot in the place of the one of its kind.
    fn put(&mut self, slot: Slot, key: &VaultKey) {
        self.file.slots.retain(|old| old.kind != slot.kind);
        self.file.slots.push(slot);
        self.authenticate(key);
    }

    fn check_mac(&self, key: &VaultKey) -> Result<(), SealingError> {
        if bool::from(self.mac(key).ct_eq(&self.file.mac)) {
            Ok(())
        } else {
            Err(SealingError::SlotsTampered)
        }
    }

    fn authenticate(&mut self, key: &VaultKey) {
        self.file.mac = self.mac(key);
        self.file.checksum = self.file.sum();
    }

    /// HKDF's expansion is HMAC-SHA256 over its `info`, and a MAC as it stands.
    fn mac(&self, key: &VaultKey) -> [u8; 32] {
        *derive(key.bytes(), &[], &[domain::SLOTS_MAC, &self.file.spelled()])
    }
}

/// A slot that does not open, as what was tried to open it.
fn in_words_of(error: SealingError, wrong: SealingError) -> SealingError {
    match error {
        SealingError::CannotOpen => wrong,
        other => other,
    }
}
