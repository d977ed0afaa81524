//! The accesses to a file: an audit key opens them and nothing else.

use sealing::{
    FileKey, UserKey, hazmat, lock_audit_key, lock_file_key, open, open_access, seal, seal_access,
    unlock_audit_key, unlock_file_key, unwrap_previous_audit, wrap_previous_audit,
};
use serde::Deserialize;

use crate::vectors::{Hex, array, bytes};

#[test]
fn accesses_open_under_the_key_that_follows_from_the_file_s_and_no_other() {
    let (file, other) = (FileKey::make(), FileKey::make());
    let sealed = seal_access(&file.derive_audit_key(), b"header", b"opened");
    let opened = open_access(&file.derive_audit_key(), b"header", &sealed).unwrap();
    assert_eq!(*opened, b"opened");
    assert!(open_access(&other.derive_audit_key(), b"header", &sealed).is_err());
    assert!(open_access(&file.derive_audit_key(), b"another", &sealed).is_err());
}

#[test]
fn trust_06_a_note_is_no_access_and_an_access_no_note() {
    let file = FileKey::make();
    let audit = file.derive_audit_key();
    assert!(open_access(&audit, b"", &seal(&file, b"", b"note")).is_err());
    assert!(open(&file, b"", &seal_access(&audit, b"", b"opened")).is_err());
    let as_file = hazmat::file_key_from_bytes(hazmat::expose(&audit));
    assert!(open(&as_file, b"", &seal(&file, b"", b"note")).is_err());
    assert!(open(&as_file, b"", &seal_access(&audit, b"", b"opened")).is_err());
}

#[test]
fn trust_04_a_box_with_an_audit_key_passes_for_no_box_with_a_file_key() {
    let (person, file) = (UserKey::make(), FileKey::make());
    let audit = file.derive_audit_key();
    let lockbox = lock_audit_key(&audit, &person.public(), b"info").unwrap();
    let opened = unlock_audit_key(&person, b"info", &lockbox).unwrap();
    assert_eq!(hazmat::expose(&opened), hazmat::expose(&audit));
    assert!(unlock_audit_key(&person, b"other", &lockbox).is_err());
    assert!(unlock_audit_key(&UserKey::make(), b"info", &lockbox).is_err());
    let commitment = sealing::key_commitment(&file);
    assert!(unlock_file_key(&person, b"info", &commitment, &lockbox).is_err());
    let with_file_key = lock_file_key(&file, &person.public(), b"info").unwrap();
    assert!(unlock_audit_key(&person, b"info", &with_file_key).is_err());
}

#[test]
fn an_audit_key_opens_the_one_before() {
    let (old, new) = (FileKey::make().derive_audit_key(), FileKey::make().derive_audit_key());
    let wrapped = wrap_previous_audit(&new, &old, b"info");
    let opened = unwrap_previous_audit(&new, b"info", &wrapped).unwrap();
    assert_eq!(hazmat::expose(&opened), hazmat::expose(&old));
    assert!(unwrap_previous_audit(&old, b"info", &wrapped).is_err());
    assert!(unwrap_previous_audit(&new, b"other", &wrapped).is_err());
}

#[test]
fn an_audit_key_tells_nothing_to_whoever_looks_at_it() {
    assert_eq!(format!("{:?}", FileKey::make().derive_audit_key()), "AuditKey(…)");
}

#[derive(Deserialize)]
struct Frozen {
    file_key: Hex,
    audit_key: Hex,
    access_nonce: Hex,
    access_aad: Hex,
    access: Hex,
    access_sealed: Hex,
    previous_file_key: Hex,
    previous_audit_key: Hex,
    previous_info: Hex,
    previous_nonce: Hex,
    previous_wrapped: Hex,
    user_key: Hex,
    lockbox_info: Hex,
    lockbox: Hex,
}

/// Computed with another implementation, never edited.
#[test]
fn accesses_and_audit_keys_still_open() {
    let frozen: Frozen = serde_json::from_str(include_str!("../vectors/audit.json")).unwrap();
    let audit = hazmat::file_key_from_bytes(&array(&frozen.file_key)).derive_audit_key();
    assert_eq!(hex::encode(hazmat::expose(&audit)), frozen.audit_key);
    let previous = hazmat::file_key_from_bytes(&array(&frozen.previous_file_key));
    let previous = previous.derive_audit_key();
    assert_eq!(hex::encode(hazmat::expose(&previous)), frozen.previous_audit_key);

    let (aad, plain) = (bytes(&frozen.access_aad), bytes(&frozen.access));
    assert_eq!(*open_access(&audit, &aad, &bytes(&frozen.access_sealed)).unwrap(), plain);
    let nonce = array(&frozen.access_nonce);
    let again = hazmat::seal_access_with_chosen_nonce(&audit, &nonce, &aad, &plain);
    assert_eq!(hex::encode(again), frozen.access_sealed);

    let (info, wrapped) = (bytes(&frozen.previous_info), bytes(&frozen.previous_wrapped));
    let opened = unwrap_previous_audit(&audit, &info, &wrapped).unwrap();
    assert_eq!(hex::encode(hazmat::expose(&opened)), frozen.previous_audit_key);
    let nonce = array(&frozen.previous_nonce);
    let again = hazmat::wrap_previous_audit_with_chosen_nonce(&audit, &nonce, &previous, &info);
    assert_eq!(hex::encode(again), frozen.previous_wrapped);

    let person = hazmat::user_key_from_bytes(&array(&frozen.user_key));
    let (info, lockbox) = (bytes(&frozen.lockbox_info), bytes(&frozen.lockbox));
    let opened = unlock_audit_key(&person, &info, &lockbox).unwrap();
    assert_eq!(hex::encode(hazmat::expose(&opened)), frozen.audit_key);
}
