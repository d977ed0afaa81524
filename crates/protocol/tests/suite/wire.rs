//! The codec: every thing has one encoding, and whatever else arrives is refused.

use std::fmt::Debug;

use proptest::prelude::*;
use protocol::api::*;
use protocol::directory::{MAX_ACTS, MAX_ENTRY_LEN};
use protocol::invitation::Bundle;
use protocol::{
    DirectoryFault, SealedChange, Signature, Wire, WireError,
    change::MAX_SEALED_LEN,
    directory::{Entry, SignedEntry},
};

use crate::samples::*;

/// What is read from these bytes is written as these bytes.
fn refused_or_canonical<T: Wire>(bytes: &[u8]) {
    if let Ok(thing) = T::from_bytes(bytes) {
        assert_eq!(thing.to_bytes(), bytes);
        assert!(thing.is_bounded());
    }
}

fn survives_tampering<T: Wire + PartialEq + Debug>(thing: &T) {
    let bytes = thing.to_bytes();
    assert_eq!(T::from_bytes(&bytes).as_ref(), Ok(thing));
    for length in 0..bytes.len() {
        assert!(T::from_bytes(&bytes[..length]).is_err(), "cut at {length}");
    }
    assert!(T::from_bytes(&[&bytes[..], &[0]].concat()).is_err());
    for at in 0..bytes.len() {
        for flip in [0x01, 0x02, 0x04, 0x08, 0x10, 0x20, 0x40, 0x80, 0xff] {
            let mut changed = bytes.clone();
            changed[at] ^= flip;
            refused_or_canonical::<T>(&changed);
            if let Ok(other) = T::from_bytes(&changed) {
                assert_ne!(&other, thing, "two encodings of one thing");
            }
        }
    }
}

#[test]
fn trust_21_every_thing_cut_or_changed_is_refused_or_another() {
    macro_rules! visit {
        ($name:literal, $value:expr) => {
            survives_tampering(&$value);
        };
    }
    for_each_sample!(visit);
}

#[test]
fn trust_21_a_huge_count_costs_nothing() {
    // An array that says it has 2⁶⁴ − 1 members, where each kind of list stands.
    let huge = [0x9b, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff];
    let push = [&[0x81][..], &huge].concat();
    assert_eq!(Push::from_bytes(&push), Err(WireError::Malformed));
    assert_eq!(Answers::from_bytes(&push), Err(WireError::Malformed));
    assert_eq!(Heads::from_bytes(&push), Err(WireError::Malformed));
    assert_eq!(DirectoryPage::from_bytes(&push), Err(WireError::Malformed));
    // A byte string of as many bytes.
    let bytes = [&[0x81, 0x5b][..], &huge[1..]].concat();
    assert_eq!(SealedBundle::from_bytes(&bytes), Err(WireError::Malformed));
    // Nesting is not followed.
    assert!(Push::from_bytes(&vec![0x81; MAX_BODY_LEN]).is_err());
}

#[test]
fn trust_21_what_is_too_long_is_not_even_read() {
    let too_long = vec![0; MAX_BODY_LEN + 1];
    assert_eq!(Push::from_bytes(&too_long), Err(WireError::TooLong));
    assert_eq!(ChangesPage::from_bytes(&too_long), Err(WireError::TooLong));
    assert_eq!(Entry::from_bytes(&too_long), Err(WireError::TooLong));
    assert_eq!(Hello::from_bytes(&too_long), Err(WireError::TooLong));
    assert_eq!(Bundle::from_bytes(&too_long), Err(WireError::TooLong));
}

#[test]
fn trust_21_lists_are_bounded() {
    let of = |count| Push { changes: vec![sealed_change(); count] };
    assert!(Push::from_bytes(&of(MAX_BATCH).to_bytes()).is_ok());
    assert_eq!(Push::from_bytes(&of(MAX_BATCH + 1).to_bytes()), Err(WireError::OutOfBounds));
    let act = every_act().acts.remove(1);
    let of = |count| Entry { acts: vec![act.clone(); count], ..founding() };
    assert!(Entry::from_bytes(&of(MAX_ACTS).to_bytes()).is_ok());
    assert_eq!(Entry::from_bytes(&of(MAX_ACTS + 1).to_bytes()), Err(WireError::OutOfBounds));
}

