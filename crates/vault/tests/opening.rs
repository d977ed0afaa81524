//! Making a vault, and what opens it.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail")]

mod laptop;

use laptop::{Laptop, PASSPHRASE, cheap, fill, now, passphrase, rules};
use sealing::{KdfCost, RecoveryCode};
use vault::{KeySlotsFault, Opener, Vault, VaultError};

const OTHER: &str = "七点半的渡船开往对岸的集市";

#[test]
fn a_new_vault_knows_whose_it_is_and_opens_again() {
    let (laptop, vault) = Laptop::new();
    let identity = vault.identity().clone();
    assert_eq!(identity.station, "青禾社工站");
    assert_eq!(identity.person_name, "林晓");
    vault.close().unwrap();
    assert_eq!(laptop.unlock().unwrap().identity(), &identity);
}

#[test]
fn trust_40_a_wrong_passphrase_opens_nothing_and_changes_nothing() {
    let laptop = Laptop::closed();
    let before = laptop.bytes();
    for wrong in ["", OTHER, "秋天的稻田里有三只白鹭。"] {
        assert!(matches!(laptop.unlock_with(wrong), Err(VaultError::WrongPassphrase)));
    }
    assert_eq!(laptop.bytes(), before);
}

#[test]
fn what_was_written_is_there_again() {
    let (laptop, mut vault) = Laptop::new();
    let filled = fill(&mut vault);
    let state = vault.read().state(filled.visit.into()).unwrap();
    drop(vault);
    let again = laptop.unlock().unwrap();
    assert_eq!(again.read().state(filled.visit.into()).unwrap(), state);
    assert!(state.note().is_some());
    assert_eq!(state.addenda().len(), 1);
}

#[test]
fn the_recovery_code_opens_and_sets_a_new_passphrase() {
    let (laptop, vault, code) = Laptop::with_recovery();
    drop(vault);
    let typed = RecoveryCode::parse(&code.reveal()).unwrap();
    let opener = Opener::Recovery(&typed);
    let mut vault = Vault::unlock(&laptop.folder(), opener, cheap(), rules(), now()).unwrap();
    vault.change_passphrase(opener, &passphrase(OTHER)).unwrap();
    drop(vault);
    assert!(matches!(laptop.unlock_with(PASSPHRASE), Err(VaultError::WrongPassphrase)));
    drop(laptop.unlock_with(OTHER).unwrap());
    let again = Vault::unlock(&laptop.folder(), opener, cheap(), rules(), now());
    assert!(again.is_ok(), "the code outlives the passphrase");
}

#[test]
fn a_confirmed_recovery_code_ends_the_old_one() {
    let (laptop, mut vault, old) = Laptop::with_recovery();
    let typed = passphrase(PASSPHRASE);
    let (proposed, new) = vault.propose_recovery(Opener::Passphrase(&typed)).unwrap();
    vault.confirm_recovery(Some(&proposed), &new).unwrap();
    drop(vault);
    let unlock =
        |code| Vault::unlock(&laptop.folder(), Opener::Recovery(code), cheap(), rules(), now());
    assert!(matches!(unlock(&old), Err(VaultError::WrongRecoveryCode)));
    drop(unlock(&new).unwrap());
}

#[test]
fn a_code_that_was_never_typed_back_takes_nothing_from_the_old_one() {
    let (laptop, vault, old) = Laptop::with_recovery();
    let before = laptop.bytes();
    let typed = passphrase(PASSPHRASE);
    let (proposed, new) = vault.propose_recovery(Opener::Passphrase(&typed)).unwrap();
    assert_eq!(laptop.bytes(), before, "a proposal is written nowhere");
    drop((proposed, vault));
    let unlock =
        |code| Vault::unlock(&laptop.folder(), Opener::Recovery(code), cheap(), rules(), now());
    assert!(matches!(unlock(&new), Err(VaultError::WrongRecoveryCode)));
    drop(unlock(&old).unwrap());
}

#[test]
fn a_proposed_code_is_confirmed_by_itself_alone() {
    let (laptop, mut vault, old) = Laptop::with_recovery();
    let typed = passphrase(PASSPHRASE);
    let (proposed, _new) = vault.propose_recovery(Opener::Passphrase(&typed)).unwrap();
    let before = laptop.bytes();
    let refused = vault.confirm_recovery(Some(&proposed), &old);
    assert!(matches!(refused, Err(VaultError::WrongRecoveryCode)));
    assert_eq!(laptop.bytes(), before);
}

#[test]
fn a_first_code_is_unchecked_until_it_is_typed_back() {
    let (laptop, vault, code) = Laptop::with_recovery();
    assert!(vault.recovery_is_unchecked().unwrap());
    vault.close().unwrap();
    let mut vault = laptop.unlock().unwrap();
    assert!(vault.recovery_is_unchecked().unwrap(), "it outlives the program");
    let wrong = RecoveryCode::make();
    assert!(matches!(vault.confirm_recovery(None, &wrong), Err(VaultError::WrongRecoveryCode)));
    assert!(vault.recovery_is_unchecked().unwrap());
    vault.confirm_recovery(None, &code).unwrap();
    drop(vault);
    assert!(!laptop.unlock().unwrap().recovery_is_unchecked().unwrap());
}

