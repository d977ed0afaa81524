//! Passphrase and recovery code: changed, used, printed.

use super::{failure, refused};
use chrono::TimeDelta;
use desk::failure::Code;
use serde_json::json;
use testkit::{PASSPHRASE, Worker};

const NEW: &str = "晒谷场 边上 两棵 老柿树";

fn locked() -> Worker {
    let worker = Worker::with_open_vault().unwrap();
    worker.call("vault_lock", json!({})).unwrap();
    worker
}

fn opens(worker: &Worker, passphrase: &str) -> bool {
    worker.call("vault_lock", json!({})).unwrap();
    worker.host.pass(TimeDelta::minutes(1));
    worker.call("vault_unlock", json!({"passphrase": passphrase})).is_ok()
}

#[test]
fn after_a_change_the_new_passphrase_opens_and_the_old_one_does_not() {
    let worker = Worker::with_open_vault().unwrap();
    let request = json!({"current": PASSPHRASE, "new": NEW});
    worker.call("vault_change_passphrase", request).unwrap();
    assert!(!opens(&worker, PASSPHRASE));
    assert!(opens(&worker, NEW));
}

#[test]
fn a_change_needs_the_present_passphrase_and_a_good_new_one() {
    let worker = Worker::with_open_vault().unwrap();
    let change = |current: &str, new: &str| json!({"current": current, "new": new});
    let weak = refused(&worker, "vault_change_passphrase", change(PASSPHRASE, "林晓岚123"));
    assert_eq!(weak, Code::WeakPassphrase);
    for expected in [Code::WrongPassphrase; 3] {
        assert_eq!(refused(&worker, "vault_change_passphrase", change("错的", NEW)), expected);
    }
    let waits = refused(&worker, "vault_change_passphrase", change(PASSPHRASE, NEW));
    assert_eq!(waits, Code::WaitBeforeRetry);
    assert!(opens(&worker, PASSPHRASE));
}

#[test]
fn the_recovery_code_opens_and_sets_a_new_passphrase() {
    let worker = locked();
    let code = worker.recovery_code.to_lowercase().replace('-', " ");
    worker.call("vault_recover", json!({"code": code, "new_passphrase": NEW})).unwrap();
    worker.call("session_profile", json!({})).unwrap();
    assert!(!opens(&worker, PASSPHRASE));
    assert!(opens(&worker, NEW));
}

#[test]
fn a_recovery_while_the_vault_is_open_sets_the_passphrase_all_the_same() {
    let worker = Worker::with_open_vault().unwrap();
    let request = json!({"code": worker.recovery_code, "new_passphrase": NEW});
    worker.call("vault_recover", request).unwrap();
    assert!(opens(&worker, NEW));
}

#[test]
fn a_mistyped_code_is_told_from_a_wrong_one() {
    let worker = locked();
    let recover = |code: &str| json!({"code": code, "new_passphrase": NEW});
    let mut slip = worker.recovery_code.clone();
    let at = slip.len() - 2;
    let other = if &slip[at..=at] == "7" { "8" } else { "7" };
    slip.replace_range(at..=at, other);
    let mistyped = failure(&worker, "vault_recover", recover(&slip));
    assert_eq!((mistyped.code, mistyped.detail), (Code::RecoveryCodeMistyped, Some("7".into())));
    let short = failure(&worker, "vault_recover", recover("ABCDE"));
    assert_eq!((short.code, short.detail), (Code::RecoveryCodeMistyped, None));
    let another = Worker::with_open_vault().unwrap().recovery_code;
    for _ in 0..3 {
        assert_eq!(refused(&worker, "vault_recover", recover(&another)), Code::WrongRecoveryCode);
    }
    let waits = refused(&worker, "vault_recover", recover(&worker.recovery_code));
    assert_eq!(waits, Code::WaitBeforeRetry);
    worker.host.pass(TimeDelta::seconds(1));
    for weak in ["1234", "林晓岚向阳社工站"] {
        let weak = json!({"code": worker.recovery_code, "new_passphrase": weak});
        assert_eq!(refused(&worker, "vault_recover", weak), Code::WeakPassphrase);
        assert_eq!(worker.call("vault_status", json!({})).unwrap()["state"], "locked");
    }
    assert!(opens(&worker, PASSPHRASE), "nothing was changed");
}

/// A new code, made and shown.
fn renewed(worker: &Worker) -> String {
    let renewed = worker.call("vault_renew_recovery", json!({"passphrase": PASSPHRASE})).unwrap();
    let groups = renewed["recovery_code"].as_array().unwrap();
    groups.iter().map(|group| group.as_str().unwrap()).collect::<Vec<_>>().join("-")
}

fn typed_back(worker: &Worker, code: &str) -> bool {
    let answer = worker.call("vault_print_check", json!({"code": code})).unwrap();
    answer["matches"].as_bool().unwrap()
}

fn unchecked(worker: &Worker) -> bool {
    let profile = worker.call("session_profile", json!({})).unwrap();
    profile["recovery_unchecked"].as_bool().unwrap()
}

