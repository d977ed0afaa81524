//! The sample caseload: beside the real vault, and never in it.

use super::{desk, refused};
use desk::failure::Code;
use serde_json::{Value, json};
use std::fs;
use testkit::{PASSPHRASE, Worker};

fn status(worker: &Worker) -> Value {
    worker.call("vault_status", json!({})).unwrap()
}

fn open_sample(worker: &Worker) {
    worker.call("vault_open_sample", json!({})).unwrap();
}

#[test]
fn it_opens_filled_locks_with_a_passphrase_for_all_and_is_left() {
    let worker = Worker::with_new_laptop().unwrap();
    open_sample(&worker);
    let open = status(&worker);
    assert_eq!((&open["state"], &open["sample"]), (&json!("open"), &json!(true)));
    let today = worker.call("today_get", json!({})).unwrap();
    assert_eq!(today["clients"], 12);
    worker.call("vault_lock", json!({})).unwrap();
    let passphrase = status(&worker)["sample_passphrase"].clone();
    worker.call("vault_unlock", json!({"passphrase": passphrase})).unwrap();
    worker.call("vault_leave_sample", json!({})).unwrap();
    let left = status(&worker);
    assert_eq!((&left["state"], &left["sample"]), (&json!("absent"), &json!(false)));
    assert_eq!(left["sample_passphrase"], Value::Null);
}

#[test]
fn it_never_mixes_with_the_real_vault() {
    let desk = desk();
    let worker = &desk.worker;
    open_sample(worker);
    assert_eq!(refused(worker, "case_get", json!({"id": desk.case})), Code::NotFound);
    let hidden = worker.call("search_find", json!({"text": "水井旁", "limit": 9})).unwrap();
    assert_eq!(hidden["hits"], json!([]));
    worker.call("vault_leave_sample", json!({})).unwrap();
    worker.unlock().unwrap();
    let today = worker.call("today_get", json!({})).unwrap();
    assert_eq!((&today["clients"], &today["cases"]), (&json!(1), &json!(1)));
}

#[test]
fn what_was_tried_out_in_it_is_there_again() {
    let worker = Worker::with_new_laptop().unwrap();
    open_sample(&worker);
    let client = worker.register(testkit::forms::elder()).unwrap();
    let worker = worker.restarted();
    assert_eq!(status(&worker)["sample"], false, "a start begins at one's own door");
    open_sample(&worker);
    worker.call("client_get", json!({"id": client})).unwrap();
}

#[test]
fn leaving_it_without_being_in_it_closes_nothing() {
    let desk = desk();
    desk.worker.call("vault_leave_sample", json!({})).unwrap();
    assert_eq!(status(&desk.worker)["state"], "open");
}

#[test]
fn a_vault_of_ones_own_can_be_made_from_within_it() {
    let worker = Worker::with_new_laptop().unwrap();
    open_sample(&worker);
    let weak = json!({"passphrase": "1", "station": "向阳社工站", "person": "林晓岚"});
    assert_eq!(refused(&worker, "vault_create", weak), Code::WeakPassphrase);
    assert_eq!(status(&worker)["sample"], true, "a slip does not close it");
    let own = json!({"passphrase": PASSPHRASE, "station": "向阳社工站", "person": "林晓岚"});
    worker.call("vault_create", own.clone()).unwrap();
    assert_eq!(status(&worker)["sample"], false);
    assert_eq!(worker.call("today_get", json!({})).unwrap()["clients"], 0);
    open_sample(&worker);
    assert_eq!(refused(&worker, "vault_create", own), Code::VaultExists);
    assert_eq!(status(&worker)["sample"], true);
}

#[test]
fn its_passphrase_and_code_stay_as_they_are_and_it_is_never_backed_up() {
    let worker = Worker::with_new_laptop().unwrap();
    open_sample(&worker);
    let passphrase = status(&worker)["sample_passphrase"].clone();
    let change = json!({"current": passphrase, "new": PASSPHRASE});
    assert_eq!(refused(&worker, "vault_change_passphrase", change), Code::NotForSample);
    let renew = json!({"passphrase": passphrase});
    assert_eq!(refused(&worker, "vault_renew_recovery", renew), Code::NotForSample);
    assert_eq!(refused(&worker, "vault_backup", json!({})), Code::NotForSample);
}

#[test]
fn half_a_sample_left_by_a_program_that_was_closed_is_made_anew() {
    let worker = Worker::with_new_laptop().unwrap();
    fs::create_dir(worker.folder().join("sample.making")).unwrap();
    fs::write(worker.folder().join("sample.making/vault.db"), b"half").unwrap();
    open_sample(&worker);
    assert_eq!(worker.call("today_get", json!({})).unwrap()["clients"], 12);
    assert!(!worker.folder().join("sample.making").exists());
}

#[test]
fn a_restore_from_within_it_goes_to_the_real_place() {
    let desk = desk();
    let stick = tempfile::tempdir().unwrap();
    desk.worker.host.pick(stick.path().join("a.jiafang"));
    desk.worker.call("vault_backup", json!({})).unwrap();
    let second = Worker::with_new_laptop().unwrap();
    open_sample(&second);
    second.host.pick(stick.path().join("a.jiafang"));
    second.call("vault_restore", json!({})).unwrap();
    assert_eq!(status(&second)["sample"], false);
    second.unlock().unwrap();
    second.call("case_get", json!({"id": desk.case})).unwrap();
    open_sample(&second);
    assert_eq!(second.call("today_get", json!({})).unwrap()["clients"], 12);
}
