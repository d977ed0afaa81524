//! Backup and restore.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail")]

mod laptop;

use casework::id::VisitId;
use laptop::{Laptop, PASSPHRASE, cheap, collect, fill, form, later, now, open_case, passphrase};
use std::collections::BTreeMap;
use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use vault::{
    DraftContent, DraftKind, KeySlotsFault, Opener, Progress, Restored, Vault, VaultError, make_id,
};

fn go_on(_: Progress) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

fn back_up(vault: &mut Vault, to: &Path) {
    vault.backup(to, now(), &mut go_on).unwrap();
}

fn restore(laptop: &Laptop, from: &Path) -> Result<Restored, VaultError> {
    Vault::restore(from, &laptop.folder(), cheap(), now(), &mut go_on)
}

/// A laptop with a closed vault, and a backup of it beside it.
fn backed_up() -> (Laptop, PathBuf) {
    let (laptop, mut vault) = Laptop::new();
    fill(&mut vault);
    let to = laptop.beside("one.jiafang");
    back_up(&mut vault, &to);
    vault.close().unwrap();
    (laptop, to)
}

#[test]
fn a_backup_restored_elsewhere_is_the_same_vault() {
    let (laptop, mut vault) = Laptop::new();
    let filled = fill(&mut vault);
    let (dump, identity) = (vault.view_dump().unwrap(), vault.identity().clone());
    let to = laptop.beside("one.jiafang");
    let taken = vault.backup(&to, now(), &mut go_on).unwrap();
    assert_eq!(taken.size, fs::metadata(&to).unwrap().len());
    assert_eq!(taken.attachments, 1);

    let other = Laptop::bare();
    let restored = restore(&other, &to).unwrap();
    assert_eq!(restored, Restored { set_aside: None, attachments_broken: vec![] });
    let mut again = other.unlock().unwrap();
    assert_eq!(again.identity(), &identity);
    assert_eq!(again.view_dump().unwrap(), dump);
    assert_eq!(&again.attachments().read(&filled.photo).unwrap()[..], b"not really a picture");
    assert!(again.verify().unwrap().is_sound());
}

#[test]
fn a_backup_of_a_backup_round_trips() {
    let (_laptop, first) = backed_up();
    let (second, third) = (Laptop::bare(), Laptop::bare());
    restore(&second, &first).unwrap();
    let mut vault = second.unlock().unwrap();
    let dump = vault.view_dump().unwrap();
    back_up(&mut vault, &second.beside("two.jiafang"));
    restore(&third, &second.beside("two.jiafang")).unwrap();
    let mut vault = third.unlock().unwrap();
    assert_eq!(vault.view_dump().unwrap(), dump);
    assert!(vault.verify().unwrap().is_sound());
}

#[test]
fn the_vault_goes_on_after_its_backup_and_the_backup_stands_still() {
    let (laptop, mut vault) = Laptop::new();
    fill(&mut vault);
    let before = vault.view_dump().unwrap();
    back_up(&mut vault, &laptop.beside("one.jiafang"));
    fill(&mut vault);
    let other = Laptop::bare();
    restore(&other, &laptop.beside("one.jiafang")).unwrap();
    assert_eq!(other.unlock().unwrap().view_dump().unwrap(), before);
}

#[test]
fn a_restore_sets_the_old_vault_aside_whole() {
    let (_laptop, backup) = backed_up();
    let laptop = Laptop::closed();
    let old = vault_files(&laptop.folder());
    let set_aside = restore(&laptop, &backup).unwrap().set_aside.unwrap();
    assert_eq!(set_aside, laptop.folder().join("set-aside-20260311-093000"));
    assert_eq!(vault_files(&set_aside), old);
    drop(laptop.unlock().unwrap());
    let second = restore(&laptop, &backup).unwrap().set_aside.unwrap();
    assert_eq!(second, laptop.folder().join("set-aside-20260311-093000-2"));
    assert_eq!(vault_files(&set_aside), old, "the first one is still there");
    let typed = passphrase(PASSPHRASE);
    let opener = Opener::Passphrase(&typed);
    drop(Vault::unlock(&set_aside, opener, cheap(), laptop::rules(), now()).unwrap());
}

