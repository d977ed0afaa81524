//! Lockboxes: one recipient, one matter, one secret; and what they are held against.

use proptest::prelude::*;
use sealing::{
    AttachmentKey, BadPublicKey, BoxKey, BoxPublic, FileKey, LOCKBOX_OVERHEAD, Recipient,
    SealingError, UserKey, UserPublic, hazmat, key_commitment, lock_file_key, lock_parcel_key,
    lock_user_key, open_with, seal_to, unlock_file_key, unlock_parcel_key, unlock_user_key,
};

fn is_closed<T>(result: Result<T, SealingError>) -> bool {
    matches!(result, Err(SealingError::CannotOpen))
}

/// u-coordinates of small order, canonical (RFC 7748 and “May the Fourth Be With You”, 2017).
const SMALL_ORDER: [&str; 5] = [
    "0000000000000000000000000000000000000000000000000000000000000000",
    "0100000000000000000000000000000000000000000000000000000000000000",
    "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
    "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
];

fn from_hex(hex: &str) -> [u8; 32] {
    hex::decode(hex).unwrap().try_into().unwrap()
}

#[test]
fn trust_04_nothing_is_sealed_to_a_key_of_small_order() {
    for hex in SMALL_ORDER {
        let public = UserPublic(from_hex(hex));
        assert_eq!(public.check(), Err(BadPublicKey), "{hex}");
        assert_eq!(seal_to(&public, b"", b"", b"secret"), Err(BadPublicKey));
        assert_eq!(lock_file_key(&FileKey::make(), &public, b""), Err(BadPublicKey));
        let device = BoxPublic(from_hex(hex));
        assert_eq!(lock_user_key(&UserKey::make(), &device, b""), Err(BadPublicKey));
    }
}

#[test]
fn a_second_spelling_of_a_key_is_refused() {
    // 9 is the base point; 9 with the top bit, 9 + p (which is 2²⁵⁵ − 10), and p itself.
    let mut nine = [0; 32];
    nine[0] = 9;
    assert_eq!(UserPublic(nine).check(), Ok(()));
    let mut masked = nine;
    masked[31] = 0x80;
    assert_eq!(UserPublic(masked).check(), Err(BadPublicKey));
    let mut past = [0xff; 32];
    (past[0], past[31]) = (0xf6, 0x7f);
    assert_eq!(UserPublic(past).check(), Err(BadPublicKey));
    past[0] = 0xed;
    assert_eq!(UserPublic(past).check(), Err(BadPublicKey));
    assert_eq!(UserPublic([0xff; 32]).check(), Err(BadPublicKey));
}

#[test]
fn made_keys_are_keys() {
    for _ in 0..50 {
        assert_eq!(UserKey::make().public().check(), Ok(()));
        assert_eq!(BoxKey::make().public().check(), Ok(()));
    }
}

#[test]
fn trust_12_an_encapsulated_key_of_small_order_opens_nothing() {
    let key = UserKey::make();
    let lockbox = seal_to(&key.public(), b"info", b"", b"secret").unwrap();
    for hex in SMALL_ORDER {
        let mut forged = lockbox.clone();
        forged[1..33].copy_from_slice(&from_hex(hex));
        assert!(is_closed(open_with(&key, b"info", b"", &forged)));
    }
}

#[test]
fn trust_10_an_unknown_suite_opens_nothing() {
    let key = UserKey::make();
    let lockbox = seal_to(&key.public(), b"info", b"", b"secret").unwrap();
    for suite in (0..=u8::MAX).filter(|suite| *suite != 1) {
        let other = [&[suite], &lockbox[1..]].concat();
        assert!(is_closed(open_with(&key, b"info", b"", &other)));
    }
}

#[test]
fn two_boxes_of_one_secret_differ() {
    let public = UserKey::make().public();
    let [a, b] = [0, 1].map(|_| seal_to(&public, b"info", b"", b"secret").unwrap());
    assert_ne!(a, b);
    assert_eq!(a.len(), b"secret".len() + LOCKBOX_OVERHEAD);
}

#[test]
fn a_file_key_reaches_the_person() {
    let (key, person) = (FileKey::make(), UserKey::make());
    let lockbox = lock_file_key(&key, &person.public(), b"info").unwrap();
    let opened = unlock_file_key(&person, b"info", &key_commitment(&key), &lockbox).unwrap();
    assert_eq!(hazmat::expose(&opened), hazmat::expose(&key));
}

#[test]
fn trust_03_a_file_key_other_than_the_announced_is_refused() {
    let (key, person) = (FileKey::make(), UserKey::make());
    let lockbox = lock_file_key(&key, &person.public(), b"info").unwrap();
    let announced = key_commitment(&FileKey::make());
    assert!(is_closed(unlock_file_key(&person, b"info", &announced, &lockbox)));
}

