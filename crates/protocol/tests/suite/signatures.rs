//! Verification: strict, and in one namespace only.

use proptest::prelude::*;
use protocol::{BadSignature, DevicePublic, Namespace, Signature, verify};

use crate::made::{key, public, sign};

const ALL: [Namespace; 8] = [
    Namespace::Change,
    Namespace::Backup,
    Namespace::Directory,
    Namespace::Join,
    Namespace::Found,
    Namespace::Session,
    Namespace::RecoveryKey,
    Namespace::Recovery,
];

#[test]
fn trust_20_a_signature_holds_in_its_namespace_only() {
    for made_in in ALL {
        let signature = sign(&key(1), made_in, b"words");
        for held_in in ALL {
            let holds = verify(&public(&key(1)), held_in, b"words", &signature).is_ok();
            assert_eq!(holds, made_in == held_in, "{made_in:?} in {held_in:?}");
        }
    }
}

#[test]
fn no_namespace_begins_another() {
    for a in ALL {
        let tag = a.named(b"");
        assert_eq!(tag.iter().position(|byte| *byte == 0), Some(tag.len() - 1));
        for b in ALL.into_iter().filter(|b| *b != a) {
            assert!(!tag.starts_with(&b.named(b"")));
        }
    }
}

#[test]
fn a_small_order_key_that_signs_everything_is_refused() {
    // The neutral point as public key and as R, with s = 0, satisfies the bare equation for every message.
    let mut neutral = [0; 32];
    neutral[0] = 1;
    let mut signature = [0; 64];
    signature[0] = 1;
    let refused = verify(&DevicePublic(neutral), Namespace::Join, b"any", &Signature(signature));
    assert_eq!(refused, Err(BadSignature));
}

proptest! {
    #[test]
    fn trust_07_any_change_is_refused(
        message in prop::collection::vec(any::<u8>(), 1..300),
        at: prop::sample::Index,
        bit in 0..8u8,
    ) {
        let signature = sign(&key(1), Namespace::Directory, &message);
        prop_assert!(verify(&public(&key(1)), Namespace::Directory, &message, &signature).is_ok());
        let mut changed = message.clone();
        changed[at.index(message.len())] ^= 1u8 << bit;
        prop_assert!(verify(&public(&key(1)), Namespace::Directory, &changed, &signature).is_err());
        let mut other = signature;
        other.0[at.index(64)] ^= 1u8 << bit;
        prop_assert!(verify(&public(&key(1)), Namespace::Directory, &message, &other).is_err());
        prop_assert!(verify(&public(&key(2)), Namespace::Directory, &message, &signature).is_err());
    }
}
