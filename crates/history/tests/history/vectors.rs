//! Frozen bytes: what is on disk must be read for ever, and written the same for ever. The files were made
//! by another program from the layout, and are never regenerated.

use crate::made::blank;
use casework::fields::{FieldId, RecordKind};
use casework::id::{DeviceId, FileId, RecordId, StationId};
use history::{
    ChangeId, ChangeKind, Hash, Header, HybridClock, change_id, decode_body, encode_body,
};
use serde_json::{Value, json};

fn bytes(hex: &str) -> Vec<u8> {
    let digits: Vec<u8> =
        hex.chars().filter_map(|c| c.to_digit(16)).map(|digit| digit as u8).collect();
    digits.chunks(2).map(|pair| pair[0] << 4 | pair[1]).collect()
}

fn first() -> Header {
    Header {
        station: StationId::from_bytes([0x11; 16]),
        file: FileId::from_bytes([0x22; 16]),
        record: RecordId::from_bytes([0x33; 16]),
        record_kind: RecordKind::CLIENT,
        field: FieldId(1),
        kind: ChangeKind::SET,
        author: DeviceId::from_bytes([0x44; 16]),
        seq: 1,
        clock: HybridClock { millis: 1_717_200_000_000, counter: 0 },
        schema: 1,
        commitment: [0x55; 32],
        ..blank()
    }
}

fn later() -> Header {
    Header {
        record_kind: RecordKind::VISIT,
        field: FieldId::WHOLE,
        kind: ChangeKind::ADDENDUM,
        seq: 1 << 32,
        previous: Some(Hash([0x66; 32])),
        supersedes: vec![Hash([0x77; 32]), Hash([0x88; 32])],
        directory_head: Hash([0x99; 32]),
        seen: vec![Hash([0xaa; 32])],
        clock: HybridClock { millis: 1_717_200_000_000, counter: u16::MAX },
        schema: 300,
        commitment: std::array::from_fn(|n| n as u8),
        ..first()
    }
}

fn newer() -> Header {
    Header {
        record_kind: RecordKind(1000),
        field: FieldId(900),
        kind: ChangeKind(200),
        seq: 24,
        previous: Some(Hash([0x66; 32])),
        clock: HybridClock { millis: 0, counter: 7 },
        schema: u16::MAX,
        ..first()
    }
}

fn assert_header(header: &Header, hex: &str, id: &str) {
    let frozen = bytes(hex);
    assert_eq!(header.encode(), frozen);
    assert_eq!(Header::decode(&frozen).as_ref(), Ok(header));
    let id: ChangeId = id.trim().parse().unwrap();
    assert_eq!((header.id(), change_id(&frozen)), (id, id));
}

fn assert_body(value: Value, hex: &str) {
    let frozen = bytes(hex);
    assert_eq!(encode_body(&value).as_ref(), Ok(&frozen));
    assert_eq!(decode_body(&frozen), Ok(value));
}

macro_rules! vector {
    ($name:literal) => {
        include_str!(concat!("../vectors/", $name))
    };
}

#[test]
fn headers_are_as_they_were() {
    assert_header(&first(), vector!("header-first.hex"), vector!("header-first.id"));
    assert_header(&later(), vector!("header-later.hex"), vector!("header-later.id"));
    assert_header(&newer(), vector!("header-newer.hex"), vector!("header-newer.id"));
}

#[test]
fn bodies_are_as_they_were() {
    assert_body(Value::Null, vector!("body-null.hex"));
    assert_body(json!("小米"), vector!("body-text.hex"));
    let present = json!([{"name": "奶奶𬎆", "client": false, "member": null}]);
    let note = json!({
        "at": "2024-06-01T09:30:00+08:00",
        "b": -1,
        "aa": [0, 23, 24, 255, 256, 65_535, 65_536, 4_294_967_296_u64, u64::MAX, i64::MIN],
        "form": {"observations": "小米没有上学，奶奶腿疼。", "present": present, "client_signed": true},
        "empty": {},
        "none": [],
    });
    assert_body(note, vector!("body-note.hex"));
}

#[test]
fn kinds_have_the_numbers_they_had() {
    let kinds = [
        ChangeKind::SET,
        ChangeKind::ADD,
        ChangeKind::REMOVE,
        ChangeKind::NOTE,
        ChangeKind::ADDENDUM,
        ChangeKind::REVIEW,
    ];
    assert_eq!(kinds.map(|kind| kind.0), [1, 2, 3, 4, 5, 6]);
    assert!(kinds.iter().all(|kind| kind.is_known()));
    assert!(!ChangeKind(0).is_known() && !ChangeKind(7).is_known());
}
