//! Headers as bytes, and hashes as text.

use proptest::prelude::*;
use protocol::header::{FORMAT, MAX_HEADER_LEN, MAX_LISTED, SCHEMA};
use protocol::{
    ChangeKind, DecodeError, DeviceId, FieldId, FileId, Hash, Header, HybridClock, RecordId,
    RecordKind, StationId, change_id,
};

use crate::made::{file, header};

/// A header that says little.
fn blank() -> Header {
    header(1, 1, file(9), Hash::ZERO)
}

fn hash() -> impl Strategy<Value = Hash> {
    any::<[u8; 32]>().prop_map(Hash)
}

fn set_of_hashes() -> impl Strategy<Value = Vec<Hash>> {
    prop::collection::btree_set(hash(), 0..5).prop_map(|set| set.into_iter().collect())
}

prop_compose! {
    fn any_header()(
        (station, file, record, author) in any::<([u8; 16], [u8; 16], [u8; 16], [u8; 16])>(),
        (record_kind, field, kind, schema) in any::<(u16, u16, u8, u16)>(),
        seq in 1..=u64::MAX,
        previous in prop::option::of(hash()),
        (supersedes, seen) in (set_of_hashes(), set_of_hashes()),
        directory_head in hash(),
        (millis, counter) in any::<(u64, u16)>(),
        commitment in any::<[u8; 32]>(),
    ) -> Header {
        Header {
            format: FORMAT,
            station: StationId::from_bytes(station),
            file: FileId::from_bytes(file),
            record: RecordId::from_bytes(record),
            record_kind: RecordKind(record_kind),
            field: FieldId(field),
            kind: ChangeKind(kind),
            author: DeviceId::from_bytes(author),
            seq,
            previous,
            supersedes,
            directory_head,
            seen,
            clock: HybridClock { millis, counter },
            schema,
            commitment,
        }
    }
}

fn hashes(count: usize) -> Vec<Hash> {
    (0..count).map(|n| change_id(&n.to_be_bytes())).collect()
}

#[test]
fn order_and_repetition_in_lists_mean_nothing() {
    let (a, b) = (Hash([1; 32]), Hash([2; 32]));
    let tidy = Header { supersedes: vec![a, b], seen: vec![a, b], ..blank() };
    let untidy = Header { supersedes: vec![b, a, b], seen: vec![b, b, a], ..blank() };
    assert_eq!(tidy.encode(), untidy.encode());
    assert_eq!(Header::decode(&untidy.encode()), Ok(tidy));
}

#[test]
fn lists_are_bounded() {
    let mut full = hashes(MAX_LISTED);
    full.sort();
    let longest = Header {
        supersedes: full.clone(),
        seen: full,
        previous: Some(Hash::ZERO),
        seq: u64::MAX,
        ..blank()
    };
    let bytes = longest.encode();
    assert!(bytes.len() <= MAX_HEADER_LEN);
    assert_eq!(Header::decode(&bytes), Ok(longest));
    let longer = Header { supersedes: hashes(MAX_LISTED + 1), ..blank() };
    assert_eq!(Header::decode(&longer.encode()), Err(DecodeError::TooLong));
    assert_eq!(Header::decode(&vec![0x90; MAX_HEADER_LEN + 1]), Err(DecodeError::TooLong));
}

#[test]
fn bytes_that_follow_are_refused() {
    let mut bytes = blank().encode();
    bytes.push(0);
    assert_eq!(Header::decode(&bytes), Err(DecodeError::NotCanonical));
}

#[test]
fn a_header_cut_anywhere_is_refused() {
    let bytes = blank().encode();
    for length in 0..bytes.len() {
        assert_eq!(Header::decode(&bytes[..length]), Err(DecodeError::Malformed), "at {length}");
    }
}

#[test]
fn a_number_spelled_long_is_refused() {
    let bytes = blank().encode();
    // The head of the array, then the format as one byte: spelled with two it is the same number.
    let long = [&bytes[..1], &[0x18, FORMAT], &bytes[2..]].concat();
    assert_eq!(Header::decode(&long), Err(DecodeError::NotCanonical));
}

#[test]
fn trust_35_a_newer_format_is_told_from_a_broken_one() {
    assert_eq!(
        Header::decode(&Header { format: 2, ..blank() }.encode()),
        Err(DecodeError::NewerFormat(2))
    );
    assert_eq!(
        Header::decode(b"\x91\x02"),
        Err(DecodeError::NewerFormat(2)),
        "whatever its length"
    );
    assert_eq!(
        Header::decode(&Header { format: 0, ..blank() }.encode()),
        Err(DecodeError::Malformed)
    );
}

#[test]
fn numbering_starts_at_one() {
    assert_eq!(Header::decode(&Header { seq: 0, ..blank() }.encode()), Err(DecodeError::Malformed));
}

#[test]
fn trust_35_unknown_kinds_and_schemas_decode() {
    let unknown = Header { kind: ChangeKind(200), ..blank() };
    assert_eq!(Header::decode(&unknown.encode()).as_ref(), Ok(&unknown));
    let later = Header { schema: SCHEMA + 1, ..blank() };
    assert!(blank().is_understood() && !unknown.is_understood() && !later.is_understood());
}

#[test]
fn a_hash_has_one_spelling() {
    let text = "00ff".repeat(16);
    let hash: Hash = text.parse().unwrap();
    assert_eq!((hash.bytes()[..2].to_vec(), hash.to_string()), (vec![0x00, 0xff], text.clone()));
    assert_eq!(serde_json::to_value(hash).unwrap(), serde_json::Value::String(text.clone()));
    assert_eq!(serde_json::from_str::<Hash>(&format!("\"{text}\"")).unwrap(), hash);
    for wrong in
        ["", "00", &text.to_uppercase(), &"0g".repeat(32), &format!("{text}0"), &"é".repeat(32)]
    {
        assert!(wrong.parse::<Hash>().is_err(), "{wrong}");
    }
    assert!(Hash::try_from(&[0u8; 31][..]).is_err());
}

proptest! {
    #[test]
    fn every_header_comes_back(header in any_header()) {
        prop_assert_eq!(Header::decode(&header.encode()), Ok(header));
    }

    #[test]
    fn trust_7_a_changed_byte_is_another_change_or_none(
        header in any_header(), at in any::<prop::sample::Index>(), flip in 1..=u8::MAX,
    ) {
        let mut bytes = header.encode();
        let at = at.index(bytes.len());
        bytes[at] ^= flip;
        if let Ok(other) = Header::decode(&bytes) {
            prop_assert_ne!(other.id(), header.id());
            prop_assert_eq!(other.encode(), bytes);
        }
    }

    #[test]
    fn trust_21_any_bytes_are_refused_or_canonical(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        if let Ok(header) = Header::decode(&bytes) {
            prop_assert_eq!(header.encode(), bytes);
        }
    }
}
