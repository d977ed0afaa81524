//! Backup and restore, verifying and rebuilding.

use super::{desk, refused};
use desk::failure::Code;
use desk::host::Event;
use serde_json::{Value, json};
use std::fs;
use std::path::PathBuf;
use tempfile::TempDir;
use testkit::{PASSPHRASE, Worker, forms, photo};

/// A backup on a stick, of a vault with one signed visit that has a photo.
struct Stick {
    folder: TempDir,
    desk: super::Desk,
    visit: String,
}

impl Stick {
    fn new() -> Self {
        let desk = desk();
        let visit = desk.draft();
        desk.worker.attach(&visit, "灶台.jpg", &photo::plain(), false).unwrap();
        let request = json!({"id": visit, "form": forms::visit()});
        desk.worker.call("visit_sign", request).unwrap();
        let stick = Self { folder: tempfile::tempdir().unwrap(), desk, visit };
        stick.desk.worker.host.pick(stick.file());
        stick.desk.worker.call("vault_backup", json!({})).unwrap();
        stick
    }

    fn file(&self) -> PathBuf {
        self.folder.path().join("jiafang.jiafang")
    }

    /// Restores onto a laptop.
    fn restore(&self, worker: &Worker) -> Result<Value, Code> {
        worker.host.pick(self.file());
        worker.try_call("vault_restore", json!({})).map_err(|failure| failure.code)
    }
}

#[test]
fn a_backup_is_one_file_named_by_its_day_and_shows_progress() {
    let stick = Stick::new();
    let worker = &stick.desk.worker;
    assert_eq!(worker.host.suggested(), ["jiafang-20260302-0900.jiafang"]);
    let events = worker.host.events();
    assert!(events.iter().any(|event| matches!(
        event,
        Event::Progress { command, done, total } if command == "vault_backup" && done == total
    )));
    worker.host.pick(stick.file());
    let taken = worker.call("vault_backup", json!({})).unwrap();
    assert_eq!(taken["path"], stick.file().display().to_string());
    assert_eq!(taken["size"], fs::metadata(stick.file()).unwrap().len());
    assert_eq!(taken["attachments_missing"], 0);
}

#[test]
fn nothing_chosen_nothing_done() {
    let desk = desk();
    let taken = desk.worker.call("vault_backup", json!({})).unwrap();
    assert_eq!(taken["path"], Value::Null);
    let restored = desk.worker.call("vault_restore", json!({})).unwrap();
    assert_eq!(restored, json!({"restored": false, "set_aside": null}));
    desk.worker.call("case_get", json!({"id": desk.case})).expect("still open");
}

#[test]
fn a_missing_attachment_is_told_and_the_rest_is_taken() {
    let stick = Stick::new();
    let worker = &stick.desk.worker;
    for file in fs::read_dir(worker.folder().join("attachments")).unwrap() {
        fs::remove_file(file.unwrap().path()).unwrap();
    }
    worker.host.pick(stick.file());
    let taken = worker.call("vault_backup", json!({})).unwrap();
    assert_eq!(taken["attachments_missing"], 1);
}

#[test]
fn a_backup_that_cannot_be_written_is_a_fault_of_the_disk() {
    let desk = desk();
    desk.worker.host.pick("/nowhere/at/all/jiafang.jiafang");
    assert_eq!(refused(&desk.worker, "vault_backup", json!({})), Code::DiskFault);
    desk.worker.call("session_profile", json!({})).expect("still open");
}

#[test]
fn trust_30_a_second_laptop_has_everything_after_a_restore() {
    let stick = Stick::new();
    let second = Worker::with_new_laptop().unwrap();
    let restored = stick.restore(&second).unwrap();
    assert_eq!(restored, json!({"restored": true, "set_aside": null}));
    second.unlock().unwrap();
    let there = second.call("visit_get", json!({"id": stick.visit})).unwrap();
    assert_eq!(there, stick.desk.shown(&stick.visit));
    let photo = &there["note"]["form"]["attachments"][0];
    let bytes = second.read(&stick.visit, photo, false).unwrap();
    assert_eq!(bytes, stick.desk.worker.read(&stick.visit, photo, false).unwrap());
    let verified = second.call("vault_verify", json!({})).unwrap();
    assert_eq!(verified["broken"], json!([]));
    assert_eq!(verified["attachments_broken"], json!([]));
}