#[test]
fn a_new_code_that_was_typed_back_settles_the_first_one() {
    let (_laptop, mut vault, _) = Laptop::with_recovery();
    let typed = passphrase(PASSPHRASE);
    let (proposed, new) = vault.propose_recovery(Opener::Passphrase(&typed)).unwrap();
    assert!(vault.recovery_is_unchecked().unwrap());
    vault.confirm_recovery(Some(&proposed), &new).unwrap();
    assert!(!vault.recovery_is_unchecked().unwrap());
}

#[test]
fn a_code_that_opened_the_vault_is_on_paper() {
    let (_laptop, mut vault, code) = Laptop::with_recovery();
    let typed = passphrase(PASSPHRASE);
    vault.change_passphrase(Opener::Passphrase(&typed), &passphrase(OTHER)).unwrap();
    assert!(vault.recovery_is_unchecked().unwrap(), "the passphrase says nothing of the sheet");
    vault.change_passphrase(Opener::Recovery(&code), &passphrase(PASSPHRASE)).unwrap();
    assert!(!vault.recovery_is_unchecked().unwrap());
}

#[test]
fn a_new_passphrase_needs_the_old_one() {
    let (laptop, mut vault) = Laptop::new();
    let before = laptop.bytes();
    let wrong = passphrase("不是这一句");
    let refused = vault.change_passphrase(Opener::Passphrase(&wrong), &passphrase(OTHER));
    assert!(matches!(refused, Err(VaultError::WrongPassphrase)));
    assert_eq!(laptop.bytes(), before);
}

#[test]
fn no_vault_is_made_over_another() {
    let laptop = Laptop::closed();
    let before = laptop.bytes();
    assert!(matches!(laptop.create(), Err(VaultError::VaultExists)));
    assert_eq!(laptop.bytes(), before);
}

#[test]
fn where_there_is_none_there_is_none() {
    let laptop = Laptop::bare();
    assert!(!Vault::is_there(&laptop.folder()));
    assert!(matches!(laptop.unlock(), Err(VaultError::NoVault)));
    assert!(!laptop.folder().exists(), "looking makes nothing");
}

#[test]
fn trust_09_slots_below_the_floor_are_refused_before_any_guess() {
    let laptop = Laptop::closed();
    let typed = passphrase(PASSPHRASE);
    let opener = Opener::Passphrase(&typed);
    let refused = Vault::unlock(&laptop.folder(), opener, KdfCost::STANDARD, rules(), now());
    assert!(matches!(refused, Err(VaultError::KeySlots(KeySlotsFault::Tampered))));
}

#[cfg(unix)]
#[test]
fn the_folder_is_its_owners_alone() {
    use std::os::unix::fs::PermissionsExt;
    let laptop = Laptop::closed();
    let mode = |name: &str| {
        let path = laptop.folder().join(name);
        std::fs::metadata(path).unwrap().permissions().mode() & 0o777
    };
    assert_eq!(mode(""), 0o700);
    assert_eq!(mode("attachments"), 0o700);
    assert_eq!(mode("keyslots.json"), 0o600);
    assert_eq!(mode("vault.db"), 0o600);
}

#[cfg(unix)]
#[test]
fn a_folder_that_was_open_to_others_is_closed_to_them() {
    use std::fs::{Permissions, create_dir_all, metadata, set_permissions};
    use std::os::unix::fs::PermissionsExt;
    let laptop = Laptop::bare();
    create_dir_all(laptop.folder()).unwrap();
    let names = [
        "",
        "attachments",
        "keyslots.json",
        "vault.db",
        "vault.db-wal",
        "vault.db-shm",
        "vault.lock",
    ];
    let modes = || {
        names.map(|name| metadata(laptop.folder().join(name)).unwrap().permissions().mode() & 0o777)
    };
    let private = [0o700, 0o700, 0o600, 0o600, 0o600, 0o600, 0o600];
    set_permissions(laptop.folder(), Permissions::from_mode(0o755)).unwrap();
    let (mut vault, _) = laptop.create().unwrap();
    fill(&mut vault);
    assert_eq!(modes(), private, "made in a folder that was there");
    vault.close().unwrap();

    let everybody = |name: &str, mode| {
        set_permissions(laptop.folder().join(name), Permissions::from_mode(mode))
    };
    everybody("", 0o777).unwrap();
    everybody("vault.db", 0o644).unwrap();
    everybody("keyslots.json", 0o666).unwrap();
    let mut vault = laptop.unlock().unwrap();
    fill(&mut vault);
    assert_eq!(modes(), private, "copied back by hand");
}
