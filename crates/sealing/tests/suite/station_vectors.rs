//! Frozen vectors of what laptops exchange through a station. As in [`crate::vectors`]: computed with another
//! implementation, never edited. The first lockbox is the test vector of RFC 9180 itself.

use sealing::{
    BoxPublic, DevicePublic, InvitationSecret, Namespace, RecoveryKey, RecoveryShare, Signature,
    UserPublic, hazmat, key_commitment, open_name, open_with, unlock_file_key, unlock_user_key,
    unwrap_previous, verify,
};
use serde::Deserialize;

use crate::vectors::{Hex, array, bytes};

#[derive(Deserialize)]
struct Lockbox {
    name: String,
    skr: Hex,
    pkr: Hex,
    ikm: Hex,
    info: Hex,
    aad: Hex,
    secret: Hex,
    lockbox: Hex,
}

#[test]
fn lockboxes_still_open() {
    let json = include_str!("../vectors/lockbox.json");
    let cases: Vec<Lockbox> = serde_json::from_str(json).unwrap();
    assert_eq!(cases.len(), 4);
    for case in cases {
        let key = hazmat::user_key_from_bytes(&array(&case.skr));
        assert_eq!(key.public(), UserPublic(array(&case.pkr)), "{}", case.name);
        let (info, aad, secret) = (bytes(&case.info), bytes(&case.aad), bytes(&case.secret));
        let opened = open_with(&key, &info, &aad, &bytes(&case.lockbox));
        assert_eq!(*opened.unwrap_or_else(|_| panic!("{}", case.name)), secret);
        let ikm = array(&case.ikm);
        let again =
            hazmat::seal_to_with_chosen_ephemeral(&key.public(), &ikm, &info, &aad, &secret);
        assert_eq!(hex::encode(again.unwrap()), case.lockbox, "{}", case.name);
    }
}

#[derive(Deserialize)]
struct Keys {
    user_key: Hex,
    user_public: Hex,
    box_key: Hex,
    box_public: Hex,
    file_key: Hex,
    file_key_commitment: Hex,
    file_info: Hex,
    file_lockbox: Hex,
    user_info: Hex,
    user_lockbox: Hex,
    previous_key: Hex,
    previous_commitment: Hex,
    previous_info: Hex,
    previous_nonce: Hex,
    previous_wrapped: Hex,
}

#[test]
fn keys_still_come_out_of_lockboxes() {
    let keys: Keys = serde_json::from_str(include_str!("../vectors/keys.json")).unwrap();
    let device = hazmat::box_key_from_bytes(&array(&keys.box_key));
    assert_eq!(device.public(), BoxPublic(array(&keys.box_public)));
    let public = UserPublic(array(&keys.user_public));
    let (info, lockbox) = (bytes(&keys.user_info), bytes(&keys.user_lockbox));
    let person = unlock_user_key(&device, &info, &public, &lockbox).unwrap();
    assert_eq!(hex::encode(hazmat::expose(&person)), keys.user_key);

    let commitment = array(&keys.file_key_commitment);
    let (info, lockbox) = (bytes(&keys.file_info), bytes(&keys.file_lockbox));
    let file = unlock_file_key(&person, &info, &commitment, &lockbox).unwrap();
    assert_eq!(hex::encode(hazmat::expose(&file)), keys.file_key);
    assert_eq!(key_commitment(&file), commitment);

    let (info, wrapped) = (bytes(&keys.previous_info), bytes(&keys.previous_wrapped));
    let commitment = array(&keys.previous_commitment);
    let previous = unwrap_previous(&file, &info, &commitment, &wrapped).unwrap();
    assert_eq!(hex::encode(hazmat::expose(&previous)), keys.previous_key);
    let nonce = array(&keys.previous_nonce);
    let again = hazmat::wrap_previous_with_chosen_nonce(&file, &nonce, &previous, &info);
    assert_eq!(hex::encode(again), keys.previous_wrapped);
}

#[derive(Deserialize)]
struct Name {
    name: String,
    key: Hex,
    nonce: Hex,
    aad: Hex,
    sealed: Hex,
}

#[test]
fn names_still_open() {
    let cases: Vec<Name> = serde_json::from_str(include_str!("../vectors/name.json")).unwrap();
    assert_eq!(cases.len(), 6);
    for case in cases {
        let (key, aad) = (hazmat::name_key_from_bytes(&array(&case.key)), bytes(&case.aad));
        let opened = open_name(&key, &aad, &bytes(&case.sealed)).unwrap();
        assert_eq!(*opened, case.name);
        let again =
            hazmat::seal_name_with_chosen_nonce(&key, &array(&case.nonce), &aad, &case.name);
        assert_eq!(hex::encode(again), case.sealed, "{}", case.name);
    }
}

#[derive(Deserialize)]
struct Invitation {
    code: String,
    lookup: Hex,
    public: Hex,
    nonce: Hex,
    bundle: Hex,
    sealed: Hex,
    message: Hex,
    joined: Hex,
    founded: Hex,
}

#[test]
fn invitations_are_still_the_same() {
    let json = include_str!("../vectors/invitation.json");
    let cases: Vec<Invitation> = serde_json::from_str(json).unwrap();
    assert_eq!(cases.len(), 2);
    for case in cases {
        let secret = InvitationSecret::parse(&case.code).unwrap();
        assert_eq!(*secret.reveal(), case.code);
        assert_eq!(hex::encode(secret.lookup()), case.lookup);
        assert_eq!(secret.public(), DevicePublic(array(&case.public)));

        assert_eq!(*secret.open_bundle(&bytes(&case.sealed)).unwrap(), bytes(&case.bundle));
        let (nonce, bundle) = (array(&case.nonce), bytes(&case.bundle));
        let again = hazmat::seal_bundle_with_chosen_nonce(&secret, &nonce, &bundle);
        assert_eq!(hex::encode(again), case.sealed);

        let message = bytes(&case.message);
        let (joined, founded) = (Signature(array(&case.joined)), Signature(array(&case.founded)));
        assert_eq!(secret.sign_join(&message), joined);
        assert_eq!(secret.sign_found(&message), founded);
        verify(&secret.public(), Namespace::Join, &message, &joined).unwrap();
        verify(&secret.public(), Namespace::Found, &message, &founded).unwrap();
    }
}

#[derive(Deserialize)]
struct Shares {
    shares: [String; 3],
    user_key: Hex,
    user_public: Hex,
    sign_public: Hex,
}

#[test]
fn any_two_shares_still_make_the_recovery_key() {
    let case: Shares = serde_json::from_str(include_str!("../vectors/shares.json")).unwrap();
    let shares = case.shares.map(|share| RecoveryShare::parse(&share).unwrap());
    for (a, b) in [(0, 1), (1, 2), (0, 2), (2, 0)] {
        let key = RecoveryKey::join(&shares[a], &shares[b]).unwrap();
        assert_eq!(hex::encode(hazmat::expose(&key.user_key())), case.user_key);
        assert_eq!(key.user_key().public(), UserPublic(array(&case.user_public)));
        assert_eq!(key.signing_key().public(), DevicePublic(array(&case.sign_public)));
    }
}