#[test]
fn a_vault_that_is_there_is_set_aside_whole() {
    let stick = Stick::new();
    let second = desk();
    let kept = second.signed();
    let restored = stick.restore(&second.worker).unwrap();
    let aside = PathBuf::from(restored["set_aside"].as_str().unwrap());
    let status = second.worker.call("vault_status", json!({})).unwrap();
    assert_eq!(status["state"], "locked");
    second.worker.unlock().unwrap();
    let gone = refused(&second.worker, "visit_get", json!({"id": kept}));
    assert_eq!(gone, Code::NotFound, "it is the other vault now");
    second.worker.call("visit_get", json!({"id": stick.visit})).unwrap();
    second.worker.call("vault_lock", json!({})).unwrap();
    for part in ["vault.db", "keyslots.json", "attachments"] {
        let place = second.worker.folder().join(part);
        let _ = fs::remove_dir_all(&place).or_else(|_| fs::remove_file(&place));
        fs::rename(aside.join(part), place).unwrap();
    }
    second.worker.unlock().unwrap();
    second.worker.call("visit_get", json!({"id": kept})).expect("what was set aside is whole");
}

#[test]
fn a_damaged_backup_leaves_the_vault_that_is_there() {
    let stick = Stick::new();
    let whole = fs::read(stick.file()).unwrap();
    let second = desk();
    let mut newer = whole.clone();
    newer[15] = 9;
    let mut flipped = whole.clone();
    flipped[whole.len() / 2] ^= 1;
    for (bytes, expected) in [
        (Vec::new(), Code::BackupDamaged),
        (b"%PDF-1.7".to_vec(), Code::BackupDamaged),
        (whole[..whole.len() - 1].to_vec(), Code::BackupDamaged),
        (flipped, Code::BackupDamaged),
        (newer, Code::BackupTooNew),
    ] {
        fs::write(stick.file(), bytes).unwrap();
        assert_eq!(stick.restore(&second.worker), Err(expected));
        second.worker.unlock().unwrap();
        second.worker.call("case_get", json!({"id": second.case})).unwrap();
    }
    let names = fs::read_dir(second.worker.folder()).unwrap();
    let aside =
        names.filter(|name| name.as_ref().unwrap().file_name().to_string_lossy().contains("aside"));
    assert_eq!(aside.count(), 0);
}

#[test]
fn a_restore_while_another_window_has_the_vault_is_refused() {
    let stick = Stick::new();
    let worker = Worker::with_open_vault().unwrap();
    let second = worker.second_window();
    worker.host.pick(stick.file());
    assert_eq!(second.call("vault_restore", json!({})).unwrap_err().code, Code::VaultInUse);
    worker.call("session_profile", json!({})).expect("the first window is not disturbed");
}

#[test]
fn the_whole_log_verifies_and_the_views_follow_from_it() {
    let desk = desk();
    desk.signed();
    let verified = desk.worker.call("vault_verify", json!({})).unwrap();
    assert_eq!(verified["broken"], json!([]));
    assert_eq!(verified["views_match"], true);
    assert_eq!(verified["devices"], 1);
    let rebuilt = desk.worker.call("vault_rebuild", json!({})).unwrap();
    assert_eq!(rebuilt["changes"], verified["changes"]);
    assert!(rebuilt["changes"].as_u64().unwrap() > 10);
}

#[test]
fn a_missing_attachment_is_named_by_a_verification() {
    let stick = Stick::new();
    let worker = &stick.desk.worker;
    let folder = worker.folder().join("attachments");
    let file = fs::read_dir(folder).unwrap().next().unwrap().unwrap();
    fs::remove_file(file.path()).unwrap();
    let verified = worker.call("vault_verify", json!({})).unwrap();
    assert_eq!(verified["attachments_broken"], json!([file.file_name().to_str().unwrap()]));
    let photo = &stick.desk.shown(&stick.visit)["note"]["form"]["attachments"][0];
    let missing = worker.read(&stick.visit, photo, false).unwrap_err();
    assert_eq!(missing.code, Code::AttachmentMissing);
}

#[test]
fn a_restored_vault_opens_with_the_passphrase_it_had() {
    let stick = Stick::new();
    let worker = &stick.desk.worker;
    let request = json!({"current": PASSPHRASE, "new": "晒谷场 边上 两棵 老柿树"});
    worker.call("vault_change_passphrase", request).unwrap();
    stick.restore(worker).unwrap();
    worker.unlock().unwrap();
}

#[test]
fn a_backup_into_the_vaults_own_folder_is_refused() {
    let desk = desk();
    for name in ["copy.jiafang", "vault.db", "attachments/x"] {
        desk.worker.host.pick(desk.worker.folder().join(name));
        assert_eq!(refused(&desk.worker, "vault_backup", json!({})), Code::InsideVault, "{name}");
    }
    desk.worker.call("case_get", json!({"id": desk.case})).expect("nothing was replaced");
}
