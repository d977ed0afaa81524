//! Parcels: cut, changed, put together wrongly, or of a newer version: known for what they are, and nothing is given out
//! that was not written so.

use proptest::prelude::*;
use protocol::api::{MAX_BODY_LEN, Push};
use protocol::directory::DirectoryHead;
use protocol::parcel::{
    BlobPiece, End, Ended, Entries, HEAD_LEN, Head, Label, ParcelFault, Part, Reader, Receipt,
    Span, Writer,
};
use protocol::{Hash, HybridClock, Namespace, Wire};
use sha2::{Digest, Sha256};

use crate::made::{key, public, sign};
use crate::samples::{STATION, device, person, sealed_change, signed_founding};

const CLOCK: HybridClock = HybridClock { millis: 1_717_200_000_000, counter: 3 };

pub fn label() -> Label {
    Label {
        from: Some(device(0x22)),
        to: Some(person(0x66)),
        clock: CLOCK,
        span: Some(Span { after: 7, upto: 4096, last: Hash([0xab; 32]) }),
        directory: Some(DirectoryHead { index: 23, hash: Hash([0xab; 32]) }),
        cursor: 900,
        receipts: vec![Receipt {
            device: device(0x23),
            upto: 300,
            last: Hash([0xcd; 32]),
            directory: 11,
        }],
        wants: vec![Hash([0x0e; 32])],
    }
}

pub fn station_label() -> Label {
    Label { from: None, span: None, cursor: 0, receipts: vec![], wants: vec![], ..label() }
}

pub fn entries() -> Entries {
    Entries { entries: vec![signed_founding()] }
}

pub fn pieces() -> [BlobPiece; 2] {
    let whole = b"sealed bytes of a photo";
    let hash = Hash(Sha256::digest(whole).into());
    let total = whole.len() as u64;
    let piece = |from: usize, to: usize| BlobPiece {
        hash,
        offset: from as u64,
        total,
        bytes: whole[from..to].to_vec(),
    };
    [piece(0, 10), piece(10, whole.len())]
}

fn open() -> Head {
    Head { sealed: false, station: STATION }
}

fn parts() -> Vec<Part> {
    let [first, second] = pieces();
    vec![
        Part::Label(station_label()),
        Part::Entries(entries()),
        Part::Changes(Push { changes: vec![sealed_change()] }),
        Part::Blob(first),
        Part::Blob(second),
    ]
}

fn packed(parts: &[Part]) -> Vec<u8> {
    let mut bytes = open().to_bytes().to_vec();
    let mut writer = Writer::new(&open());
    parts.iter().for_each(|part| bytes.extend(writer.part(part)));
    bytes.extend(writer.end(None));
    bytes
}

/// All that is read of these bytes, fed so many at a time, and how it ends.
fn read(bytes: &[u8], at_once: usize) -> (Vec<Part>, Result<Ended, ParcelFault>) {
    let head = match Head::read(bytes.get(..HEAD_LEN).unwrap_or(bytes)) {
        Ok(head) => head,
        Err(fault) => return (Vec::new(), Err(fault)),
    };
    let (mut reader, mut parts) = (Reader::new(&head), Vec::new());
    for chunk in bytes[HEAD_LEN..].chunks(at_once) {
        reader.feed(chunk);
        loop {
            match reader.part() {
                Ok(Some(part)) => parts.push(part),
                Ok(None) => break,
                Err(fault) => return (parts, Err(fault)),
            }
        }
    }
    let ended = reader.finish();
    (parts, ended)
}

#[test]
fn a_parcel_is_written_and_read_as_it_was() {
    let frozen = hex::decode(include_str!("../vectors/parcel.hex").trim()).unwrap();
    assert_eq!(hex::encode(packed(&parts())), hex::encode(&frozen));
    for at_once in [1, 7, 64, frozen.len()] {
        let (found, ended) = read(&frozen, at_once);
        assert_eq!(found, parts());
        assert!(ended.is_ok());
    }
}

#[test]
fn trust_21_a_parcel_that_is_cut_anywhere_gives_what_came_and_says_so() {
    let whole = packed(&parts());
    for length in 0..whole.len() {
        let (found, ended) = read(&whole[..length], 64);
        assert!(parts().starts_with(&found), "cut at {length}");
        let expected = if length == 0 { ParcelFault::Empty } else { ParcelFault::CutShort };
        assert_eq!(ended, Err(expected), "cut at {length}");
    }
}

#[test]
fn trust_21_a_parcel_with_any_byte_changed_gives_nothing_from_there_on() {
    let whole = packed(&parts());
    for at in 0..whole.len() {
        for flip in [0x01, 0x80, 0xff] {
            let mut changed = whole.clone();
            changed[at] ^= flip;
            let (found, ended) = read(&changed, 512);
            assert!(parts().starts_with(&found), "{at}");
            assert!(ended.is_err(), "{at} ^ {flip}");
        }
    }
}

#[test]
fn what_is_no_parcel_is_told_from_one_that_is_damaged() {
    let head = open().to_bytes();
    let of = |bytes: &[u8]| Head::read(bytes);
    assert_eq!(of(&head), Ok(open()));
    assert_eq!(of(&[]), Err(ParcelFault::Empty));
    assert_eq!(of(b"\xff\xd8\xff\xe0 a photo, longer than a head"), Err(ParcelFault::Foreign));
    assert_eq!(of(b"JIAFANG BACKUP\0 is no parcel either"), Err(ParcelFault::Foreign));
    let with = |at: usize, byte: u8| {
        let mut bytes = head;
        bytes[at] = byte;
        Head::read(&bytes)
    };
    assert_eq!(with(15, 2), Err(ParcelFault::Newer));
    assert_eq!(with(15, 0), Err(ParcelFault::Damaged));
    assert_eq!(with(16, 3), Err(ParcelFault::Damaged));
    let sealed = Head { sealed: true, station: STATION };
    assert_eq!(Head::read(&sealed.to_bytes()), Ok(sealed));
}

