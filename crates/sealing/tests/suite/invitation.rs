//! The secret of an invitation: read out on the telephone, typed once.

use proptest::prelude::*;
use sealing::{
    CodeSlip, InvitationSecret, Namespace, RecoveryCode, SealingError, Signature, verify,
};

fn slip(typed: &str) -> CodeSlip {
    InvitationSecret::parse(typed).map(|_| "it parsed").unwrap_err()
}

#[test]
fn it_has_five_groups_of_five() {
    let printed = InvitationSecret::make().reveal();
    let groups: Vec<&str> = printed.split('-').collect();
    assert_eq!(groups.len(), 5);
    assert!(groups.iter().all(|group| group.len() == 5));
    assert_ne!(*printed, *InvitationSecret::make().reveal());
}

#[test]
fn it_is_read_however_it_was_typed() {
    let secret = InvitationSecret::parse("DN7N1-5J9KP-9HV4W-MVHY2-BR230").unwrap();
    for typed in [
        "dn7n1 5j9kp 9hv4w mvhy2 br23o",
        "DN7NI5J9KP9HV4WMVHY2BR23O",
        "dn7nl—5j9kp—9hv4w—mvhy2—br230\n",
        "ＤＮ７Ｎ１－５Ｊ９ＫＰ－９ＨＶ４Ｗ－ＭＶＨＹ２－ＢＲ２３０",
    ] {
        let again = InvitationSecret::parse(typed).unwrap();
        assert_eq!(*again.reveal(), *secret.reveal(), "{typed}");
        assert_eq!(again.lookup(), secret.lookup());
    }
}

#[test]
fn a_mistyped_one_says_which_group() {
    assert_eq!(slip("DN7N1-5J9KP-9HV5W-MVHY2-BR230"), CodeSlip::Group { number: 3 });
    assert_eq!(slip("DN7N1-5J9KP-9HV4W-MVHY2-RB230"), CodeSlip::Group { number: 5 });
    assert_eq!(slip("5J9KP-DN7N1-9HV4W-MVHY2-BR230"), CodeSlip::Group { number: 1 });
    assert_eq!(slip("DN7N1-5U9KP-9HV4W-MVHY2-BR230"), CodeSlip::Group { number: 2 });
    let length = |found| CodeSlip::Length { found, expected: 25 };
    assert_eq!(slip(""), length(0));
    assert_eq!(slip("DN7N1-5J9KP-9HV4W-MVHY2-BR23"), length(24));
    assert_eq!(slip(&RecoveryCode::make().reveal()), length(35));
}

#[test]
fn trust_19_what_follows_from_it_is_its_own() {
    let (a, b) = (InvitationSecret::make(), InvitationSecret::make());
    assert_ne!(a.lookup(), b.lookup());
    assert_ne!(a.public(), b.public());
    assert_eq!(a.public(), InvitationSecret::parse(&a.reveal()).unwrap().public());
    assert!(verify(&b.public(), Namespace::Join, b"words", &a.sign_join(b"words")).is_err());
}

#[test]
fn trust_20_a_founding_is_no_joining() {
    let secret = InvitationSecret::make();
    let holds =
        |space, signature: &Signature| verify(&secret.public(), space, b"words", signature).is_ok();
    let (join, found) = (secret.sign_join(b"words"), secret.sign_found(b"words"));
    assert!(holds(Namespace::Join, &join) && holds(Namespace::Found, &found));
    assert!(!holds(Namespace::Found, &join) && !holds(Namespace::Join, &found));
}

proptest! {
    #[test]
    fn the_bundle_opens_with_its_secret_only(
        bundle in prop::collection::vec(any::<u8>(), 0..300),
        at: prop::sample::Index,
        bit in 0..8u8,
    ) {
        let secret = InvitationSecret::make();
        let sealed = secret.seal_bundle(&bundle);
        prop_assert_eq!(&*secret.open_bundle(&sealed).unwrap(), &bundle);
        let closed = |sealed: &[u8]| {
            matches!(secret.open_bundle(sealed), Err(SealingError::CannotOpen))
        };
        let mut changed = sealed.clone();
        changed[at.index(sealed.len())] ^= 1u8 << bit;
        prop_assert!(closed(&changed));
        prop_assert!(closed(&sealed[..at.index(sealed.len())]));
        prop_assert!(closed(&InvitationSecret::make().seal_bundle(&bundle)));
    }

    #[test]
    fn whatever_is_typed_is_judged(typed in "\\PC{0,60}") {
        if let Ok(secret) = InvitationSecret::parse(&typed) {
            prop_assert_eq!(secret.reveal().len(), 29);
        }
    }
}
