//! Frozen vectors: what an earlier version wrote, today's code still reads, and writes in the same way. They
//! were computed with other implementations of the same algorithms. Never edit one: a change of format gets
//! a new suite or format byte and a new file beside the old.

use std::io::Write;

use sealing::{
    DevicePublic, KdfCost, KeySlots, Namespace, Passphrase, RecoveryCode, Signature, commit,
    hazmat, open, open_attachment, seal, sign, verify,
};
use serde::Deserialize;
use sha2::{Digest, Sha256};

pub(crate) type Hex = String;

pub(crate) fn bytes(hex: &str) -> Vec<u8> {
    hex::decode(hex).unwrap()
}

pub(crate) fn array<const N: usize>(hex: &str) -> [u8; N] {
    bytes(hex).try_into().unwrap()
}

#[derive(Deserialize)]
struct Sealed {
    name: String,
    key: Hex,
    nonce: Hex,
    aad: Hex,
    plaintext: Hex,
    sealed: Hex,
}

#[test]
fn seals_still_open() {
    let cases: Vec<Sealed> = serde_json::from_str(include_str!("../vectors/seal.json")).unwrap();
    assert_eq!(cases.len(), 4);
    for case in cases {
        let key = hazmat::file_key_from_bytes(&array(&case.key));
        let (aad, plaintext, sealed) =
            (bytes(&case.aad), bytes(&case.plaintext), bytes(&case.sealed));
        let opened = open(&key, &aad, &sealed).unwrap_or_else(|_| panic!("{}", case.name));
        assert_eq!(*opened, plaintext, "{}", case.name);
        let again = hazmat::seal_with_chosen_nonce(&key, &array(&case.nonce), &aad, &plaintext);
        assert_eq!(again, sealed, "{}", case.name);
        assert_ne!(seal(&key, &aad, &plaintext), sealed, "{}", case.name);
    }
}

#[derive(Deserialize)]
struct Commitment {
    name: String,
    salt: Hex,
    plaintext: Hex,
    commitment: Hex,
}

#[test]
fn commitments_are_still_the_same() {
    let json = include_str!("../vectors/commitment.json");
    let cases: Vec<Commitment> = serde_json::from_str(json).unwrap();
    assert_eq!(cases.len(), 3);
    for case in cases {
        let commitment = commit(&array(&case.salt), &bytes(&case.plaintext));
        assert_eq!(hex::encode(commitment), case.commitment, "{}", case.name);
    }
}

#[derive(Deserialize)]
struct Signed {
    name: String,
    namespace: String,
    seed: Hex,
    public: Hex,
    message: Hex,
    signature: Hex,
}

#[test]
fn signatures_still_hold() {
    let json = include_str!("../vectors/signature.json");
    let cases: Vec<Signed> = serde_json::from_str(json).unwrap();
    assert_eq!(cases.len(), 4);
    for case in cases {
        let namespace = match case.namespace.as_str() {
            "change" => Namespace::Change,
            "backup" => Namespace::Backup,
            other => panic!("unknown namespace {other}"),
        };
        let key = hazmat::device_key_from_bytes(&array(&case.seed));
        let (message, signature) = (bytes(&case.message), Signature(array(&case.signature)));
        assert_eq!(key.public(), DevicePublic(array(&case.public)), "{}", case.name);
        assert_eq!(sign(&key, namespace, &message), signature, "{}", case.name);
        verify(&key.public(), namespace, &message, &signature).unwrap();
    }
}

#[derive(Deserialize)]
struct Attachment {
    name: String,
    key: Hex,
    prefix: Hex,
    /// The plaintext is `pattern(plain_len)`.
    plain_len: usize,
    /// Only of the short ones.
    sealed: Option<Hex>,
    sealed_sha256: Hex,
}

fn pattern(length: usize) -> Vec<u8> {
    (0..length).map(|i| u8::try_from((i * 7 + i / 251) % 256).unwrap()).collect()
}

#[test]
fn attachments_still_open() {
    let json = include_str!("../vectors/attachment.json");
    let cases: Vec<Attachment> = serde_json::from_str(json).unwrap();
    assert_eq!(cases.len(), 4);
    for case in cases {
        let key = hazmat::attachment_key_from_bytes(&array(&case.key));
        let plaintext = pattern(case.plain_len);
        let mut written = Vec::new();
        let prefix = array(&case.prefix);
        let mut sealer =
            hazmat::attachment_sealer_with_chosen_nonce(&key, &prefix, &mut written).unwrap();
        sealer.write_all(&plaintext).unwrap();
        let sum = sealer.finish().unwrap();
        assert_eq!(hex::encode(sum.sha256), case.sealed_sha256, "{}", case.name);
        assert_eq!(hex::encode(Sha256::digest(&written)), case.sealed_sha256, "{}", case.name);
        // The hash is the same, so a long one written today is the frozen one, byte for byte.
        let frozen = case.sealed.map_or(written, |sealed| bytes(&sealed));
        let mut opened = Vec::new();
        assert_eq!(open_attachment(&key, frozen.as_slice(), &mut opened).unwrap(), sum);
        assert!(opened == plaintext, "{}", case.name);
    }
}

#[derive(Deserialize)]
struct SlotSecrets {
    passphrase: String,
    recovery_code: String,
    vault_key: Hex,
    database_key: Hex,
}

#[test]
fn key_slots_still_unlock() {
    let file = include_bytes!("../vectors/keyslots.json");
    let json = include_str!("../vectors/keyslots-secrets.json");
    let secrets: SlotSecrets = serde_json::from_str(json).unwrap();
    let slots = KeySlots::from_json(file, KdfCost::STANDARD).unwrap();

    let key = slots.unlock_by_passphrase(&Passphrase::new(secrets.passphrase)).unwrap();
    assert_eq!(hex::encode(hazmat::expose(&key)), secrets.vault_key);
    let code = RecoveryCode::parse(&secrets.recovery_code).unwrap();
    assert_eq!(*code.reveal(), secrets.recovery_code);
    let key = slots.unlock_by_recovery(&code).unwrap();
    assert_eq!(hex::encode(hazmat::expose(&key)), secrets.vault_key);
    assert_eq!(hex::encode(hazmat::expose(&key.derive_database_key())), secrets.database_key);
    assert_eq!(slots.to_json().unwrap(), file);
}
