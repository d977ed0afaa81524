//! Signatures: one device, one namespace, one message.

use proptest::prelude::*;
use sealing::{DeviceKey, DevicePublic, Namespace, SealingError, Signature, hazmat, sign, verify};

fn assert_refused(device: &DevicePublic, space: Namespace, message: &[u8], signature: &Signature) {
    assert!(matches!(verify(device, space, message, signature), Err(SealingError::BadSignature)));
}

#[test]
fn a_signature_holds() {
    let key = DeviceKey::make();
    let signature = sign(&key, Namespace::Change, b"header");
    verify(&key.public(), Namespace::Change, b"header", &signature).unwrap();
}

#[test]
fn a_device_key_comes_back_from_its_seed() {
    let key = DeviceKey::make();
    let again = hazmat::device_key_from_bytes(hazmat::expose(&key));
    assert_eq!(key.public(), again.public());
    assert_eq!(
        sign(&key, Namespace::Backup, b"manifest"),
        sign(&again, Namespace::Backup, b"manifest")
    );
}

#[test]
fn trust_24_another_device_is_refused() {
    let signature = sign(&DeviceKey::make(), Namespace::Change, b"header");
    assert_refused(&DeviceKey::make().public(), Namespace::Change, b"header", &signature);
}

#[test]
fn trust_20_a_signature_holds_in_its_namespace_only() {
    let key = DeviceKey::make();
    let signature = sign(&key, Namespace::Change, b"header");
    assert_refused(&key.public(), Namespace::Backup, b"header", &signature);
}

#[test]
fn a_small_order_key_that_signs_everything_is_refused() {
    // The neutral point as public key and as R, with s = 0, satisfies the bare equation for every message.
    let mut neutral = [0; 32];
    neutral[0] = 1;
    let mut signature = [0; 64];
    signature[0] = 1;
    assert_refused(&DevicePublic(neutral), Namespace::Change, b"anything", &Signature(signature));
}

#[test]
fn a_second_spelling_of_a_signature_is_refused() {
    // s + ℓ satisfies the same equation as s; ℓ is the order of the group, little-endian.
    let order: [u8; 32] = [
        0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde,
        0x14, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x10,
    ];
    let key = DeviceKey::make();
    let mut signature = sign(&key, Namespace::Change, b"header");
    let mut carry = 0;
    for (s, l) in signature.0[32..].iter_mut().zip(order) {
        let sum = u16::from(*s) + u16::from(l) + carry;
        *s = u8::try_from(sum & 0xff).unwrap();
        carry = sum >> 8;
    }
    assert_eq!(carry, 0);
    assert_refused(&key.public(), Namespace::Change, b"header", &signature);
}

#[test]
fn bytes_that_are_no_key_are_refused() {
    let signature = sign(&DeviceKey::make(), Namespace::Change, b"header");
    for byte in 0..=u8::MAX {
        assert_refused(&DevicePublic([byte; 32]), Namespace::Change, b"header", &signature);
    }
}

proptest! {
    #[test]
    fn trust_07_any_change_is_refused(
        message in prop::collection::vec(any::<u8>(), 1..300),
        at: prop::sample::Index,
        bit in 0..8u8,
    ) {
        let key = DeviceKey::make();
        let device = key.public();
        let signature = sign(&key, Namespace::Change, &message);
        prop_assert!(verify(&device, Namespace::Change, &message, &signature).is_ok());

        let mut changed = message.clone();
        changed[at.index(message.len())] ^= 1u8 << bit;
        assert_refused(&device, Namespace::Change, &changed, &signature);
        assert_refused(&device, Namespace::Change, &message[..at.index(message.len())], &signature);

        let mut other = signature;
        other.0[at.index(64)] ^= 1u8 << bit;
        assert_refused(&device, Namespace::Change, &message, &other);

        let mut stranger = device;
        stranger.0[at.index(32)] ^= 1u8 << bit;
        assert_refused(&stranger, Namespace::Change, &message, &signature);
    }
}