/// The files that are the vault, by name.
fn vault_files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    for name in ["keyslots.json", "vault.db"] {
        files.insert(name.to_owned(), fs::read(folder.join(name)).unwrap());
    }
    for entry in fs::read_dir(folder.join("attachments")).unwrap() {
        let path = entry.unwrap().path();
        files.insert(path.file_name().unwrap().to_string_lossy().into(), fs::read(path).unwrap());
    }
    files
}

#[test]
fn an_open_vault_is_not_restored_over() {
    let (laptop, backup) = backed_up();
    let vault = laptop.unlock().unwrap();
    assert!(matches!(restore(&laptop, &backup), Err(VaultError::InUse)));
    drop(vault);
}

#[test]
fn a_damaged_backup_is_refused_and_the_vault_stays() {
    let (laptop, backup) = backed_up();
    let whole = fs::read(&backup).unwrap();
    let before = laptop.bytes();
    let damaged = laptop.beside("damaged.jiafang");
    let refused = |bytes: &[u8], what: &str| {
        fs::write(&damaged, bytes).unwrap();
        let refused = restore(&laptop, &damaged);
        assert!(matches!(refused, Err(VaultError::BackupDamaged)), "{what}: {refused:?}");
        assert_eq!(laptop.bytes(), before, "{what}");
    };
    for keep in [0, 1, 15, 16, 17, 40, 4_000, whole.len() / 2, whole.len() - 33, whole.len() - 1] {
        refused(&whole[..keep], "cut");
    }
    for place in (0..whole.len()).step_by(whole.len() / 97).filter(|place| *place != 15) {
        let mut flipped = whole.clone();
        flipped[place] ^= 4;
        refused(&flipped, &format!("byte {place}"));
    }
    refused(&[whole.as_slice(), b"x"].concat(), "longer");
    refused(b"not a backup at all, but a letter to the station", "a letter");
}

#[test]
fn trust_10_a_newer_backup_is_told_from_a_damaged_one() {
    let (laptop, backup) = backed_up();
    let mut newer = fs::read(&backup).unwrap();
    newer[15] = 2;
    fs::write(&backup, newer).unwrap();
    assert!(matches!(restore(&laptop, &backup), Err(VaultError::BackupTooNew { found: 2 })));
}

#[test]
fn trust_09_a_backup_with_lowered_key_slots_is_refused() {
    let (laptop, backup) = backed_up();
    let before = laptop.bytes();
    let refused =
        Vault::restore(&backup, &laptop.folder(), sealing::KdfCost::STANDARD, now(), &mut go_on);
    assert!(matches!(refused, Err(VaultError::KeySlots(KeySlotsFault::Tampered))));
    assert_eq!(laptop.bytes(), before);
}

#[test]
fn backup_and_restore_tell_how_far_they_are_and_can_be_cancelled() {
    let (laptop, mut vault) = Laptop::new();
    fill(&mut vault);
    let to = laptop.beside("one.jiafang");
    let mut told = Vec::new();
    let mut listen = |progress: Progress| {
        told.push(progress);
        ControlFlow::Continue(())
    };
    vault.backup(&to, now(), &mut listen).unwrap();
    assert!(told.windows(2).all(|pair| pair[0].done < pair[1].done));
    assert_eq!(told.last().map(|last| last.done), told.last().map(|last| last.total));

    let mut stop = |_| ControlFlow::Break(());
    let elsewhere = laptop.beside("two.jiafang");
    assert!(matches!(vault.backup(&elsewhere, now(), &mut stop), Err(VaultError::Cancelled)));
    assert!(!elsewhere.exists());
    assert_eq!(unfinished(&laptop), Vec::<PathBuf>::new());
    vault.close().unwrap();
    let before = laptop.bytes();
    let cancelled = Vault::restore(&to, &laptop.folder(), cheap(), now(), &mut stop);
    assert!(matches!(cancelled, Err(VaultError::Cancelled)));
    assert_eq!(laptop.bytes(), before);
}

