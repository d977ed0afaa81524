//! Frozen bytes: what crossed the wire is read for ever, and written the same for ever. The file was made by
//! another program from `FORMAT.md`, and is never regenerated.

use std::collections::BTreeMap;

use protocol::lockbox::{
    audit_info, emergency_info, emergency_reason, file_label, info, parcel, person_name,
    previous_audit_info, previous_info, recovery_info, recovery_reason, station_name, user_info,
};
use protocol::snapshot::SealedSnapshot;
use protocol::{
    Hash, Namespace, UserPublic, Wire, access_record, change_id, directory::entry_hash, proof,
};

use crate::bindings::{emergency_box, file_box, user_box};
use crate::made::{key, sign};
use crate::samples::*;

/// Names with their bytes, a line each.
fn frozen() -> BTreeMap<&'static str, Vec<u8>> {
    let lines = include_str!("../vectors/wire.txt").lines();
    let pairs = lines.filter_map(|line| line.split_once(' '));
    pairs.map(|(name, digits)| (name, hex::decode(digits).unwrap())).collect()
}

#[test]
fn every_thing_is_written_and_read_as_it_was() {
    let mut frozen = frozen();
    macro_rules! visit {
        ($name:literal, $value:expr) => {
            let bytes = frozen.remove($name).expect($name);
            assert_eq!(hex::encode($value.to_bytes()), hex::encode(&bytes), "{}", $name);
            let read = Wire::from_bytes(&bytes);
            assert_eq!(read.as_ref(), Ok(&$value), "{}", $name);
        };
    }
    for_each_sample!(visit);
    let others = ["binding-", "words-", "hash-", "signature-"];
    let left = frozen.keys().filter(|name| !others.iter().any(|kind| name.starts_with(kind)));
    assert_eq!(left.count(), 0, "every vector is looked at");
}

#[test]
fn boxes_and_proofs_are_about_what_they_were_about() {
    let frozen = frozen();
    for (name, bytes) in [
        ("binding-lockbox", info(&file_box())),
        ("binding-audit-lockbox", audit_info(&file_box())),
        ("binding-previous-audit", previous_audit_info(STATION, file_box().file, 2)),
        ("hash-access-record", access_record(device(0x22), 1 << 32).bytes().to_vec()),
        ("binding-user-lockbox", user_info(&user_box())),
        ("binding-previous", previous_info(STATION, file_box().file, 2)),
        ("binding-person-name", person_name(STATION, person(0x66))),
        ("binding-station-name", station_name(STATION)),
        ("binding-emergency-lockbox", emergency_info(&emergency_box(), person(0x66))),
        ("binding-recovery-lockbox", recovery_info(&emergency_box())),
        ("binding-emergency-reason", emergency_reason(STATION, file_box().file, 2, person(0x66))),
        ("binding-recovery-reason", recovery_reason(STATION, device(0x22), Hash([0xab; 32]))),
        ("binding-file-label", file_label(STATION, file_box().file)),
        ("words-recovery-key", proof::recovery_key(STATION, device(0x22), UserPublic([0x55; 32]))),
        ("words-recovery", proof::recovery(STATION, device(0x22), Hash([0xab; 32]))),
        ("binding-parcel", parcel(STATION, UserPublic([0x55; 32]))),
        ("words-join", proof::join(STATION, person(0x66), &new_device())),
        ("words-found", proof::found(STATION, Hash([0xab; 32]))),
        ("words-snapshot", SealedSnapshot::words(&snapshot_header().to_bytes(), &[0x5e; 40])),
        ("words-session", proof::session(STATION, device(0x22), &[0x31; 32])),
        ("hash-entry", entry_hash(&founding().to_bytes()).0.to_vec()),
        ("hash-change", change_id(&[0x90; 4]).0.to_vec()),
    ] {
        assert_eq!(hex::encode(bytes), hex::encode(&frozen[name]), "{name}");
    }
}

#[test]
fn signatures_are_what_they_were_in_every_namespace() {
    let frozen = frozen();
    for (name, namespace) in [
        ("signature-directory", Namespace::Directory),
        ("signature-join", Namespace::Join),
        ("signature-found", Namespace::Found),
        ("signature-session", Namespace::Session),
        ("signature-recovery-key", Namespace::RecoveryKey),
        ("signature-recovery", Namespace::Recovery),
        ("signature-change", Namespace::Change),
        ("signature-backup", Namespace::Backup),
        ("signature-parcel", Namespace::Parcel),
        ("signature-snapshot", Namespace::Snapshot),
    ] {
        let made = sign(&key(7), namespace, b"words");
        assert_eq!(hex::encode(made.0), hex::encode(&frozen[name]), "{name}");
    }
}
