//! Damaged, foreign and newer files: each its own error, and nothing is deleted or altered.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail")]

mod laptop;

use laptop::{Laptop, PASSPHRASE};
use std::fs;
use vault::{Damage, KeySlotsFault, Vault, VaultError};

/// Damages a closed vault, and answers how it then refuses to open. Nothing else may happen.
fn refusal(damage: impl FnOnce(&Laptop)) -> VaultError {
    let laptop = Laptop::closed();
    damage(&laptop);
    let before = laptop.bytes();
    let refused = laptop.unlock().expect_err("opened a damaged vault");
    assert_eq!(laptop.bytes(), before, "the folder was altered");
    assert!(Vault::is_there(&laptop.folder()));
    refused
}

fn edit(laptop: &Laptop, name: &str, edit: impl FnOnce(&mut Vec<u8>)) {
    let path = laptop.folder().join(name);
    let mut bytes = fs::read(&path).unwrap();
    edit(&mut bytes);
    fs::write(path, bytes).unwrap();
}

fn damage_of(error: VaultError) -> Damage {
    match error {
        VaultError::Damaged(damage) => damage,
        other => panic!("{other:?}"),
    }
}

fn fault_of(error: VaultError) -> KeySlotsFault {
    match error {
        VaultError::KeySlots(fault) => fault,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_missing_database() {
    let error = refusal(|laptop| fs::remove_file(laptop.folder().join("vault.db")).unwrap());
    assert_eq!(damage_of(error), Damage::Missing);
}

#[test]
fn a_database_of_zero_bytes() {
    let error = refusal(|laptop| edit(laptop, "vault.db", Vec::clear));
    assert_eq!(damage_of(error), Damage::Empty);
}

#[test]
fn a_truncated_database() {
    let cut = |keep: fn(usize) -> usize| {
        damage_of(refusal(|laptop| {
            edit(laptop, "vault.db", |bytes| bytes.truncate(keep(bytes.len())));
        }))
    };
    assert_eq!(cut(|_| 7), Damage::Truncated);
    assert_eq!(cut(|length| length - 1), Damage::Truncated);
    assert!(matches!(cut(|length| length / 2 / 4096 * 4096), Damage::Page | Damage::Unreadable));
}

#[test]
fn a_database_of_garbage() {
    for garbage in [0x00_u8, 0x41, 0xff] {
        let error = refusal(|laptop| edit(laptop, "vault.db", |bytes| bytes.fill(garbage)));
        assert_eq!(damage_of(error), Damage::Unreadable);
    }
}

#[test]
fn one_flipped_byte_of_the_first_page() {
    for place in [16, 100, 2_000, 4_095] {
        let error = refusal(|laptop| edit(laptop, "vault.db", |bytes| bytes[place] ^= 1));
        assert_eq!(damage_of(error), Damage::Unreadable, "byte {place}");
    }
}

#[test]
fn one_flipped_byte_of_the_vault_id_is_mended_by_the_key_slots() {
    let laptop = Laptop::closed();
    edit(&laptop, "vault.db", |bytes| bytes[3] ^= 1);
    assert!(laptop.unlock().unwrap().verify().unwrap().is_sound());
}

#[test]
fn one_flipped_byte_anywhere_is_found_by_opening_or_by_verifying() {
    let laptop = Laptop::closed();
    let whole = fs::read(laptop.folder().join("vault.db")).unwrap();
    for page in 1..whole.len() / 4096 {
        let mut altered = whole.clone();
        altered[page * 4096 + (page * 509) % 4096] ^= 0x10;
        fs::write(laptop.folder().join("vault.db"), altered).unwrap();
        let verified = laptop.unlock().and_then(|mut vault| vault.verify());
        assert!(matches!(verified, Err(VaultError::Damaged(_))), "page {page}: {verified:?}");
    }
    fs::write(laptop.folder().join("vault.db"), whole).unwrap();
    assert!(laptop.unlock().unwrap().verify().unwrap().is_sound());
}

#[test]
fn missing_key_slots() {
    let error = refusal(|laptop| fs::remove_file(laptop.folder().join("keyslots.json")).unwrap());
    assert_eq!(fault_of(error), KeySlotsFault::Missing);
}

#[test]
fn truncated_key_slots() {
    for keep in [0, 1, 200] {
        let error = refusal(|laptop| edit(laptop, "keyslots.json", |bytes| bytes.truncate(keep)));
        assert_eq!(fault_of(error), KeySlotsFault::Truncated, "{keep} bytes");
    }
}

#[test]
fn key_slots_of_garbage() {
    let error = refusal(|laptop| edit(laptop, "keyslots.json", |bytes| bytes.fill(b'x')));
    assert_eq!(fault_of(error), KeySlotsFault::Unreadable);
}

#[test]
fn trust_09_lowered_key_slots() {
    let error = refusal(|laptop| {
        edit(laptop, "keyslots.json", |bytes| {
            let json = String::from_utf8(bytes.clone()).unwrap();
            let lowered = json.replacen("\"memory_kib\": 64", "\"memory_kib\": 8", 1);
            assert_ne!(lowered, json);
            *bytes = lowered.into_bytes();
        });
    });
    assert_eq!(fault_of(error), KeySlotsFault::Tampered);
}

#[test]
fn key_slots_of_another_vault_are_told_before_a_passphrase_is_believed_wrong() {
    let other = Laptop::closed();
    let swapped = fs::read(other.folder().join("keyslots.json")).unwrap();
    let error = refusal(|laptop| edit(laptop, "keyslots.json", |bytes| *bytes = swapped));
    assert_eq!(fault_of(error), KeySlotsFault::OfAnotherVault);
}

#[test]
fn trust_10_newer_key_slots() {
    let error = refusal(|laptop| {
        edit(laptop, "keyslots.json", |bytes| {
            let json = String::from_utf8(bytes.clone()).unwrap();
            *bytes = json.replacen("\"format\": 1", "\"format\": 2", 1).into_bytes();
        });
    });
    assert_eq!(fault_of(error), KeySlotsFault::TooNew);
}

#[test]
fn trust_10_a_newer_vault_is_refused_untouched() {
    let error = refusal(|laptop| {
        laptop.sqlite().pragma_update(None, "user_version", 99).unwrap();
    });
    assert!(matches!(error, VaultError::TooNew { found: 99 }));
}

#[test]
fn a_vault_without_an_identity() {
    let error = refusal(|laptop| {
        laptop.sqlite().execute_batch("DELETE FROM identity").unwrap();
    });
    assert_eq!(damage_of(error), Damage::Row);
}

#[test]
fn damage_in_use_is_damage_and_not_a_read_only_folder() {
    let laptop = Laptop::closed();
    let mut vault = laptop.unlock().unwrap();
    // Every page but the first, beneath the open vault; its cache has few of them.
    edit(&laptop, "vault.db", |bytes| bytes[4096..].fill(0x55));
    let outcome = vault.write(laptop::now(), |tx| {
        let client = casework::id::ClientId(vault::make_id(laptop::now()));
        tx.edit(client.into(), client.into(), &[], &laptop::client())
    });
    match outcome {
        Ok(_) => assert!(vault.verify().is_err()),
        Err(error) => assert!(matches!(error, VaultError::Damaged(_)), "{error:?}"),
    }
    drop(vault);
    assert!(laptop.unlock_with(PASSPHRASE).is_err());
}