#[test]
fn parts_stand_in_their_order_and_attachments_whole() {
    let [first, second] = pieces();
    let [label, entries, changes, ..] = &parts()[..] else { panic!("five parts") };
    let ok = |parts: &[Part]| read(&packed(parts), 4096).1.map(drop);
    let blob = |piece: &BlobPiece| Part::Blob(piece.clone());
    assert_eq!(ok(std::slice::from_ref(label)), Ok(()));
    assert_eq!(ok(&[label.clone(), changes.clone(), changes.clone()]), Ok(()));
    for wrong in [
        vec![],
        vec![entries.clone()],
        vec![label.clone(), label.clone()],
        vec![label.clone(), changes.clone(), entries.clone()],
        vec![label.clone(), blob(&second)],
        vec![label.clone(), blob(&first)],
        vec![label.clone(), blob(&first), blob(&first)],
        vec![label.clone(), blob(&first), blob(&BlobPiece { total: 99, ..second.clone() })],
        vec![label.clone(), blob(&BlobPiece { bytes: vec![], ..first.clone() })],
    ] {
        assert_eq!(ok(&wrong), Err(ParcelFault::Damaged), "{wrong:?}");
    }
    // Something after the end, at once or later.
    let whole = packed(std::slice::from_ref(label));
    let longer = [&whole[..], &[0]].concat();
    assert_eq!(read(&longer, whole.len() - HEAD_LEN).1, Err(ParcelFault::Damaged));
    assert_eq!(read(&longer, longer.len()).1, Err(ParcelFault::Damaged));
}

/// A part as any program could write it: its check holds.
fn raw(number: u8, payload: &[u8]) -> Vec<u8> {
    let head = open().to_bytes();
    let before: [u8; 32] =
        Sha256::new().chain_update(b"jiafang parcel 1").chain_update(head).finalize().into();
    let length = u32::try_from(payload.len()).unwrap().to_be_bytes();
    let framed = [&[number][..], &length, payload].concat();
    let check: [u8; 32] =
        Sha256::new().chain_update(before).chain_update(&framed).finalize().into();
    [&head[..], &framed, &check].concat()
}

#[test]
fn trust_10_a_part_of_a_newer_version_is_told_from_damage() {
    assert_eq!(read(&raw(6, b"what comes one day"), 64).1, Err(ParcelFault::Newer));
    assert_eq!(read(&raw(0, b""), 64).1, Err(ParcelFault::Damaged));
    assert_eq!(read(&raw(1, b"\x80"), 64).1, Err(ParcelFault::Damaged));
}

#[test]
fn trust_21_a_length_that_no_part_has_is_not_waited_for() {
    for number in [1, 2, 3, 4, 5, 6, 200] {
        let claimed = u32::try_from(MAX_BODY_LEN + 1).unwrap().to_be_bytes();
        let bytes = [&open().to_bytes()[..], &[number], &claimed].concat();
        assert_eq!(read(&bytes, 64).1, Err(ParcelFault::Damaged), "{number}");
    }
}

#[test]
fn the_packer_signs_all_of_it() {
    let packer = key(9);
    let mut writer = Writer::new(&open());
    let mut bytes = open().to_bytes().to_vec();
    parts().iter().for_each(|part| bytes.extend(writer.part(part)));
    let signature = sign(&packer, Namespace::Parcel, writer.check().bytes());
    bytes.extend(writer.end(Some(signature)));
    let ended = read(&bytes, 100).1.unwrap();
    assert!(ended.verify(&public(&packer)).is_ok());
    assert!(ended.verify(&public(&key(10))).is_err());
    // The same end behind less is not hers; nor is none.
    let mut writer = Writer::new(&open());
    let less = [&open().to_bytes()[..], &writer.part(&parts()[0]), &writer.end(Some(signature))];
    assert!(read(&less.concat(), 100).1.unwrap().verify(&public(&packer)).is_err());
    assert!(read(&packed(&parts()), 100).1.unwrap().verify(&public(&packer)).is_err());
    assert_eq!(End::from_bytes(&[0x80]), Ok(End { signature: None }));
}

proptest! {
    #[test]
    fn trust_21_any_bytes_behind_a_head_are_refused(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let all = [&open().to_bytes()[..], &bytes].concat();
        let (found, ended) = read(&all, 50);
        prop_assert!(found.is_empty());
        prop_assert!(ended.is_err());
    }

    #[test]
    fn trust_21_parcels_spliced_together_give_no_more_than_one_of_them(cut in 0usize..2000, from in 0usize..2000) {
        let one = packed(&parts());
        let other = packed(&[Part::Label(label()), parts()[2].clone()]);
        let (cut, from) = (cut % one.len(), from % other.len());
        let spliced = [&one[..cut], &other[from..]].concat();
        let (found, ended) = read(&spliced, 77);
        let of_other = [Part::Label(label()), parts()[2].clone()];
        prop_assert!(parts().starts_with(&found) || of_other.starts_with(&found));
        prop_assert!(ended.is_err() || spliced == one || spliced == other);
    }
}