#[test]
fn a_new_code_replaces_the_old_one_when_it_was_typed_back() {
    let worker = Worker::with_open_vault().unwrap();
    let wrong = json!({"passphrase": "错的"});
    assert_eq!(refused(&worker, "vault_renew_recovery", wrong), Code::WrongPassphrase);
    let new = renewed(&worker);
    assert!(!typed_back(&worker, &worker.recovery_code), "the old sheet is not the new one");
    assert!(typed_back(&worker, &new));
    worker.call("vault_lock", json!({})).unwrap();
    let old = json!({"code": worker.recovery_code, "new_passphrase": NEW});
    assert_eq!(refused(&worker, "vault_recover", old), Code::WrongRecoveryCode);
    let new = json!({"code": new.replace('-', ""), "new_passphrase": NEW});
    worker.call("vault_recover", new).unwrap();
}

#[test]
fn a_new_code_that_was_never_typed_back_leaves_the_old_one_in_force() {
    for power_cut in [false, true] {
        let mut worker = Worker::with_open_vault().unwrap();
        let lost = renewed(&worker);
        if power_cut {
            worker = worker.killed().unwrap();
        } else {
            worker.call("vault_lock", json!({})).unwrap();
        }
        let lost = json!({"code": lost, "new_passphrase": NEW});
        assert_eq!(refused(&worker, "vault_recover", lost), Code::WrongRecoveryCode);
        let old = json!({"code": worker.recovery_code, "new_passphrase": NEW});
        worker.call("vault_recover", old).unwrap();
    }
}

#[test]
fn a_new_code_is_typed_back_before_the_lock_or_made_again() {
    let worker = Worker::with_open_vault().unwrap();
    let lost = renewed(&worker);
    worker.call("vault_lock", json!({})).unwrap();
    worker.unlock().unwrap();
    assert!(!typed_back(&worker, &lost));
    assert!(typed_back(&worker, &worker.recovery_code));
}

#[test]
fn a_passphrase_changed_while_a_new_code_waits_stays_changed() {
    let worker = Worker::with_open_vault().unwrap();
    let new = renewed(&worker);
    let request = json!({"current": PASSPHRASE, "new": NEW});
    worker.call("vault_change_passphrase", request).unwrap();
    assert!(typed_back(&worker, &new));
    assert!(opens(&worker, NEW));
}

#[test]
fn a_first_code_is_remembered_as_unchecked_until_one_is_typed_back() {
    let worker = Worker::with_open_vault().unwrap();
    assert!(unchecked(&worker));
    let worker = worker.killed().unwrap();
    worker.unlock().unwrap();
    assert!(unchecked(&worker), "a crash does not make a sheet");
    let new = renewed(&worker);
    assert!(unchecked(&worker));
    assert!(typed_back(&worker, &new));
    assert!(!unchecked(&worker));
}

#[test]
fn a_recovery_proves_that_the_sheet_is_there() {
    let worker = locked();
    let recover = json!({"code": worker.recovery_code, "new_passphrase": NEW});
    worker.call("vault_recover", recover).unwrap();
    assert!(!unchecked(&worker));
}

#[test]
fn the_sample_asks_for_no_sheet() {
    let worker = Worker::with_new_laptop().unwrap();
    worker.call("vault_open_sample", json!({})).unwrap();
    assert!(!unchecked(&worker));
}

#[test]
fn a_code_typed_back_is_checked_down_to_the_slip() {
    let worker = Worker::with_open_vault().unwrap();
    assert!(typed_back(&worker, &worker.recovery_code));
    let slip = refused(&worker, "vault_print_check", json!({"code": "AAAAA"}));
    assert_eq!(slip, Code::RecoveryCodeMistyped);
}

#[test]
fn trust_40_a_look_at_the_sample_does_not_shorten_the_wait() {
    let worker = locked();
    for _ in 0..3 {
        refused(&worker, "vault_unlock", json!({"passphrase": "猜的"}));
    }
    worker.call("vault_open_sample", json!({})).unwrap();
    worker.call("vault_leave_sample", json!({})).unwrap();
    let waits = refused(&worker, "vault_unlock", json!({"passphrase": PASSPHRASE}));
    assert_eq!(waits, Code::WaitBeforeRetry);
}

#[test]
fn the_recovery_sheet_is_printed_in_both_languages() {
    let worker = Worker::with_open_vault().unwrap();
    let groups: Vec<_> = worker.recovery_code.split('-').collect();
    for language in ["zh", "en"] {
        let request = json!({"recovery_code": groups, "language": language});
        let sheet = worker.desk.fetch_bytes("vault_recovery_sheet", request).unwrap();
        assert!(sheet.starts_with(b"%PDF-"));
    }
}

#[test]
fn trust_40_a_code_typed_back_wrongly_counts_as_a_guess() {
    let worker = Worker::with_open_vault().unwrap();
    let another = Worker::with_open_vault().unwrap().recovery_code;
    for _ in 0..3 {
        let answer = worker.call("vault_print_check", json!({"code": another})).unwrap();
        assert_eq!(answer["matches"], false);
    }
    let waits = refused(&worker, "vault_print_check", json!({"code": another}));
    assert_eq!(waits, Code::WaitBeforeRetry);
    let guess = json!({"current": "猜的", "new": NEW});
    assert_eq!(refused(&worker, "vault_change_passphrase", guess), Code::WaitBeforeRetry);
}
