//! Key-slot files that were cut, damaged, edited or swapped: each its own answer, before anything is typed.

use proptest::prelude::*;
use sealing::{KdfCost, KeySlots, SealingError, VaultId, hazmat};
use serde_json::{Value, json};

use crate::keyslots::{created, passphrase, read};

fn frozen() -> Value {
    serde_json::from_str(include_str!("../vectors/keyslots.json")).unwrap()
}

fn read_standard(file: &Value) -> Result<KeySlots, SealingError> {
    KeySlots::from_json(file.to_string().as_bytes(), KdfCost::STANDARD)
}

#[test]
fn trust_09_stretching_below_the_floor_is_refused() {
    assert!(read_standard(&frozen()).is_ok());
    for (field, weak) in [("memory_kib", 65_535), ("memory_kib", 8), ("passes", 2), ("lanes", 0)] {
        for slot in 0..2 {
            let mut file = frozen();
            file["slots"][slot][field] = json!(weak);
            assert!(
                matches!(read_standard(&file), Err(SealingError::SlotsTampered)),
                "{field} {weak}"
            );
        }
    }
}

#[test]
fn trust_09_stretching_that_would_exhaust_the_laptop_is_refused() {
    for (field, heavy) in [
        ("memory_kib", 1_048_577),
        ("memory_kib", u32::MAX),
        ("passes", 11),
        ("passes", u32::MAX),
        ("lanes", 5),
        ("lanes", u32::MAX),
    ] {
        let mut file = frozen();
        file["slots"][1][field] = json!(heavy);
        assert!(
            matches!(read_standard(&file), Err(SealingError::SlotsTampered)),
            "{field} {heavy}"
        );
    }
}

#[test]
fn trust_09_no_file_can_ask_for_the_cheap_cost_of_tests() {
    let (cheap, ..) = created();
    assert!(matches!(
        KeySlots::from_json(&cheap.to_json().unwrap(), KdfCost::STANDARD),
        Err(SealingError::SlotsTampered)
    ));
}

#[test]
fn a_slot_gone_or_doubled_is_tampering() {
    let slots = frozen()["slots"].clone();
    for tampered in [
        json!([]),
        json!([slots[0]]),
        json!([slots[1]]),
        json!([slots[0], slots[0]]),
        json!([slots[0], slots[1], slots[1]]),
    ] {
        let mut file = frozen();
        file["slots"] = tampered;
        assert!(matches!(read_standard(&file), Err(SealingError::SlotsTampered)));
    }
}

#[test]
fn a_newer_format_says_its_number() {
    let newer = json!({"format": 2, "something": "else"});
    assert!(matches!(read_standard(&newer), Err(SealingError::SlotsTooNew { found: 2 })));
    let zero = json!({"format": 0});
    assert!(matches!(read_standard(&zero), Err(SealingError::SlotsUnreadable)));
}

#[test]
fn an_empty_or_cut_file_is_truncated() {
    let (slots, ..) = created();
    let json = slots.to_json().unwrap();
    // Without its last newline it is still whole.
    for length in 0..json.len() - 1 {
        assert!(
            matches!(read(&json[..length]), Err(SealingError::SlotsTruncated)),
            "{length} bytes"
        );
    }
}

#[test]
fn garbage_is_unreadable() {
    let huge = " ".repeat(10_000_000);
    for garbage in
        ["not json", "[]", "{}", "{\"format\": \"one\"}", "\0\0\0\0", "SQLite format 3", &huge]
    {
        assert!(
            matches!(read(garbage.as_bytes()), Err(SealingError::SlotsUnreadable)),
            "{:.20}",
            garbage
        );
    }
    let mut file = frozen();
    file["surplus"] = json!(1);
    assert!(matches!(read_standard(&file), Err(SealingError::SlotsUnreadable)));
    let mut file = frozen();
    file["slots"][0]["kdf"] = json!("md5");
    assert!(matches!(read_standard(&file), Err(SealingError::SlotsUnreadable)));
    let mut file = frozen();
    file["slots"][0]["salt"] = json!("00");
    assert!(matches!(read_standard(&file), Err(SealingError::SlotsUnreadable)));
}

#[test]
fn damage_is_not_taken_for_a_wrong_passphrase() {
    for pointer in
        ["/slots/0/salt", "/slots/0/wrapped_key", "/slots/1/wrapped_key", "/mac", "/vault"]
    {
        let mut file = frozen();
        let field = file.pointer_mut(pointer).unwrap();
        let hex = field.as_str().unwrap();
        let first = if hex.starts_with('0') { "1" } else { "0" };
        *field = json!(format!("{first}{}", &hex[1..]));
        assert!(matches!(read_standard(&file), Err(SealingError::SlotsDamaged)), "{pointer}");
    }
}

#[test]
fn every_flipped_bit_is_noticed_or_means_nothing() {
    let (slots, ..) = created();
    let json = slots.to_json().unwrap();
    for position in 0..json.len() {
        for bit in 0..8 {
            let mut changed = json.clone();
            changed[position] ^= 1 << bit;
            // A space made a tab, or a hex digit its capital: the content is the same.
            if let Ok(read) = read(&changed) {
                assert_eq!(read.to_json().unwrap(), json, "byte {position}, bit {bit}");
            }
        }
    }
}

#[test]
fn another_vaults_file_is_noticed_by_its_id() {
    let other = VaultId([9; 16]);
    let (slots, ..) =
        KeySlots::create(other, &passphrase("雨天带伞"), hazmat::cheap_kdf_cost()).unwrap();
    let swapped = read(&slots.to_json().unwrap()).unwrap();
    assert_eq!(swapped.vault_id(), other);
    assert!(matches!(
        swapped.check_vault(crate::keyslots::VAULT),
        Err(SealingError::SlotsOfAnotherVault)
    ));
}

proptest! {
    #[test]
    fn trust_21_arbitrary_bytes_are_refused(bytes: Vec<u8>) {
        prop_assert!(read(&bytes).is_err());
    }
}
