//! Commitments: one body, one salt, one value.

use proptest::prelude::*;
use sealing::{commit, make_salt};

#[test]
fn salts_differ() {
    assert_ne!(make_salt(), make_salt());
}

#[test]
fn the_salt_hides_a_short_body() {
    assert_ne!(commit(&[1; 16], "是".as_bytes()), commit(&[2; 16], "是".as_bytes()));
}

proptest! {
    #[test]
    fn it_holds_for_its_body_and_for_no_other(salt: [u8; 16], body: Vec<u8>, other: Vec<u8>) {
        prop_assert_eq!(commit(&salt, &body), commit(&salt, &body));
        prop_assert_eq!(commit(&salt, &body) == commit(&salt, &other), body == other);
    }
}
