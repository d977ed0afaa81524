//! Frozen headers: what is on disk and on the wire must be read for ever, and written the same for ever. The
//! files were made by another program from the layout, and are never regenerated.

use protocol::{
    ChangeId, ChangeKind, DeviceId, FieldId, FileId, Hash, Header, HybridClock, RecordId,
    RecordKind, StationId, change_id,
};

use crate::made::header;

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
        ..header(0x44, 1, FileId::from_bytes([0x22; 16]), Hash::ZERO)
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
    let frozen = hex::decode(hex.split_whitespace().collect::<String>()).unwrap();
    assert_eq!(header.encode(), frozen);
    assert_eq!(Header::decode(&frozen).as_ref(), Ok(header));
    let id: ChangeId = id.trim().parse().unwrap();
    assert_eq!((header.id(), change_id(&frozen)), (id, id));
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
