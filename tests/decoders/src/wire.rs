//! What crosses the wire.

use protocol::api::{
    Answers, Challenge, ChangesPage, DirectoryHead, DirectoryPage, FoundRequest, Heads, Hello,
    Push, PutInvitation, Refused, SealedBundle, Session, SessionBegin, SessionOpen,
};
use protocol::directory::{Directory, Entry, SignedEntry};
use protocol::invitation::Bundle;
use protocol::parcel::{BlobPiece, End, Entries, HEAD_LEN, Head, Label, Reader};
use protocol::snapshot::{PutSnapshots, SealedSnapshot, SnapshotHeader, SnapshotsPage};
use protocol::{Header, SealedChange, Wire};

/// What is read from these bytes is written as these bytes.
fn one_encoding<T: Wire>(bytes: &[u8]) -> Option<T> {
    let thing = T::from_bytes(bytes).ok()?;
    assert_eq!(thing.to_bytes(), bytes, "two encodings of one thing");
    assert!(thing.is_bounded(), "read, and out of its bounds");
    Some(thing)
}

pub(crate) fn header(bytes: &[u8]) {
    if let Ok(header) = Header::decode(bytes) {
        assert_eq!(header.encode(), bytes, "two encodings of one header");
    }
}

pub(crate) fn sealed_change(bytes: &[u8]) {
    if let Some(change) = one_encoding::<SealedChange>(bytes) {
        header(&change.header);
    }
}

/// Entries, and what a directory makes of one that claims to be its first.
pub(crate) fn directory(bytes: &[u8]) {
    one_encoding::<Entry>(bytes);
    let Some(signed) = one_encoding::<SignedEntry>(bytes) else { return };
    let Some(entry) = one_encoding::<Entry>(&signed.entry) else { return };
    let mut directory = Directory::begin(entry.station, Some(signed.hash()));
    let applied = directory.apply(&signed).is_ok();
    assert_eq!(applied, directory.head().is_some(), "all of an entry or nothing");
    let mut trusting = Directory::begin(entry.station, Some(signed.hash()));
    let replayed = trusting.replay_trusted(&signed).is_ok();
    assert!(replayed || !applied, "what is proved is taken again");
}

pub(crate) fn api(bytes: &[u8]) {
    one_encoding::<Push>(bytes);
    one_encoding::<Answers>(bytes);
    one_encoding::<ChangesPage>(bytes);
    one_encoding::<Heads>(bytes);
    one_encoding::<DirectoryPage>(bytes);
    one_encoding::<DirectoryHead>(bytes);
    one_encoding::<FoundRequest>(bytes);
    one_encoding::<PutInvitation>(bytes);
    one_encoding::<SealedBundle>(bytes);
    one_encoding::<Hello>(bytes);
    one_encoding::<Challenge>(bytes);
    one_encoding::<SessionBegin>(bytes);
    one_encoding::<SessionOpen>(bytes);
    one_encoding::<Session>(bytes);
    one_encoding::<Refused>(bytes);
    one_encoding::<PutSnapshots>(bytes);
    one_encoding::<SnapshotsPage>(bytes);
    if let Some(snapshot) = one_encoding::<SealedSnapshot>(bytes) {
        one_encoding::<SnapshotHeader>(&snapshot.header);
    }
}

pub(crate) fn bundle(bytes: &[u8]) {
    one_encoding::<Bundle>(bytes);
}

/// A file from a stick, fed in two ways: the same parts must come of it.
pub(crate) fn parcel(bytes: &[u8]) {
    one_encoding::<Label>(bytes);
    one_encoding::<Entries>(bytes);
    one_encoding::<BlobPiece>(bytes);
    one_encoding::<End>(bytes);
    let Ok(head) = Head::read(bytes.get(..HEAD_LEN).unwrap_or(bytes)) else { return };
    assert_eq!(&head.to_bytes(), &bytes[..HEAD_LEN], "two encodings of one head");
    let rest = &bytes[HEAD_LEN..];
    assert_eq!(parts(&head, rest, rest.len().max(1)), parts(&head, rest, 7));
}

/// How many parts, and whether it was whole.
fn parts(head: &Head, bytes: &[u8], at_once: usize) -> (usize, bool) {
    let (mut reader, mut count) = (Reader::new(head), 0);
    for chunk in bytes.chunks(at_once) {
        reader.feed(chunk);
        while let Ok(Some(_)) = reader.part() {
            count += 1;
        }
    }
    (count, reader.finish().is_ok())
}

pub(crate) fn body(bytes: &[u8]) {
    if let Ok(value) = history::decode_body(bytes) {
        let again = history::encode_body(&value).ok();
        assert_eq!(again.as_deref(), Some(bytes), "two encodings of one body");
    }
}
