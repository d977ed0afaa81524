//! What is sealed, and codes that are typed.

use sealing::{
    InvitationSecret, KeySlots, RecoveryCode, RecoveryKey, RecoveryShare, VaultId, hazmat,
    open_attachment, open_name, open_with, unlock_parcel_key, unwrap_previous,
};

/// The secret that the input begins with, and the rest: so that what was really sealed is opened.
fn with_secret(bytes: &[u8]) -> Option<(&[u8; 32], &[u8])> {
    bytes.split_first_chunk()
}

pub(crate) fn seal(bytes: &[u8]) {
    let Some((secret, sealed)) = with_secret(bytes) else { return };
    let key = hazmat::file_key_from_bytes(secret);
    let _ = sealing::open(&key, b"", sealed);
    let _ = unwrap_previous(&key, b"info", &[9; 32], sealed);
    let _ = open_name(&hazmat::name_key_from_bytes(secret), b"", sealed);
}

pub(crate) fn lockbox(bytes: &[u8]) {
    let Some((secret, lockbox)) = with_secret(bytes) else { return };
    let (person, device) =
        (hazmat::user_key_from_bytes(secret), hazmat::box_key_from_bytes(secret));
    let _ = open_with(&person, b"info", b"aad", lockbox);
    let _ = open_with(&device, b"", b"", lockbox);
    let _ = unlock_parcel_key(&person, b"info", lockbox);
    let _ = sealing::unlock_file_key(&person, b"info", &[9; 32], lockbox);
    let _ = sealing::unlock_user_key(&device, b"info", &person.public(), lockbox);
}

pub(crate) fn attachment(bytes: &[u8]) {
    let Some((secret, sealed)) = with_secret(bytes) else { return };
    let mut opened = Vec::new();
    let key = hazmat::attachment_key_from_bytes(secret);
    if let Ok(sum) = open_attachment(&key, sealed, &mut opened) {
        assert_eq!(sum.plain_len, opened.len() as u64);
        assert_eq!(sum.sealed_len, sealed.len() as u64);
    }
}

/// A typed code, and the bundle that follows it after a line's end.
pub(crate) fn invitation(bytes: &[u8]) {
    let end = bytes.iter().position(|byte| *byte == b'\n').unwrap_or(bytes.len());
    let (code, bundle) = bytes.split_at(end);
    let Ok(secret) = InvitationSecret::parse(&String::from_utf8_lossy(code)) else { return };
    let again = InvitationSecret::parse(&secret.reveal());
    assert!(again.is_ok_and(|again| again.lookup() == secret.lookup()), "one code, two secrets");
    let _ = secret.open_bundle(bundle.get(1..).unwrap_or_default());
}

/// Codes and sheets of paper: two lines are two sheets.
pub(crate) fn recovery(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    if let Ok(code) = RecoveryCode::parse(&text) {
        assert!(RecoveryCode::parse(&code.reveal()).is_ok(), "what is printed is read");
    }
    let sheets: Vec<_> = text.lines().take(2).map(RecoveryShare::parse).collect();
    if let [Ok(one), Ok(other)] = sheets.as_slice()
        && let Ok(key) = RecoveryKey::join(one, other)
    {
        assert!(
            RecoveryKey::join(other, one)
                .is_ok_and(|again| { again.user_key().public() == key.user_key().public() })
        );
    }
}

pub(crate) fn keyslots(bytes: &[u8]) {
    // The least cost there is: the file says how much it takes, and asks for no more than it may.
    if let Ok(slots) = KeySlots::from_json(bytes, hazmat::cheap_kdf_cost()) {
        assert!(slots.to_json().is_ok());
        let _ = slots.check_vault(VaultId([0; 16]));
    }
}
