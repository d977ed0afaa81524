//! Edits by somebody who also repairs the checksum: found by the MAC, or nothing opens.

use super::*;
use crate::hazmat::cheap_kdf_cost;

fn created(vault: u8) -> (KeySlots, VaultKey, RecoveryCode) {
    let vault = VaultId([vault; 16]);
    KeySlots::create(vault, &secret("old"), cheap_kdf_cost()).unwrap()
}

fn secret(text: &str) -> Passphrase {
    Passphrase::new(text.into())
}

/// Writes the edited slots with a fitting checksum and reads them back.
fn reread(mut slots: KeySlots) -> KeySlots {
    slots.file.checksum = slots.file.sum();
    KeySlots::from_json(&slots.to_json().unwrap(), cheap_kdf_cost()).unwrap()
}

fn answer(slots: KeySlots, text: &str) -> SealingError {
    reread(slots).unlock_by_passphrase(&secret(text)).unwrap_err()
}

#[test]
fn an_untouched_file_still_unlocks() {
    let (slots, ..) = created(1);
    assert!(reread(slots).unlock_by_passphrase(&secret("old")).is_ok());
}

#[test]
fn a_slot_put_back_from_before_is_noticed() {
    let (mut slots, key, _) = created(1);
    let earlier = KeySlots::from_json(&slots.to_json().unwrap(), cheap_kdf_cost()).unwrap();
    slots.change_passphrase(&key, &secret("new")).unwrap();
    slots.file.slots.retain(|slot| slot.kind == SlotKind::Recovery);
    let old = earlier.file.slots.into_iter().find(|slot| slot.kind == SlotKind::Passphrase);
    slots.file.slots.extend(old);
    assert!(matches!(answer(slots, "old"), SealingError::SlotsTampered));
}

#[test]
fn slots_in_another_order_are_noticed() {
    let (mut slots, ..) = created(1);
    slots.file.slots.reverse();
    assert!(matches!(answer(slots, "old"), SealingError::SlotsTampered));
}

#[test]
fn a_mac_of_nothing_is_noticed() {
    let (mut slots, ..) = created(1);
    slots.file.mac = [0; 32];
    assert!(matches!(answer(slots, "old"), SealingError::SlotsTampered));
}

#[test]
fn a_file_renamed_to_another_vault_does_not_open() {
    let (mut slots, ..) = created(1);
    slots.file.vault = VaultId([2; 16]);
    assert!(matches!(answer(slots, "old"), SealingError::WrongPassphrase));
}

#[test]
fn a_slot_of_another_vault_does_not_open() {
    let (mut slots, ..) = created(1);
    let (other, ..) = created(2);
    slots.file.slots = other.file.slots;
    assert!(matches!(answer(slots, "old"), SealingError::WrongPassphrase));
}

#[test]
fn a_recovery_slot_does_not_pass_for_a_passphrase_slot() {
    let (mut slots, _, code) = created(1);
    slots.file.slots.reverse();
    slots.file.slots[0].kind = SlotKind::Passphrase;
    slots.file.slots[1].kind = SlotKind::Recovery;
    let slots = reread(slots);
    assert!(matches!(
        slots.unlock(SlotKind::Passphrase, code.symbols(), SealingError::WrongPassphrase),
        Err(SealingError::WrongPassphrase)
    ));
}