/// The folder as it stands, as a kill would leave it.
fn copied(laptop: &Laptop) -> Laptop {
    let copy = Laptop::bare();
    let mut files = BTreeMap::new();
    collect(&laptop.folder(), &mut files);
    for (path, bytes) in files {
        let place = copy.folder().join(path.strip_prefix(laptop.folder()).unwrap_or(&path));
        fs::create_dir_all(place.parent().unwrap()).unwrap();
        fs::write(place, bytes).unwrap();
    }
    copy
}

#[test]
fn what_is_saved_during_a_backup_is_durable_at_once_and_the_backup_is_of_before() {
    let (laptop, mut vault) = Laptop::new();
    fill(&mut vault);
    let (client, case) = open_case(&mut vault);
    let visit = VisitId(make_id(now()));
    let save = |vault: &mut Vault, text: &str| {
        let content = DraftContent::Visit(Box::new(form(text)));
        vault.write(now(), |tx| tx.save_draft(visit, case, client, content)).unwrap();
    };
    save(&mut vault, "先写的");
    let dump = vault.view_dump().unwrap();
    let to = laptop.beside("one.jiafang");
    let still = vault.hold_still(&to).unwrap();
    let file = fs::read(laptop.folder().join("vault.db")).unwrap();
    // Far more than SQLite would leave in the log by itself.
    let long = "后写的".repeat(60_000);
    for turn in 0..20 {
        save(&mut vault, &format!("{turn}{long}"));
    }
    assert!(fs::read(laptop.folder().join("vault.db")).unwrap() == file, "the file stands still");
    let mut told = 0;
    still
        .write(now(), &mut |_| {
            told += 1;
            save(&mut vault, &format!("还在写 {told}"));
            ControlFlow::Continue(())
        })
        .unwrap();
    assert!(told > 2);
    let text =
        |vault: &Vault| match vault.read().draft(visit, DraftKind::Visit).unwrap().unwrap().content
        {
            DraftContent::Visit(form) => form.observations,
            DraftContent::Addendum(text) => text,
        };
    let newest = format!("还在写 {told}");
    let killed = copied(&laptop);
    assert_eq!(text(&killed.unlock().unwrap()), newest, "before the backup was over");
    vault.let_go().unwrap();
    assert_eq!(text(&vault), newest);
    assert!(vault.verify().unwrap().is_sound());

    let other = Laptop::bare();
    restore(&other, &to).unwrap();
    let mut again = other.unlock().unwrap();
    assert_eq!(text(&again), "先写的");
    assert_eq!(again.view_dump().unwrap(), dump);
    assert!(again.verify().unwrap().is_sound());
}

#[test]
fn an_attachment_taken_out_during_a_backup_does_not_end_it() {
    let (laptop, mut vault) = Laptop::new();
    fill(&mut vault);
    let to = laptop.beside("one.jiafang");
    let still = vault.hold_still(&to).unwrap();
    for file in fs::read_dir(laptop.folder().join("attachments")).unwrap() {
        fs::remove_file(file.unwrap().path()).unwrap();
    }
    let taken = still.write(now(), &mut go_on).unwrap();
    vault.let_go().unwrap();
    assert_eq!((taken.attachments, taken.attachments_missing.len()), (0, 1));
    restore(&Laptop::bare(), &to).unwrap();
}

#[test]
fn a_failed_backup_leaves_the_one_before() {
    let (laptop, mut vault) = Laptop::new();
    fill(&mut vault);
    let to = laptop.beside("one.jiafang");
    back_up(&mut vault, &to);
    let good = fs::read(&to).unwrap();
    let mut stop = |_| ControlFlow::Break(());
    assert!(vault.backup(&to, later(60), &mut stop).is_err());
    assert_eq!(fs::read(&to).unwrap(), good);
}

