//! Seal and open: what went in comes out, and nothing else does.

use proptest::prelude::*;
use sealing::{FileKey, SEAL_OVERHEAD, SealingError, hazmat, open, seal};

fn assert_closed(key: &FileKey, aad: &[u8], sealed: &[u8]) {
    assert!(matches!(open(key, aad, sealed), Err(SealingError::CannotOpen)));
}

#[test]
fn a_note_comes_back_whole() {
    let key = FileKey::make();
    let note = "家访记录：奶奶一个人在家。".as_bytes();
    let sealed = seal(&key, b"change", note);
    assert_eq!(sealed.len(), note.len() + SEAL_OVERHEAD);
    assert_eq!(open(&key, b"change", &sealed).unwrap().as_slice(), note);
}

#[test]
fn the_plaintext_is_nowhere_in_the_sealed_bytes() {
    let note = b"planted words";
    let sealed = seal(&FileKey::make(), b"", note);
    assert!(!sealed.windows(note.len()).any(|window| window == note));
}

#[test]
fn sealing_twice_gives_different_bytes() {
    let key = FileKey::make();
    assert_ne!(seal(&key, b"", b"same"), seal(&key, b"", b"same"));
}

#[test]
fn another_key_opens_nothing() {
    let sealed = seal(&FileKey::make(), b"", b"note");
    assert_closed(&FileKey::make(), b"", &sealed);
}

#[test]
fn trust_06_a_seal_moved_to_another_place_does_not_open() {
    let key = FileKey::make();
    let sealed = seal(&key, b"case 1, field 2", b"note");
    assert_closed(&key, b"case 1, field 3", &sealed);
    assert_closed(&key, b"", &sealed);
}

#[test]
fn associated_data_and_plaintext_do_not_run_into_each_other() {
    let key = FileKey::make();
    let sealed = seal(&key, b"ab", b"c");
    assert_closed(&key, b"a", &sealed);
    assert_closed(&key, b"abc", &sealed);
}

#[test]
fn trust_10_an_unknown_suite_is_refused() {
    let key = FileKey::make();
    let mut sealed = seal(&key, b"", b"note");
    for suite in (0..=u8::MAX).filter(|suite| *suite != 1) {
        sealed[0] = suite;
        assert_closed(&key, b"", &sealed);
    }
}

#[test]
fn the_commitment_depends_on_key_nonce_and_associated_data() {
    let commitment = |key: [u8; 32], nonce: [u8; 24], aad: &[u8]| {
        let key = hazmat::file_key_from_bytes(&key);
        hazmat::seal_with_chosen_nonce(&key, &nonce, aad, b"note")[25..57].to_vec()
    };
    let base = commitment([1; 32], [1; 24], b"a");
    assert_eq!(base, commitment([1; 32], [1; 24], b"a"));
    assert_ne!(base, commitment([2; 32], [1; 24], b"a"));
    assert_ne!(base, commitment([1; 32], [2; 24], b"a"));
    assert_ne!(base, commitment([1; 32], [1; 24], b"b"));
}

#[test]
fn every_truncation_fails() {
    let key = FileKey::make();
    let sealed = seal(&key, b"aad", b"a note of some length");
    for length in 0..sealed.len() {
        assert_closed(&key, b"aad", &sealed[..length]);
    }
}

#[test]
fn every_flipped_bit_fails() {
    let key = FileKey::make();
    let sealed = seal(&key, b"aad", b"note");
    for position in 0..sealed.len() {
        for bit in 0..8 {
            let mut changed = sealed.clone();
            changed[position] ^= 1 << bit;
            assert_closed(&key, b"aad", &changed);
        }
    }
}

proptest! {
    #[test]
    fn round_trip(aad: Vec<u8>, plaintext: Vec<u8>) {
        let key = FileKey::make();
        let sealed = seal(&key, &aad, &plaintext);
        let opened = open(&key, &aad, &sealed).unwrap();
        prop_assert_eq!(opened.as_slice(), plaintext.as_slice());
    }

    #[test]
    fn any_change_anywhere_fails(
        plaintext in prop::collection::vec(any::<u8>(), 0..600),
        at: prop::sample::Index,
        change in 1..=u8::MAX,
        tail in prop::collection::vec(any::<u8>(), 1..40),
    ) {
        let key = FileKey::make();
        let sealed = seal(&key, b"", &plaintext);
        let mut changed = sealed.clone();
        changed[at.index(sealed.len())] ^= change;
        assert_closed(&key, b"", &changed);
        assert_closed(&key, b"", &sealed[..at.index(sealed.len())]);
        assert_closed(&key, b"", &[sealed, tail].concat());
    }

    #[test]
    fn trust_21_arbitrary_bytes_open_to_nothing(bytes: Vec<u8>) {
        assert_closed(&FileKey::make(), b"", &bytes);
    }
}
