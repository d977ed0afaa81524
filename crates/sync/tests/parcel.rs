//! Packing and unpacking over a laptop that is no more than a few lists: cut at every byte, the same twice, refused
//! halfway.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail")]

use std::collections::BTreeSet;

use protocol::api::Numbered;
use protocol::directory::SignedEntry;
use protocol::parcel::{BlobPiece, Ended, Head, Label, ParcelFault};
use protocol::{Hash, HybridClock, PersonId, SealedChange, Signature, StationId};
use sync::parcel::{Intake, Packer, Piece, Shelf, Unpacked, Unpacker};
use sync::{Entries, Received};

const HEAD: Head = Head { sealed: false, station: StationId(uuid::Uuid::from_bytes([1; 16])) };
const ME: PersonId = PersonId(uuid::Uuid::from_bytes([2; 16]));

fn change(n: u8) -> SealedChange {
    let signature = Signature([n; 64]);
    SealedChange { generation: 1, header: vec![n; 40], signature, sealed: vec![n; 60] }
}

fn entry(n: u8) -> SignedEntry {
    SignedEntry { entry: vec![n; 30], signature: Signature([n; 64]) }
}

/// What is packed: each list a part.
#[derive(Clone, Default)]
struct Lists {
    entries: Vec<Vec<SignedEntry>>,
    changes: Vec<Vec<SealedChange>>,
    pieces: Vec<BlobPiece>,
}

impl Shelf for Lists {
    type Error = &'static str;

    fn label(&mut self) -> Result<Label, &'static str> {
        let clock = HybridClock { millis: 0, counter: 0 };
        let (receipts, wants) = (vec![], vec![]);
        let to = Some(ME);
        Ok(Label { from: None, to, clock, span: None, directory: None, cursor: 0, receipts, wants })
    }

    fn entries(&mut self) -> Result<Vec<SignedEntry>, &'static str> {
        Ok(if self.entries.is_empty() { vec![] } else { self.entries.remove(0) })
    }

    fn changes(&mut self) -> Result<Vec<SealedChange>, &'static str> {
        Ok(if self.changes.is_empty() { vec![] } else { self.changes.remove(0) })
    }

    fn piece(&mut self) -> Result<Option<BlobPiece>, &'static str> {
        Ok((!self.pieces.is_empty()).then(|| self.pieces.remove(0)))
    }

    fn sign(&mut self, _: Hash) -> Result<Signature, &'static str> {
        Ok(Signature([9; 64]))
    }
}

fn lists() -> Lists {
    let piece =
        |offset, byte| BlobPiece { hash: Hash([5; 32]), offset, total: 8, bytes: vec![byte; 4] };
    Lists {
        entries: vec![vec![entry(1), entry(2)]],
        changes: vec![vec![change(1), change(2)], vec![change(3)]],
        pieces: vec![piece(0, 1), piece(4, 2)],
    }
}

fn packed(mut lists: Lists) -> Vec<u8> {
    let (mut packer, mut bytes) = (Packer::new(&HEAD), Vec::new());
    while let Some(next) = packer.next(&mut lists).unwrap() {
        bytes.extend(next);
    }
    assert_eq!(packer.next(&mut lists), Ok(None), "it stays whole");
    bytes
}

/// A laptop that keeps what it is given.
#[derive(Default)]
struct Laptop {
    changes: BTreeSet<Vec<u8>>,
    entries: usize,
    blob: Vec<u8>,
    ended: bool,
    refuses: bool,
    full_after: Option<usize>,
}

impl Intake for Laptop {
    type Error = &'static str;

