//! A file key inside the next: whoever has the newest reads all before it.

use proptest::prelude::*;
use sealing::{
    FileKey, SEAL_OVERHEAD, SealingError, hazmat, key_commitment, open, seal, unwrap_earlier,
    unwrap_previous, wrap_previous,
};

fn is_closed<T>(result: Result<T, SealingError>) -> bool {
    matches!(result, Err(SealingError::CannotOpen))
}

#[test]
fn the_newest_key_leads_back_to_the_first() {
    let keys: Vec<FileKey> = (0..5).map(|_| FileKey::make()).collect();
    let wrapped: Vec<Vec<u8>> = keys
        .windows(2)
        .zip(2..)
        .map(|(pair, generation)| wrap_previous(&pair[1], &pair[0], &[generation]))
        .collect();
    let mut key = hazmat::file_key_from_bytes(hazmat::expose(&keys[4]));
    for generation in (2..=5u8).rev() {
        let before = usize::from(generation) - 2;
        let commitment = key_commitment(&keys[before]);
        key = unwrap_previous(&key, &[generation], &commitment, &wrapped[before]).unwrap();
        assert_eq!(hazmat::expose(&key), hazmat::expose(&keys[before]));
    }
}

#[test]
fn trust_32_it_opens_for_its_generation_and_key_only() {
    let (new, previous) = (FileKey::make(), FileKey::make());
    let commitment = key_commitment(&previous);
    let wrapped = wrap_previous(&new, &previous, b"generation 2");
    assert_eq!(wrapped.len(), SEAL_OVERHEAD + 32);
    assert!(is_closed(unwrap_previous(&new, b"generation 3", &commitment, &wrapped)));
    assert!(is_closed(unwrap_previous(&previous, b"generation 2", &commitment, &wrapped)));
    let other = key_commitment(&new);
    assert!(is_closed(unwrap_previous(&new, b"generation 2", &other, &wrapped)));
}

#[test]
fn an_earlier_key_is_told_by_its_commitment() {
    let (new, first, second) = (FileKey::make(), FileKey::make(), FileKey::make());
    let commitments = [key_commitment(&second), key_commitment(&first)];
    let wrapped = wrap_previous(&new, &first, b"generation 3");
    let open = |key, info: &[u8], among: &[[u8; 32]]| unwrap_earlier(key, info, among, &wrapped);
    let (place, key) = open(&new, b"generation 3", &commitments).unwrap();
    assert_eq!((place, hazmat::expose(&key)), (1, hazmat::expose(&first)));
    assert!(is_closed(open(&new, b"generation 3", &commitments[..1])));
    assert!(is_closed(open(&new, b"generation 3", &[])));
    assert!(is_closed(open(&new, b"generation 2", &commitments)));
    assert!(is_closed(open(&second, b"generation 3", &commitments)));
}

#[test]
fn trust_06_a_change_is_no_key_and_a_key_no_change() {
    let (new, previous) = (FileKey::make(), FileKey::make());
    let commitment = key_commitment(&previous);
    let change = seal(&new, b"info", hazmat::expose(&previous));
    assert!(is_closed(unwrap_previous(&new, b"info", &commitment, &change)));
    let wrapped = wrap_previous(&new, &previous, b"info");
    assert!(is_closed(open(&new, b"info", &wrapped)));
}

#[test]
fn commitments_tell_keys_apart_and_nothing_else() {
    let key = FileKey::make();
    assert_eq!(key_commitment(&key), key_commitment(&key));
    assert_ne!(key_commitment(&key), key_commitment(&FileKey::make()));
    assert_ne!(&key_commitment(&key), hazmat::expose(&key));
}

proptest! {
    #[test]
    fn trust_07_any_change_is_refused(at: prop::sample::Index, bit in 0..8u8) {
        let (new, previous) = (FileKey::make(), FileKey::make());
        let commitment = key_commitment(&previous);
        let wrapped = wrap_previous(&new, &previous, b"info");
        let mut changed = wrapped.clone();
        changed[at.index(wrapped.len())] ^= 1u8 << bit;
        prop_assert!(is_closed(unwrap_previous(&new, b"info", &commitment, &changed)));
        let cut = &wrapped[..at.index(wrapped.len())];
        prop_assert!(is_closed(unwrap_previous(&new, b"info", &commitment, cut)));
    }
}
