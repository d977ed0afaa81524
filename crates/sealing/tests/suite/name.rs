//! Sealed names: their length tells little, and they belong to one person.

use proptest::prelude::*;
use sealing::{FileKey, NameKey, SEAL_OVERHEAD, SealingError, hazmat, open_name, seal, seal_name};

fn is_closed<T>(result: Result<T, SealingError>) -> bool {
    matches!(result, Err(SealingError::CannotOpen))
}

#[test]
fn short_names_are_equally_long() {
    let key = NameKey::make();
    for name in ["", "王芳", "欧阳娜娜", "a", &"a".repeat(31)] {
        assert_eq!(seal_name(&key, b"", name).len(), SEAL_OVERHEAD + 32);
    }
    assert_eq!(seal_name(&key, b"", &"a".repeat(32)).len(), SEAL_OVERHEAD + 64);
}

#[test]
fn trust_06_a_name_opens_for_its_person_and_station_only() {
    let key = NameKey::make();
    let sealed = seal_name(&key, b"person 1", "王芳");
    assert_eq!(*open_name(&key, b"person 1", &sealed).unwrap(), "王芳");
    assert!(is_closed(open_name(&key, b"person 2", &sealed)));
    assert!(is_closed(open_name(&NameKey::make(), b"person 1", &sealed)));
    assert_ne!(seal_name(&key, b"person 1", "王芳"), sealed);
}

#[test]
fn a_body_is_no_name() {
    let mut padded = [0; 32];
    padded[0] = 0x80;
    let bytes = [3; 32];
    let body = seal(&hazmat::file_key_from_bytes(&bytes), b"", &padded);
    assert!(is_closed(open_name(&hazmat::name_key_from_bytes(&bytes), b"", &body)));
    assert!(is_closed(open_name(&NameKey::make(), b"", &seal(&FileKey::make(), b"", b""))));
}

proptest! {
    #[test]
    fn every_name_comes_back(name in "\\PC{0,40}", zeros in 0..40usize) {
        let key = NameKey::make();
        let name = name + &"\0".repeat(zeros);
        let sealed = seal_name(&key, b"aad", &name);
        prop_assert_eq!((sealed.len() - SEAL_OVERHEAD) % 32, 0);
        prop_assert_eq!(&*open_name(&key, b"aad", &sealed).unwrap(), &name);
    }

    #[test]
    fn trust_07_any_change_is_refused(name in "\\PC{0,40}", at: prop::sample::Index, bit in 0..8u8) {
        let key = NameKey::make();
        let sealed = seal_name(&key, b"aad", &name);
        let mut changed = sealed.clone();
        changed[at.index(sealed.len())] ^= 1u8 << bit;
        prop_assert!(is_closed(open_name(&key, b"aad", &changed)));
        prop_assert!(is_closed(open_name(&key, b"aad", &sealed[..at.index(sealed.len())])));
    }
}
