//! The types of secrets: what they do not do.

use sealing::{
    AttachmentKey, BoxKey, DatabaseKey, DeviceKey, FileKey, InvitationSecret, NameKey, Passphrase,
    RecoveryCode, RecoveryKey, RecoveryShare, UserKey, VaultKey, hazmat,
};

/// Fails to compile when the type has the trait.
macro_rules! has_not {
    ($type:ty: $($bound:path),+) => {$(
        const _: fn() = || {
            trait Ambiguous<A> {
                fn item() {}
            }
            impl<T: ?Sized> Ambiguous<()> for T {}
            struct Taken;
            impl<T: ?Sized + $bound> Ambiguous<Taken> for T {}
            <$type as Ambiguous<_>>::item();
        };
    )+};
}

macro_rules! is_secret {
    ($($type:ty),+) => {$(
        has_not!($type: Clone, Copy, serde::Serialize, std::fmt::Display, PartialEq, AsRef<[u8]>);
    )+};
}
is_secret!(VaultKey, DatabaseKey, FileKey, AttachmentKey, NameKey, DeviceKey, BoxKey, UserKey);
is_secret!(Passphrase, RecoveryCode, InvitationSecret, RecoveryKey, RecoveryShare);

#[test]
fn debug_shows_nothing() {
    let vault = VaultKey::make();
    assert_eq!(format!("{:?}", vault.derive_database_key()), "DatabaseKey(…)");
    assert_eq!(format!("{vault:?}"), "VaultKey(…)");
    assert_eq!(format!("{:?}", FileKey::make()), "FileKey(…)");
    assert_eq!(format!("{:?}", AttachmentKey::make()), "AttachmentKey(…)");
    assert_eq!(format!("{:?}", DeviceKey::make()), "DeviceKey(…)");
    assert_eq!(format!("{:?}", NameKey::make()), "NameKey(…)");
    assert_eq!(format!("{:?}", BoxKey::make()), "BoxKey(…)");
    assert_eq!(format!("{:?}", UserKey::make()), "UserKey(…)");
    assert_eq!(format!("{:?}", RecoveryCode::make()), "RecoveryCode(…)");
    assert_eq!(format!("{:?}", InvitationSecret::make()), "InvitationSecret(…)");
    let recovery = RecoveryKey::make();
    assert_eq!(format!("{recovery:?}"), "RecoveryKey(…)");
    assert_eq!(format!("{:?}", recovery.split()[0]), "RecoveryShare(…)");
    assert_eq!(format!("{:?}", Passphrase::new("planted".into())), "Passphrase(…)");
}

#[test]
fn made_keys_differ() {
    assert_ne!(hazmat::expose(&VaultKey::make()), hazmat::expose(&VaultKey::make()));
    assert_ne!(hazmat::expose(&FileKey::make()), hazmat::expose(&FileKey::make()));
    assert_ne!(hazmat::expose(&AttachmentKey::make()), hazmat::expose(&AttachmentKey::make()));
    assert_ne!(hazmat::expose(&DeviceKey::make()), hazmat::expose(&DeviceKey::make()));
    assert_ne!(hazmat::expose(&NameKey::make()), hazmat::expose(&NameKey::make()));
    assert_ne!(hazmat::expose(&BoxKey::make()), hazmat::expose(&BoxKey::make()));
    assert_ne!(hazmat::expose(&UserKey::make()), hazmat::expose(&UserKey::make()));
}

#[test]
fn keys_come_back_from_their_bytes() {
    let file = FileKey::make();
    let again = hazmat::file_key_from_bytes(hazmat::expose(&file));
    assert_eq!(hazmat::expose(&file), hazmat::expose(&again));
    let attachment = AttachmentKey::make();
    let again = hazmat::attachment_key_from_bytes(hazmat::expose(&attachment));
    assert_eq!(hazmat::expose(&attachment), hazmat::expose(&again));
}

#[test]
fn the_database_key_follows_from_the_vault_key_and_is_not_it() {
    let vault = VaultKey::make();
    let database = vault.derive_database_key();
    assert_eq!(hazmat::expose(&database), hazmat::expose(&vault.derive_database_key()));
    assert_ne!(hazmat::expose(&database), hazmat::expose(&vault));
    let other = VaultKey::make().derive_database_key();
    assert_ne!(hazmat::expose(&database), hazmat::expose(&other));
}

#[test]
fn a_passphrase_arrives_in_a_request() {
    let passphrase: Passphrase = serde_json::from_str("\"晚上 八点 敲门\"").unwrap();
    assert!(!passphrase.is_empty());
    assert!(Passphrase::new(String::new()).is_empty());
}