#[test]
fn a_vault_with_a_page_that_does_not_open_is_not_backed_up() {
    let laptop = Laptop::closed();
    let path = laptop.folder().join("vault.db");
    let mut bytes = fs::read(&path).unwrap();
    let middle = bytes.len() - 2_000;
    bytes[middle] ^= 1;
    fs::write(&path, bytes).unwrap();
    let to = laptop.beside("one.jiafang");
    let taken = laptop.unlock().and_then(|mut vault| vault.backup(&to, now(), &mut go_on));
    assert!(matches!(taken, Err(VaultError::Damaged(_))));
    assert!(!to.exists());
}

#[test]
fn missing_and_damaged_attachments_do_not_stop_a_backup_and_are_named() {
    let (laptop, mut vault) = Laptop::new();
    let (gone, altered) = (fill(&mut vault).photo, fill(&mut vault).photo);
    let path = |sealed: &str| laptop.folder().join("attachments").join(sealed);
    fs::remove_file(path(&gone.sealed_sha256)).unwrap();
    fs::write(path(&altered.sealed_sha256), b"altered").unwrap();
    let to = laptop.beside("one.jiafang");
    let taken = vault.backup(&to, now(), &mut go_on).unwrap();
    assert_eq!(taken.attachments_missing, [gone.sealed_sha256]);
    let other = Laptop::bare();
    let restored = restore(&other, &to).unwrap();
    assert_eq!(restored.attachments_broken, [altered.sealed_sha256]);
}

/// What is left of backups that did not come to an end.
fn unfinished(laptop: &Laptop) -> Vec<PathBuf> {
    let beside = fs::read_dir(laptop.beside("")).unwrap().map(|entry| entry.unwrap().path());
    beside.filter(|path| path.to_string_lossy().ends_with(".part")).collect()
}

#[test]
fn a_backup_touches_no_file_but_its_own() {
    let (laptop, mut vault) = Laptop::new();
    fill(&mut vault);
    for name in ["one.part", "one.jiafang.part"] {
        fs::write(laptop.beside(name), b"somebody's own").unwrap();
    }
    back_up(&mut vault, &laptop.beside("one.jiafang"));
    for name in ["one.part", "one.jiafang.part"] {
        assert_eq!(fs::read(laptop.beside(name)).unwrap(), b"somebody's own");
    }
    assert_eq!(unfinished(&laptop).len(), 2, "and none more is left");
}

#[test]
fn no_backup_is_written_into_the_vault() {
    let (laptop, mut vault) = Laptop::new();
    fill(&mut vault);
    let before = laptop.bytes();
    let folder = laptop.folder();
    let mut places = vec![
        folder.join("one.jiafang"),
        folder.join("vault.db"),
        folder.join("attachments/one.jiafang"),
        folder.join("attachments/../one.jiafang"),
    ];
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(&folder, laptop.beside("another name")).unwrap();
        places.push(laptop.beside("another name/one.jiafang"));
    }
    for place in places {
        let refused = vault.backup(&place, now(), &mut go_on);
        assert!(matches!(refused, Err(VaultError::InsideVault)), "{}", place.display());
    }
    assert_eq!(laptop.bytes(), before);
    let nowhere = vault.backup(&laptop.beside("no such folder/one.jiafang"), now(), &mut go_on);
    assert!(matches!(nowhere, Err(VaultError::Disk(_))));
}

#[cfg(unix)]
#[test]
fn a_backup_is_its_owners_alone() {
    use std::os::unix::fs::PermissionsExt;
    let (_laptop, backup) = backed_up();
    assert_eq!(fs::metadata(backup).unwrap().permissions().mode() & 0o777, 0o600);
}

#[test]
fn files_that_only_a_note_of_a_newer_version_may_name_go_along() {
    let (laptop, mut vault) = Laptop::new();
    let filled = fill(&mut vault);
    let nameless = laptop::attachment(&vault.attachments().put(b"for a note of tomorrow").unwrap());
    let to = laptop.beside("one.jiafang");
    assert_eq!(vault.backup(&to, now(), &mut go_on).unwrap().attachments, 2);
    let other = Laptop::bare();
    restore(&other, &to).unwrap();
    let again = other.unlock().unwrap();
    for photo in [&filled.photo, &nameless] {
        assert!(again.attachments().read(photo).is_ok());
    }
}
