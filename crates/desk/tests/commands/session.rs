//! The open session: it locks itself, and tells who works and what is wrong with clock and rules.

use super::{desk, refused};
use chrono::{DateTime, TimeDelta};
use desk::failure::Code;
use desk::host::Event;
use desk::session::close::CloseAnswer;
use serde_json::{Value, json};
use std::fs;
use testkit::{Worker, forms};

fn locked(worker: &Worker) -> bool {
    worker.call("vault_status", json!({})).unwrap()["state"] == "locked"
}

#[test]
fn five_minutes_without_a_touch_lock_and_a_touch_starts_them_anew() {
    let worker = Worker::with_open_vault().unwrap();
    worker.host.pass_ticking(&worker.desk, TimeDelta::seconds(299));
    worker.call("session_touch", json!({})).unwrap();
    worker.host.pass_ticking(&worker.desk, TimeDelta::seconds(299));
    assert!(!locked(&worker));
    worker.host.pass_ticking(&worker.desk, TimeDelta::seconds(1));
    assert!(locked(&worker));
    assert_eq!(worker.host.events(), [Event::Locked]);
    worker.call("session_touch", json!({})).expect("a touch of a locked vault does nothing");
    assert!(locked(&worker));
}

#[test]
fn the_window_hears_whether_it_may_close_and_each_asking_begins_anew() {
    let worker = Worker::with_open_vault().unwrap();
    let desk = &worker.desk;
    assert_eq!(desk.close_answer(), None);
    for (word, answer) in [
        ("saving", CloseAnswer::Saving),
        ("stay", CloseAnswer::Stay),
        ("leave", CloseAnswer::Leave),
    ] {
        worker.call("session_close", json!({"answer": word})).unwrap();
        assert_eq!(desk.close_answer(), Some(answer));
    }
    assert!(!locked(&worker), "the answer is a word; whoever closes the window locks");
    desk.ask_to_close();
    assert_eq!(desk.close_answer(), None);
}

#[test]
fn the_idle_time_is_the_one_that_was_set() {
    let worker = Worker::with_open_vault().unwrap();
    let settings =
        json!({"language": "zh", "text_percent": 100, "theme": "system", "idle_minutes": 1});
    worker.call("settings_set", json!({"settings": settings})).unwrap();
    worker.host.pass_ticking(&worker.desk, TimeDelta::seconds(60));
    assert!(locked(&worker));
}

#[test]
fn a_laptop_that_slept_is_locked_when_it_wakes() {
    let worker = Worker::with_open_vault().unwrap();
    worker.desk.tick();
    worker.host.pass(TimeDelta::seconds(30));
    worker.desk.tick();
    assert!(locked(&worker));
}

#[test]
fn locking_gives_uploads_up_and_forgets_small_pictures() {
    let desk = desk();
    let visit = desk.draft();
    let photo = desk.worker.attach(&visit, "门.jpg", &testkit::photo::plain(), false).unwrap();
    desk.worker.read(&visit, &photo, true).unwrap();
    let upload = desk.worker.upload(&visit, "门.jpg", &testkit::photo::plain()).unwrap();
    desk.worker.call("vault_lock", json!({})).unwrap();
    let incoming = fs::read_dir(desk.worker.folder().join("incoming")).unwrap();
    assert_eq!(incoming.count(), 0);
    let sealed = photo["sealed_sha256"].as_str().unwrap();
    fs::remove_file(desk.worker.folder().join("attachments").join(sealed)).unwrap();
    desk.worker.unlock().unwrap();
    let finish = json!({"upload": upload, "keep_location": false});
    assert_eq!(refused(&desk.worker, "attachment_finish", finish), Code::NotFound);
    let small = desk.worker.read(&visit, &photo, true).unwrap_err();
    assert_eq!(small.code, Code::AttachmentMissing, "nothing was left in memory");
}

#[test]
fn long_work_is_as_good_as_a_touch_and_can_be_stopped() {
    let desk = desk();
    let worker = &desk.worker;
    worker.host.pass_ticking(&worker.desk, TimeDelta::seconds(290));
    let stick = tempfile::tempdir().unwrap();
    worker.host.pick(stick.path().join("a.jiafang"));
    worker.call("vault_backup", json!({})).unwrap();
    worker.host.pass_ticking(&worker.desk, TimeDelta::seconds(290));
    assert!(!locked(worker));
    worker.call("session_cancel", json!({})).expect("nothing is under way, nothing stops");
    worker.host.pick(stick.path().join("b.jiafang"));
    worker.call("vault_backup", json!({})).expect("a stop does not reach work that begins later");
}

#[test]
fn trust_28_a_word_typed_during_a_backup_is_durable_while_it_goes_on() {
    let desk = desk();
    let worker = &desk.worker;
    let visit = desk.draft();
    let stick = tempfile::tempdir().unwrap();
    worker.host.pick(stick.path().join("a.jiafang"));
    let gate = worker.host.hold_work();
    std::thread::scope(|scope| {
        let work = scope.spawn(|| worker.try_call("vault_backup", json!({})));
        gate.wait();
        let form = forms::with(forms::visit(), json!({"observations": "备份的时候写的"}));
        worker.call("visit_autosave", json!({"id": visit, "form": form})).unwrap();
        let killed = worker.killed().unwrap();
        killed.unlock().unwrap();
        let shown = killed.call("visit_get", json!({"id": visit})).unwrap();
        assert_eq!(shown["form"]["observations"], "备份的时候写的");
        gate.wait();
        work.join().unwrap().unwrap();
    });
    assert_eq!(desk.shown(&visit)["form"]["observations"], "备份的时候写的");
}

