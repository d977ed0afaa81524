//! Making a vault, unlocking and locking it.

use super::refused;
use chrono::TimeDelta;
use desk::failure::Code;
use desk::host::Event;
use serde_json::{Value, json};
use testkit::{PASSPHRASE, Worker, forms};

fn founding() -> Value {
    json!({"passphrase": PASSPHRASE, "station": "向阳社工站", "person": "林晓岚"})
}

fn state(worker: &Worker) -> Value {
    worker.call("vault_status", json!({})).unwrap()["state"].clone()
}

#[test]
fn a_laptop_that_nobody_used_has_no_vault() {
    let worker = Worker::with_new_laptop().unwrap();
    let status = worker.call("vault_status", json!({})).unwrap();
    assert_eq!(status["state"], "absent");
    assert_eq!(status["wait_seconds"], 0);
    assert_eq!(status["sample"], false);
    assert_eq!(status["sample_passphrase"], Value::Null);
    assert_eq!(status["folder"], worker.folder().display().to_string());
    let request = json!({"passphrase": PASSPHRASE});
    assert_eq!(refused(&worker, "vault_unlock", request), Code::NoVault);
}

#[test]
fn a_new_vault_is_open_and_its_code_has_seven_groups() {
    let worker = Worker::with_new_laptop().unwrap();
    let made = worker.call("vault_create", founding()).unwrap();
    let groups = made["recovery_code"].as_array().unwrap();
    assert_eq!(groups.len(), 7);
    assert!(groups.iter().all(|group| group.as_str().unwrap().len() == 5));
    assert_eq!(state(&worker), "open");
    let profile = worker.call("session_profile", json!({})).unwrap();
    assert_eq!(profile["station"], "向阳社工站");
    assert_eq!(profile["person_name"], "林晓岚");
}

#[test]
fn a_vault_without_names_or_with_a_weak_passphrase_is_not_made() {
    let worker = Worker::with_new_laptop().unwrap();
    for (field, name) in [("station", " \u{200b}"), ("person", ""), ("person", &"长".repeat(101))]
    {
        let request = forms::with(founding(), json!({field: name}));
        let failure = super::failure(&worker, "vault_create", request);
        assert_eq!(super::problems(&failure)[0].0, field);
    }
    for weak in ["", "12345678", "林晓岚林晓岚", "password1"] {
        let request = forms::with(founding(), json!({"passphrase": weak}));
        assert_eq!(refused(&worker, "vault_create", request), Code::WeakPassphrase, "{weak}");
    }
    assert_eq!(state(&worker), "absent");
}

#[test]
fn a_second_vault_is_not_made_over_the_first_be_it_open_or_locked() {
    let worker = Worker::with_open_vault().unwrap();
    assert_eq!(refused(&worker, "vault_create", founding()), Code::VaultExists);
    assert_eq!(state(&worker), "open", "and the open one stays open");
    worker.call("vault_lock", json!({})).unwrap();
    assert_eq!(refused(&worker, "vault_create", founding()), Code::VaultExists);
    worker.unlock().unwrap();
}

#[test]
fn locking_is_told_once_and_a_locked_vault_opens_again() {
    let worker = Worker::with_open_vault().unwrap();
    worker.call("vault_lock", json!({})).unwrap();
    worker.call("vault_lock", json!({})).unwrap();
    assert_eq!(worker.host.events(), [Event::Locked]);
    assert_eq!(state(&worker), "locked");
    worker.unlock().unwrap();
    worker.unlock().unwrap();
    assert_eq!(state(&worker), "open");
}

