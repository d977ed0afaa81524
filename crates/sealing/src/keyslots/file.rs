//! `keyslots.json` as it lies on the disk, and what can be told about it before anybody has typed anything.

use serde::{Deserialize, Serialize};
use serde_json::error::Category;
use sha2::{Digest, Sha256};

use super::{
    VaultId,
    cost::KdfCost,
    slot::{Slot, SlotKind},
};
use crate::{derive::domain, error::SealingError};

pub(super) const FORMAT: u32 = 1;
/// A genuine file has about 1 kB; whatever is longer is not read further.
const MAX_LEN: usize = 64 * 1024;

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SlotsFile {
    pub(super) format: u32,
    pub(super) vault: VaultId,
    pub(super) slots: Vec<Slot>,
    /// Unkeyed: tells damage from a wrong passphrase.
    #[serde(with = "hex::serde")]
    pub(super) checksum: [u8; 8],
    /// Keyed by the vault key: tells tampering, once unlocked.
    #[serde(with = "hex::serde")]
    pub(super) mac: [u8; 32],
}

/// The one field that every format has.
#[derive(Deserialize)]
struct FormatOnly {
    format: u32,
}

impl SlotsFile {
    /// Reads a file and holds its parameters against `floor`.
    pub(super) fn parse(json: &[u8], floor: KdfCost) -> Result<Self, SealingError> {
        if json.len() > MAX_LEN {
            return Err(SealingError::SlotsUnreadable);
        }
        let FormatOnly { format } = serde_json::from_slice(json).map_err(unreadable)?;
        match format {
            FORMAT => {}
            0 => return Err(SealingError::SlotsUnreadable),
            found => return Err(SealingError::SlotsTooNew { found }),
        }
        let file: Self = serde_json::from_slice(json).map_err(unreadable)?;
        let one_of_each = file.slots.len() == 2
            && file.slot(SlotKind::Passphrase).is_ok()
            && file.slot(SlotKind::Recovery).is_ok();
        // Before the checksum: lowered parameters are no accident, whatever the checksum says.
        if !one_of_each || !file.slots.iter().all(|slot| floor.admits(slot.cost())) {
            return Err(SealingError::SlotsTampered);
        }
        if file.checksum != file.sum() {
            return Err(SealingError::SlotsDamaged);
        }
        Ok(file)
    }

    pub(super) fn slot(&self, kind: SlotKind) -> Result<&Slot, SealingError> {
        self.slots.iter().find(|slot| slot.kind == kind).ok_or(SealingError::SlotsTampered)
    }

    /// Format, vault and slots in one fixed spelling.
    pub(super) fn spelled(&self) -> Vec<u8> {
        let mut bytes = self.format.to_be_bytes().to_vec();
        bytes.extend_from_slice(&self.vault.0);
        bytes.extend_from_slice(&(self.slots.len() as u64).to_be_bytes());
        for slot in &self.slots {
            slot.append_to(&mut bytes);
        }
        bytes
    }

    /// What the checksum must be. It covers the MAC as well.
    pub(super) fn sum(&self) -> [u8; 8] {
        let hash = Sha256::new()
            .chain_update(domain::SLOTS_CHECKSUM)
            .chain_update(self.mac)
            .chain_update(self.spelled())
            .finalize();
        let mut sum = [0; 8];
        sum.copy_from_slice(&hash[..8]);
        sum
    }
}

fn unreadable(error: serde_json::Error) -> SealingError {
    match error.classify() {
        Category::Eof => SealingError::SlotsTruncated,
        Category::Io | Category::Syntax | Category::Data => SealingError::SlotsUnreadable,
    }
}