#[test]
fn a_lock_during_a_backup_ends_it_and_leaves_no_half_of_it() {
    let desk = desk();
    let worker = &desk.worker;
    let stick = tempfile::tempdir().unwrap();
    worker.host.pick(stick.path().join("a.jiafang"));
    let gate = worker.host.hold_work();
    std::thread::scope(|scope| {
        let work = scope.spawn(|| worker.try_call("vault_backup", json!({})));
        gate.wait();
        let lock = scope.spawn(|| worker.desk.lock());
        while !worker.desk.is_cancelled() {
            std::thread::yield_now();
        }
        assert!(worker.desk.is_open(), "the vault is not closed under the backup");
        gate.wait();
        assert_eq!(work.join().unwrap().unwrap_err().code, Code::Cancelled);
        lock.join().unwrap();
    });
    assert!(locked(worker));
    assert_eq!(fs::read_dir(stick.path()).unwrap().count(), 0, "no half backup");
}

#[test]
fn a_lock_is_not_forgotten_by_long_work_that_waited_before_it() {
    let desk = desk();
    let worker = &desk.worker;
    let stick = tempfile::tempdir().unwrap();
    worker.host.pick(stick.path().join("a.jiafang"));
    let gate = worker.host.hold_work();
    std::thread::scope(|scope| {
        let work = scope.spawn(|| worker.try_call("vault_backup", json!({})));
        gate.wait();
        let next = scope.spawn(|| worker.try_call("vault_verify", json!({})));
        std::thread::sleep(std::time::Duration::from_millis(50));
        let lock = scope.spawn(|| worker.desk.lock());
        while !worker.desk.is_cancelled() {
            std::thread::yield_now();
        }
        gate.wait();
        assert_eq!(work.join().unwrap().unwrap_err().code, Code::Cancelled);
        let code = next.join().unwrap().unwrap_err().code;
        assert!(matches!(code, Code::Cancelled | Code::Locked), "{code:?}");
        lock.join().unwrap();
    });
    assert!(locked(worker));
    worker.unlock().unwrap();
    worker.call("vault_verify", json!({})).expect("work that begins later is not stopped");
}

#[test]
fn long_work_that_is_stopped_leaves_nothing_and_work_goes_on() {
    let desk = desk();
    let worker = &desk.worker;
    let stick = tempfile::tempdir().unwrap();
    for command in ["vault_backup", "vault_verify", "vault_rebuild"] {
        worker.host.pick(stick.path().join("a.jiafang"));
        let gate = worker.host.hold_work();
        let stopped = std::thread::scope(|scope| {
            let work = scope.spawn(|| worker.try_call(command, json!({})));
            gate.wait();
            worker.call("session_cancel", json!({})).unwrap();
            gate.wait();
            work.join().unwrap()
        });
        assert_eq!(stopped.unwrap_err().code, Code::Cancelled, "{command}");
    }
    assert_eq!(fs::read_dir(stick.path()).unwrap().count(), 0, "no half backup");
    let verified = worker.call("vault_verify", json!({})).unwrap();
    assert_eq!((&verified["broken"], &verified["views_match"]), (&json!([]), &json!(true)));
    worker.call("case_get", json!({"id": desk.case})).unwrap();
}

#[test]
fn trust_31_a_clock_set_back_is_told() {
    let desk = desk();
    let behind = || desk.worker.call("session_profile", json!({})).unwrap()["clock_behind"].clone();
    assert_eq!(behind(), false);
    desk.worker.host.set_clock(DateTime::parse_from_rfc3339("2025-03-02T09:00:00+08:00").unwrap());
    assert_eq!(behind(), true);
}

#[test]
fn a_stations_broken_rules_are_told_with_their_line() {
    let worker = Worker::with_open_vault().unwrap();
    let problem =
        || worker.call("session_profile", json!({})).unwrap().get("rules_problem").cloned();
    assert_eq!(problem(), None);
    fs::create_dir(worker.folder().join("rules")).unwrap();
    let own = worker.folder().join("rules/visits.toml");
    fs::write(&own, "id = \"visits\"\nversion = [").unwrap();
    let told = problem().unwrap();
    assert!(told.as_str().unwrap().starts_with("line 2: "), "{told}");
    fs::remove_file(own).unwrap();
    assert_eq!(problem(), None);
}

#[test]
fn a_stations_own_rules_hold_from_the_next_unlocking_on() {
    let desk = desk();
    let due = || -> Value {
        desk.worker.call("case_get", json!({"id": desk.case})).unwrap()["due"].clone()
    };
    assert_eq!(due(), "2026-03-31", "monthly");
    let shipped = include_str!("../../../../assets/rules/visits.toml");
    let own = shipped.replacen("version = 1", "version = 2", 1);
    let own = own.replacen("level = \"medium\"\ndays = 30", "level = \"medium\"\ndays = 10", 1);
    fs::create_dir(desk.worker.folder().join("rules")).unwrap();
    fs::write(desk.worker.folder().join("rules/visits.toml"), own).unwrap();
    desk.worker.call("vault_lock", json!({})).unwrap();
    desk.worker.unlock().unwrap();
    assert_eq!(due(), "2026-03-11");
    let listed = desk.worker.call("today_get", json!({})).unwrap();
    assert_eq!(listed["due_total"], 0);
    desk.worker.host.pass(TimeDelta::days(9));
    let listed = desk.worker.call("today_get", json!({})).unwrap();
    assert_eq!(listed["due"][0]["standing"], json!({"standing": "today"}));
}

#[test]
fn who_works_is_told() {
    let worker = Worker::with_open_vault().unwrap();
    let profile = worker.call("session_profile", json!({})).unwrap();
    let client = worker.register(forms::child()).unwrap();
    let blank = worker.call("case_blank", json!({"client": client})).unwrap();
    assert_eq!(blank["worker"], profile["person"]);
    assert_ne!(profile["person"], profile["device"]);
}