    fn admit(&mut self, label: &Label) -> Result<(), &'static str> {
        if self.refuses || label.to != Some(ME) { Err("not for me") } else { Ok(()) }
    }

    fn entries(&mut self, entries: &[SignedEntry]) -> Result<Entries, &'static str> {
        self.entries += entries.len();
        Ok(Entries { applied: entries.len(), fault: None })
    }

    fn changes(&mut self, items: Vec<Numbered>) -> Result<Received, &'static str> {
        let mut received = Received::default();
        for Numbered { change, .. } in items {
            if self.full_after.is_some_and(|most| self.changes.len() >= most) {
                return Err("full");
            }
            match self.changes.insert(change.header) {
                true => received.taken += 1,
                false => received.known += 1,
            }
        }
        Ok(received)
    }

    fn piece(&mut self, piece: &BlobPiece) -> Result<Piece, &'static str> {
        if self.blob.len() as u64 != piece.offset {
            return Ok(Piece::Known);
        }
        self.blob.extend(&piece.bytes);
        Ok(if piece.end() == piece.total { Piece::Whole } else { Piece::Part })
    }

    fn end(&mut self, _: &Label, _: &Ended) -> Result<(), &'static str> {
        self.ended = true;
        Ok(())
    }
}

type Outcome = Result<Result<(), ParcelFault>, &'static str>;

fn unpack(bytes: &[u8], at_once: usize, laptop: &mut Laptop) -> (Unpacked, Outcome) {
    let mut unpacker = Unpacker::new(&HEAD);
    let mut go = || {
        for chunk in bytes.chunks(at_once) {
            unpacker.feed(chunk);
            loop {
                match unpacker.step(laptop)? {
                    Ok(true) => {}
                    Ok(false) => break,
                    Err(fault) => return Ok(Err(fault)),
                }
            }
        }
        unpacker.finish(laptop)
    };
    let outcome = go();
    (unpacker.unpacked().clone(), outcome)
}

#[test]
fn everything_that_was_packed_comes_once() {
    let bytes = packed(lists());
    for at_once in [1, 50, bytes.len()] {
        let mut laptop = Laptop::default();
        let (unpacked, outcome) = unpack(&bytes, at_once, &mut laptop);
        assert_eq!(outcome, Ok(Ok(())));
        assert_eq!((unpacked.entries, unpacked.taken, unpacked.attachments), (2, 3, 1));
        assert!(laptop.ended && laptop.blob == [1, 1, 1, 1, 2, 2, 2, 2]);
        let (again, outcome) = unpack(&bytes, at_once, &mut laptop);
        assert_eq!((outcome, again.taken, again.known, again.attachments), (Ok(Ok(())), 0, 3, 0));
    }
}

#[test]
fn trust_34_cut_anywhere_what_came_before_is_kept_and_the_rest_comes_with_the_whole() {
    let bytes = packed(lists());
    for length in 0..bytes.len() {
        let mut laptop = Laptop::default();
        let (unpacked, outcome) = unpack(&bytes[..length], 64, &mut laptop);
        assert_eq!(outcome, Ok(Err(ParcelFault::CutShort)), "{length}");
        assert_eq!(unpacked.taken as usize, laptop.changes.len());
        assert!(!laptop.ended, "nobody is told that all of it came");
        laptop.blob.clear();
        let (rest, outcome) = unpack(&bytes, 64, &mut laptop);
        assert_eq!(outcome, Ok(Ok(())));
        assert_eq!((rest.taken + unpacked.taken, laptop.changes.len()), (3, 3));
    }
}

#[test]
fn what_is_not_for_this_laptop_or_does_not_fit_stops_there() {
    let bytes = packed(lists());
    let mut laptop = Laptop { refuses: true, ..Laptop::default() };
    let (unpacked, outcome) = unpack(&bytes, 64, &mut laptop);
    assert_eq!(outcome, Err("not for me"));
    assert_eq!(unpacked, Unpacked::default());
    assert!(laptop.changes.is_empty() && laptop.entries == 0);

    let mut laptop = Laptop { full_after: Some(2), ..Laptop::default() };
    let (unpacked, outcome) = unpack(&bytes, 64, &mut laptop);
    assert_eq!((outcome, unpacked.taken), (Err("full"), 2));
    assert!(!laptop.ended);
}