#[test]
fn the_longest_change_fits_in_a_batch_of_one_and_the_longest_entry_in_a_page() {
    let longest = SealedChange {
        header: vec![0; protocol::header::MAX_HEADER_LEN],
        sealed: vec![0; MAX_SEALED_LEN],
        ..sealed_change()
    };
    assert_eq!(SealedChange::from_bytes(&longest.to_bytes()).as_ref(), Ok(&longest));
    assert!(longest.to_bytes().len() <= longest.wire_len());
    let batch = Push { changes: vec![longest.clone()] };
    assert!(Push::from_bytes(&batch.to_bytes()).is_ok());
    let items = vec![Numbered { n: u64::MAX, change: longest }];
    let page = ChangesPage { items, next: u64::MAX, more: true };
    assert!(ChangesPage::from_bytes(&page.to_bytes()).is_ok());
    let entry = SignedEntry { entry: vec![0; MAX_ENTRY_LEN], signature: Signature([0; 64]) };
    let page = DirectoryPage { entries: vec![entry], more: true };
    assert!(DirectoryPage::from_bytes(&page.to_bytes()).is_ok());
}

#[test]
fn a_change_without_header_body_or_generation_is_none() {
    for broken in [
        SealedChange { generation: 0, ..sealed_change() },
        SealedChange { header: vec![], ..sealed_change() },
        SealedChange { sealed: vec![], ..sealed_change() },
    ] {
        assert_eq!(SealedChange::from_bytes(&broken.to_bytes()), Err(WireError::OutOfBounds));
    }
}

#[test]
fn a_newer_refusal_or_role_is_told_from_a_broken_one() {
    let unknown = [0x81, 0x18, 99];
    assert_eq!(Refused::from_bytes(&unknown), Err(WireError::Newer));
    assert_eq!(Refused::from_bytes(&[0x81, 0x60]), Err(WireError::Malformed));
    let fault = DirectoryFault::from(WireError::Newer);
    assert_eq!(Refused::from(fault).code, RefusalCode::TooNew);
}

proptest! {
    #[test]
    fn trust_21_any_bytes_are_refused_or_canonical(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        macro_rules! visit {
            ($name:literal, $value:expr) => {
                let _like = &$value;
                like(_like, &bytes);
            };
        }
        for_each_sample!(visit);
    }

    #[test]
    fn trust_21_bytes_that_are_almost_a_thing_are_refused_or_canonical(
        cuts in prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>(), any::<u8>()), 1..6),
    ) {
        macro_rules! visit {
            ($name:literal, $value:expr) => {
                let thing = $value;
                let mut bytes = thing.to_bytes();
                for (at, from, byte) in &cuts {
                    let (at, from) = (at.index(bytes.len()), from.index(bytes.len()));
                    if *byte % 2 == 0 { bytes[at] = *byte } else { bytes[at] = bytes[from] }
                }
                like(&thing, &bytes);
            };
        }
        for_each_sample!(visit);
    }

    #[test]
    fn every_change_comes_back(
        generation in 1..=u32::MAX,
        header in prop::collection::vec(any::<u8>(), 1..400),
        signature in any::<[u8; 32]>(),
        sealed in prop::collection::vec(any::<u8>(), 1..2000),
    ) {
        let signature = Signature([signature, signature].concat().try_into().unwrap());
        let change = SealedChange { generation, header, signature, sealed };
        prop_assert_eq!(SealedChange::from_bytes(&change.to_bytes()), Ok(change));
    }
}

/// The bytes read as a thing of this one's kind.
fn like<T: Wire>(_: &T, bytes: &[u8]) {
    refused_or_canonical::<T>(bytes);
}
