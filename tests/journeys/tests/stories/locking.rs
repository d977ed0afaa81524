//! The laptop on the bus: it locks itself, guesses wait, the code on paper opens it, and no draft is lost.

use crate::told::{nothing_in_clear, tell};
use chrono::TimeDelta;
use desk::failure::Code;
use serde_json::{Value, json};
use testkit::{PASSPHRASE, Worker, forms};

const NEW: &str = "晒谷场 边上 两棵 老柿树";

fn state(worker: &Worker) -> Value {
    worker.call("vault_status", json!({})).unwrap()["state"].clone()
}

fn unlock(worker: &Worker, passphrase: &str) -> Result<Value, Code> {
    let request = json!({"passphrase": passphrase});
    worker.try_call("vault_unlock", request).map_err(|failure| failure.code)
}

#[test]
fn forgotten_and_found_again() {
    tell("locking::forgotten_and_found_again", || {
        let worker = Worker::with_open_vault().unwrap();
        let client = worker.register(forms::child()).unwrap();
        let case = worker.open_case(forms::case_of(&client, "2026-0001")).unwrap();
        let visit = worker.start(&case).unwrap();
        let form = forms::with(forms::visit(), json!({"observations": "灶台是凉的，"}));
        worker.call("visit_autosave", json!({"id": visit, "form": form})).unwrap();

        worker.host.pass_ticking(&worker.desk, TimeDelta::minutes(5));
        assert_eq!(state(&worker), "locked", "nobody touched it");
        nothing_in_clear(&[PASSPHRASE]);

        for expected in [Code::WrongPassphrase, Code::WrongPassphrase, Code::WrongPassphrase] {
            assert_eq!(unlock(&worker, "山里的灯亮着"), Err(expected));
        }
        assert_eq!(unlock(&worker, PASSPHRASE), Err(Code::WaitBeforeRetry));
        worker.host.pass(TimeDelta::seconds(1));

        let request = json!({"code": worker.recovery_code, "new_passphrase": NEW});
        worker.call("vault_recover", request).unwrap();
        assert_eq!(state(&worker), "open");
        let found = worker.call("visit_get", json!({"id": visit})).unwrap();
        assert_eq!(found["form"]["observations"], "灶台是凉的，");

        let worker = worker.restarted();
        assert_eq!(unlock(&worker, PASSPHRASE), Err(Code::WrongPassphrase), "the old one is dead");
        unlock(&worker, NEW).unwrap();
        worker.call("visit_sign", json!({"id": visit, "form": forms::visit()})).unwrap();
        nothing_in_clear(&[PASSPHRASE, NEW, &worker.recovery_code]);
    });
}

#[test]
fn a_lid_that_is_shut_locks() {
    tell("locking::a_lid_that_is_shut_locks", || {
        let worker = Worker::with_open_vault().unwrap();
        worker.register(forms::child()).unwrap();
        worker.host.pass_ticking(&worker.desk, TimeDelta::seconds(3));
        assert_eq!(state(&worker), "open");
        worker.host.pass(TimeDelta::hours(2));
        worker.desk.tick();
        assert_eq!(state(&worker), "locked");
        worker.unlock().unwrap();
        worker.host.pass_ticking(&worker.desk, TimeDelta::seconds(3));
        assert_eq!(state(&worker), "open", "the two hours do not count again");
        worker.desk.lock();
        assert_eq!(state(&worker), "locked", "as the session manager asks for before it sleeps");
        nothing_in_clear(&[]);
    });
}