#[test]
fn trust_40_a_wrong_passphrase_waits_longer_each_time_and_nobody_is_locked_out() {
    let worker = Worker::with_open_vault().unwrap();
    worker.call("vault_lock", json!({})).unwrap();
    let wrong = || json!({"passphrase": "山里的灯亮着"});
    let mut waits = Vec::new();
    for _ in 0..9 {
        assert_eq!(refused(&worker, "vault_unlock", wrong()), Code::WrongPassphrase);
        let status = worker.call("vault_status", json!({})).unwrap();
        let wait = status["wait_seconds"].as_i64().unwrap();
        waits.push(wait);
        if wait > 0 {
            let failure =
                super::failure(&worker, "vault_unlock", json!({"passphrase": PASSPHRASE}));
            assert_eq!(failure.code, Code::WaitBeforeRetry, "even the right one waits");
            assert_eq!(failure.detail, Some(wait.to_string()));
        }
        worker.host.pass(TimeDelta::seconds(wait));
    }
    assert_eq!(waits, [0, 0, 1, 2, 4, 8, 16, 30, 30]);
    worker.unlock().unwrap();
    worker.call("vault_lock", json!({})).unwrap();
    assert_eq!(refused(&worker, "vault_unlock", wrong()), Code::WrongPassphrase);
    worker.unlock().unwrap();
}

#[test]
fn trust_40_guesses_made_side_by_side_wait_as_those_in_turn() {
    let worker = Worker::with_open_vault().unwrap();
    worker.call("vault_lock", json!({})).unwrap();
    let guess = || worker.try_call("vault_unlock", json!({"passphrase": "山里的灯亮着"}));
    let codes: Vec<Code> = std::thread::scope(|scope| {
        let guesses: Vec<_> = (0..16).map(|_| scope.spawn(guess)).collect();
        guesses.into_iter().map(|guess| guess.join().unwrap().unwrap_err().code).collect()
    });
    let tried = codes.iter().filter(|code| **code == Code::WrongPassphrase).count();
    assert_eq!(tried, 3, "two slips are free, the third begins the wait: {codes:?}");
}

#[test]
fn a_double_click_unlocks_once() {
    let worker = Worker::with_open_vault().unwrap();
    worker.call("vault_lock", json!({})).unwrap();
    std::thread::scope(|scope| {
        let clicks: Vec<_> = (0..4).map(|_| scope.spawn(|| worker.unlock())).collect();
        clicks.into_iter().for_each(|click| click.join().unwrap().unwrap());
    });
}

#[test]
fn trust_33_another_window_does_not_open_the_same_vault() {
    let worker = Worker::with_open_vault().unwrap();
    let second = worker.second_window();
    let refused = second.call("vault_unlock", json!({"passphrase": PASSPHRASE}));
    assert_eq!(refused.unwrap_err().code, Code::VaultInUse);
    let status = second.call("vault_status", json!({})).unwrap();
    assert_eq!(status["state"], "locked");
    worker.call("vault_lock", json!({})).unwrap();
    second.call("vault_unlock", json!({"passphrase": PASSPHRASE})).unwrap();
}

#[test]
fn how_good_a_passphrase_is_is_told_while_it_is_typed() {
    let worker = Worker::with_new_laptop().unwrap();
    let strength = |passphrase: &str, hints: &[&str]| {
        let request = json!({"passphrase": passphrase, "hints": hints});
        worker.call("vault_strength", request).unwrap()
    };
    let good = strength(PASSPHRASE, &["林晓岚"]);
    assert_eq!((&good["enough"], &good["score"]), (&json!(true), &json!(4)));
    let bad = strength("林晓岚1990", &["林晓岚"]);
    assert_eq!(bad["enough"], false);
    assert!(!bad["advice"].as_array().unwrap().is_empty());
}

#[test]
fn the_state_is_told_whatever_lies_in_the_folder() {
    let worker = Worker::with_new_laptop().unwrap();
    std::fs::write(worker.folder().join("keyslots.json"), b"").unwrap();
    assert_eq!(state(&worker), "locked");
    std::fs::remove_file(worker.folder().join("keyslots.json")).unwrap();
    std::fs::create_dir(worker.folder().join("vault.db")).unwrap();
    assert_eq!(state(&worker), "locked");
    std::fs::remove_dir_all(worker.folder()).unwrap();
    assert_eq!(state(&worker), "absent");
}
