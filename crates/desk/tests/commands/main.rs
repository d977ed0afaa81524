//! The commands as the screens say them, by name and JSON; in one program so that they link once.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "helpers of tests fail like tests"
)]

mod access;
mod action;
mod addendum;
mod alike;
mod attachment;
mod attachment_bad_input;
mod case;
mod client;
mod client_bad_input;
mod conflict;
mod conflict_bad_input;
mod every_command;
mod form;
mod member;
mod report;
mod review;
mod sample;
mod search;
mod session;
mod settings;
mod station;
mod station_cut;
mod stick;
mod today;
mod vault_backup;
mod vault_damage;
mod vault_keys;
mod vault_opening;
mod visit;
mod visit_bad_input;

use desk::failure::{Code, Failure};
use serde_json::{Value, json};
use testkit::{Worker, forms};

/// How a command fails.
fn failure(worker: &Worker, command: &str, request: Value) -> Failure {
    worker.try_call(command, request).expect_err(command)
}

/// With which code a command fails.
fn refused(worker: &Worker, command: &str, request: Value) -> Code {
    failure(worker, command, request).code
}

/// The fields that a form is refused for, each with what is wrong.
fn problems(failure: &Failure) -> Vec<(&str, &str)> {
    assert_eq!(failure.code, Code::Invalid, "{failure:?}");
    failure.problems.iter().map(|one| (one.field.as_str(), one.problem.as_str())).collect()
}

/// A worker with one client and one case.
struct Desk {
    worker: Worker,
    client: String,
    case: String,
}

fn desk() -> Desk {
    let worker = Worker::with_open_vault().unwrap();
    let client = worker.register(forms::child()).unwrap();
    let case = worker.open_case(forms::case_of(&client, "2026-0001")).unwrap();
    Desk { worker, client, case }
}

impl Desk {
    /// A draft with nothing in it but its start.
    fn draft(&self) -> String {
        self.worker.start(&self.case).unwrap()
    }

    /// A signed visit.
    fn signed(&self) -> String {
        self.worker.visit(&self.case, forms::visit()).unwrap().0
    }

    /// The visit as its screen shows it.
    fn shown(&self, visit: &str) -> Value {
        self.worker.call("visit_get", json!({"id": visit})).unwrap()
    }
}

/// An identity that nothing has.
const NOBODY: &str = "0195a000-0000-7000-8000-00000000dead";