#[test]
fn trust_20_a_box_opens_for_its_matter_and_person_only() {
    let (key, person) = (FileKey::make(), UserKey::make());
    let commitment = key_commitment(&key);
    let lockbox = lock_file_key(&key, &person.public(), b"case 1, generation 2").unwrap();
    for other in ["case 2, generation 2", "case 1, generation 3", ""] {
        assert!(is_closed(unlock_file_key(&person, other.as_bytes(), &commitment, &lockbox)));
    }
    let stranger = UserKey::make();
    let info = b"case 1, generation 2";
    assert!(is_closed(unlock_file_key(&stranger, info, &commitment, &lockbox)));
}

#[test]
fn a_user_key_reaches_the_second_device() {
    let (person, device) = (UserKey::make(), BoxKey::make());
    let lockbox = lock_user_key(&person, &device.public(), b"info").unwrap();
    let opened = unlock_user_key(&device, b"info", &person.public(), &lockbox).unwrap();
    assert_eq!(hazmat::expose(&opened), hazmat::expose(&person));

    let other = UserKey::make().public();
    assert!(is_closed(unlock_user_key(&device, b"info", &other, &lockbox)));
    assert!(is_closed(unlock_user_key(&BoxKey::make(), b"info", &person.public(), &lockbox)));
}

#[test]
fn trust_06_a_file_key_is_no_user_key() {
    // The same 32 bytes as both secrets, so that nothing but the kind of box can tell.
    let bytes = [7; 32];
    let (as_device, as_person) =
        (hazmat::box_key_from_bytes(&bytes), hazmat::user_key_from_bytes(&bytes));
    let (file, user) =
        (hazmat::file_key_from_bytes(&[9; 32]), hazmat::user_key_from_bytes(&[9; 32]));
    let file_box = lock_file_key(&file, &as_person.public(), b"info").unwrap();
    let user_box = lock_user_key(&user, &as_device.public(), b"info").unwrap();
    assert!(is_closed(unlock_user_key(&as_device, b"info", &user.public(), &file_box)));
    assert!(is_closed(unlock_file_key(&as_person, b"info", &key_commitment(&file), &user_box)));
}

#[test]
fn what_is_no_key_inside_is_refused() {
    let (person, key) = (UserKey::make(), FileKey::make());
    for length in [0, 31, 33, 64] {
        let aad = b"jiafang file key lockbox v1\0";
        let lockbox = seal_to(&person.public(), b"info", aad, &vec![0; length]).unwrap();
        assert!(is_closed(unlock_file_key(&person, b"info", &key_commitment(&key), &lockbox)));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn trust_07_any_change_closes_the_box(
        info in prop::collection::vec(any::<u8>(), 1..80),
        aad in prop::collection::vec(any::<u8>(), 1..80),
        secret in prop::collection::vec(any::<u8>(), 0..80),
        at: prop::sample::Index,
        bit in 0..8u8,
    ) {
        let key = UserKey::make();
        let lockbox = seal_to(&key.public(), &info, &aad, &secret).unwrap();
        prop_assert_eq!(&*open_with(&key, &info, &aad, &lockbox).unwrap(), &secret);

        let flip = |bytes: &[u8]| {
            let mut changed = bytes.to_vec();
            changed[at.index(bytes.len())] ^= 1u8 << bit;
            changed
        };
        prop_assert!(is_closed(open_with(&key, &info, &aad, &flip(&lockbox))));
        prop_assert!(is_closed(open_with(&key, &flip(&info), &aad, &lockbox)));
        prop_assert!(is_closed(open_with(&key, &info, &flip(&aad), &lockbox)));
        let cut = &lockbox[..at.index(lockbox.len())];
        prop_assert!(is_closed(open_with(&key, &info, &aad, cut)));
        let longer = [lockbox.as_slice(), &[0]].concat();
        prop_assert!(is_closed(open_with(&key, &info, &aad, &longer)));
        let moved = [&info[..info.len() - 1], b"", &info[info.len() - 1..], &aad].concat();
        prop_assert!(is_closed(open_with(&key, &moved, b"", &lockbox)));
    }

    #[test]
    fn trust_21_bytes_from_anywhere_open_nothing(
        lockbox in prop::collection::vec(any::<u8>(), 0..200),
    ) {
        prop_assert!(is_closed(open_with(&UserKey::make(), b"", b"", &lockbox)));
    }
}

#[test]
fn the_key_of_a_parcel_reaches_the_person_and_is_no_file_key() {
    let (key, person) = (AttachmentKey::make(), UserKey::make());
    let lockbox = lock_parcel_key(&key, &person.public(), b"info").unwrap();
    let opened = unlock_parcel_key(&person, b"info", &lockbox).unwrap();
    assert_eq!(hazmat::expose(&opened), hazmat::expose(&key));
    assert!(is_closed(unlock_parcel_key(&UserKey::make(), b"info", &lockbox)));
    assert!(is_closed(unlock_parcel_key(&person, b"other", &lockbox)));
    let file = lock_file_key(&FileKey::make(), &person.public(), b"info").unwrap();
    assert!(is_closed(unlock_parcel_key(&person, b"info", &file)));
}
