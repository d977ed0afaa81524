//! Emergency boxes: one file key, recipient and matter make one box, which members know and recipients open.

use proptest::prelude::*;
use sealing::{
    FileKey, SealingError, UserKey, UserPublic, hazmat, is_emergency_box, key_commitment,
    lock_file_key, lock_for_emergency, open_reason, seal, seal_reason, unlock_file_key,
    unlock_in_emergency,
};
use serde::Deserialize;

use crate::vectors::{Hex, array, bytes};

fn is_closed<T>(result: Result<T, SealingError>) -> bool {
    matches!(result, Err(SealingError::CannotOpen))
}

#[derive(Deserialize)]
struct Case {
    name: String,
    file_key: Hex,
    commitment: Hex,
    recipient: Hex,
    recipient_public: Hex,
    info: Hex,
    lockbox: Hex,
    reason: String,
    reason_aad: Hex,
    reason_sealed: Hex,
}

/// Computed by another implementation, never edited.
#[test]
fn boxes_and_reasons_are_what_they_were() {
    let json = include_str!("../vectors/emergency.json");
    let cases: Vec<Case> = serde_json::from_str(json).unwrap();
    assert_eq!(cases.len(), 3);
    for case in cases {
        let key = hazmat::file_key_from_bytes(&array(&case.file_key));
        let commitment = array(&case.commitment);
        assert_eq!(key_commitment(&key), commitment, "{}", case.name);
        let recipient = hazmat::user_key_from_bytes(&array(&case.recipient));
        assert_eq!(recipient.public(), UserPublic(array(&case.recipient_public)));
        let info = bytes(&case.info);
        let made = lock_for_emergency(&key, &recipient.public(), &info).unwrap();
        assert_eq!(hex::encode(&made), case.lockbox, "{}", case.name);
        let opened = unlock_in_emergency(&recipient, &info, &commitment, &made).unwrap();
        assert_eq!(hazmat::expose(&opened), hazmat::expose(&key));
        let (aad, sealed) = (bytes(&case.reason_aad), bytes(&case.reason_sealed));
        assert_eq!(*open_reason(&key, &aad, &sealed).unwrap(), case.reason);
    }
}

#[test]
fn trust_03_a_member_tells_a_box_that_is_not_the_right_one() {
    let (key, manager) = (FileKey::make(), UserKey::make());
    let made = lock_for_emergency(&key, &manager.public(), b"info").unwrap();
    assert!(is_emergency_box(&key, &manager.public(), b"info", &made));
    assert!(!is_emergency_box(&FileKey::make(), &manager.public(), b"info", &made));
    assert!(!is_emergency_box(&key, &UserKey::make().public(), b"info", &made));
    assert!(!is_emergency_box(&key, &manager.public(), b"other", &made));
    assert!(!is_emergency_box(&key, &manager.public(), b"info", &[0]));
    // An honest lockbox of the same key is none: its ephemeral key was drawn.
    let drawn = lock_file_key(&key, &manager.public(), b"info").unwrap();
    assert!(!is_emergency_box(&key, &manager.public(), b"info", &drawn));
}

#[test]
fn trust_20_an_emergency_box_is_no_lockbox_of_a_member() {
    let (key, manager) = (FileKey::make(), UserKey::make());
    let commitment = key_commitment(&key);
    let boxed = lock_for_emergency(&key, &manager.public(), b"info").unwrap();
    assert!(is_closed(unlock_file_key(&manager, b"info", &commitment, &boxed)));
    let drawn = lock_file_key(&key, &manager.public(), b"info").unwrap();
    assert!(is_closed(unlock_in_emergency(&manager, b"info", &commitment, &drawn)));
    assert!(is_closed(unlock_in_emergency(&manager, b"info", &[0; 32], &boxed)));
    assert!(is_closed(unlock_in_emergency(&UserKey::make(), b"info", &commitment, &boxed)));
}

#[test]
fn nothing_is_sealed_to_a_key_of_small_order() {
    let nobody = UserPublic([0; 32]);
    assert!(lock_for_emergency(&FileKey::make(), &nobody, b"").is_err());
    assert!(!is_emergency_box(&FileKey::make(), &nobody, b"", &[0]));
}

#[test]
fn a_body_of_a_change_is_no_reason() {
    let key = FileKey::make();
    let mut padded = [0; 32];
    padded[0] = 0x80;
    assert!(is_closed(open_reason(&key, b"", &seal(&key, b"", &padded))));
    assert_eq!(*open_reason(&key, b"", &seal_reason(&key, b"", "")).unwrap(), "");
}

proptest! {
    #[test]
    fn a_reason_opens_for_what_it_is_about(reason in "\\PC{0,80}", aad in any::<[u8; 8]>()) {
        let key = FileKey::make();
        let sealed = seal_reason(&key, &aad, &reason);
        prop_assert_eq!(&*open_reason(&key, &aad, &sealed).unwrap(), &reason);
        prop_assert!(is_closed(open_reason(&key, b"other", &sealed)));
        prop_assert!(is_closed(open_reason(&FileKey::make(), &aad, &sealed)));
    }

    #[test]
    fn one_key_recipient_and_matter_make_one_box(info in any::<[u8; 12]>(), other in any::<[u8; 12]>()) {
        let (key, to) = (FileKey::make(), UserKey::make().public());
        let made = lock_for_emergency(&key, &to, &info).unwrap();
        prop_assert_eq!(&made, &lock_for_emergency(&key, &to, &info).unwrap());
        prop_assume!(info != other);
        // Another matter, another ephemeral key.
        prop_assert_ne!(&made[1..33], &lock_for_emergency(&key, &to, &other).unwrap()[1..33]);
    }
}
