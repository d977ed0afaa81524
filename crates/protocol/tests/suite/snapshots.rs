//! Snapshots: whose they are, and that no byte of one can be changed or moved elsewhere.

use protocol::directory::{Access, Role};
use protocol::snapshot::{
    MAX_SNAPSHOT_LEN, NumberedSnapshot, PutSnapshots, SNAPSHOT_FORMAT, SealedSnapshot,
    SnapshotHeader, SnapshotsPage,
};
use protocol::{Namespace, Refusal, StationId, Wire};

use crate::made::*;

fn snapshot(header: &SnapshotHeader, by: u8) -> SealedSnapshot {
    let (header, sealed) = (header.to_bytes(), vec![9; 50]);
    let words = SealedSnapshot::words(&header, &sealed);
    SealedSnapshot { signature: sign(&key(by), Namespace::Snapshot, &words), header, sealed }
}

fn header(n: u8) -> SnapshotHeader {
    SnapshotHeader {
        format: SNAPSHOT_FORMAT,
        station: STATION,
        file: file(1),
        author: device(n),
        seq: 7,
        generation: 1,
    }
}

/// Laptop 1 founded, 2 and 3 came in; file 1 is 1's, 3 reads it.
fn world() -> World {
    let mut world = World::with(&[(2, Role::Worker), (3, Role::Worker)]);
    let mut acts = vec![admit(file(1), person(1), Access::Write)];
    acts.push(admit(file(1), person(3), Access::Read));
    world.does(1, acts).unwrap();
    world
}

#[test]
fn a_writer_of_the_file_makes_them() {
    let world = world();
    assert_eq!(snapshot(&header(1), 1).prove(&world.directory), Ok(header(1)));
}

#[test]
fn trust_24_whoever_may_not_write_makes_none() {
    let directory = world().directory;
    for n in [2, 3] {
        assert_eq!(snapshot(&header(n), n).prove(&directory), Err(Refusal::NotAWriter));
    }
    assert_eq!(snapshot(&header(9), 9).prove(&directory), Err(Refusal::UnknownAuthor));
    assert_eq!(snapshot(&header(1), 2).prove(&directory), Err(Refusal::BadSignature));
}

#[test]
fn trust_20_none_goes_to_another_station_file_or_generation() {
    let directory = world().directory;
    let other = StationId::from_bytes([1; 16]);
    for (moved, why) in [
        (SnapshotHeader { station: other, ..header(1) }, Refusal::OtherStation),
        (SnapshotHeader { file: file(8), ..header(1) }, Refusal::UnknownFile),
        (SnapshotHeader { generation: 2, ..header(1) }, Refusal::UnknownGeneration),
    ] {
        assert_eq!(snapshot(&moved, 1).prove(&directory), Err(why));
        // Moved by whoever cannot sign for the author.
        let mut stolen = snapshot(&header(1), 1);
        stolen.header = moved.to_bytes();
        assert!(stolen.prove(&directory).is_err());
    }
}

#[test]
fn trust_26_no_other_content_under_a_signed_header() {
    let directory = world().directory;
    let whole = snapshot(&header(1), 1);
    for at in 0..whole.sealed.len() {
        let mut other = whole.clone();
        other.sealed[at] ^= 1;
        assert_eq!(other.prove(&directory), Err(Refusal::BadSignature));
    }
    for at in 0..whole.header.len() {
        let mut other = whole.clone();
        other.header[at] ^= 1;
        assert!(other.prove(&directory).is_err(), "byte {at}");
    }
}

#[test]
fn a_later_format_is_told_from_damage() {
    let later = SnapshotHeader { format: 2, ..header(1) };
    let refused = snapshot(&later, 1).prove(&world().directory);
    assert!(matches!(refused, Err(Refusal::Unreadable(protocol::DecodeError::NewerFormat(_)))));
}

#[test]
fn what_is_out_of_bounds_is_not_read() {
    let sealed = |len| SealedSnapshot { sealed: vec![1; len], ..snapshot(&header(1), 1) };
    assert!(SealedSnapshot::from_bytes(&sealed(MAX_SNAPSHOT_LEN).to_bytes()).is_ok());
    assert!(SealedSnapshot::from_bytes(&sealed(MAX_SNAPSHOT_LEN + 1).to_bytes()).is_err());
    assert!(SealedSnapshot::from_bytes(&sealed(0).to_bytes()).is_err());
    let none = SnapshotHeader { generation: 0, ..header(1) };
    assert!(SnapshotHeader::from_bytes(&none.to_bytes()).is_err());
    let numbered = |n| NumberedSnapshot { n, snapshot: sealed(9) };
    let page = |items, next, more| SnapshotsPage { items, next, more };
    assert!(page(vec![numbered(1), numbered(2)], 2, true).is_bounded());
    assert!(!page(vec![numbered(2), numbered(2)], 2, true).is_bounded());
    assert!(!page(vec![numbered(3)], 2, false).is_bounded());
    assert!(!page(Vec::new(), 2, true).is_bounded());
    let many = vec![sealed(9); protocol::api::MAX_BATCH + 1];
    assert!(!PutSnapshots { snapshots: many }.is_bounded());
}
