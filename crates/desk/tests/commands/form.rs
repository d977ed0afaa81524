//! Half-filled forms.

use super::refused;
use desk::failure::Code;
use serde_json::{Value, json};
use testkit::Worker;

#[test]
fn a_half_filled_form_outlives_a_power_cut_and_goes_when_it_is_done() {
    let worker = Worker::with_open_vault().unwrap();
    let saved = worker.call("form_autosave", json!({"key": "client", "json": "{\"name\":\"米\"}"}));
    assert_eq!(saved.unwrap()["saved_at"], "2026-03-02T09:00:00+08:00");
    worker.call("form_autosave", json!({"key": "case/1", "json": "{}"})).unwrap();
    let found = worker.killed().unwrap();
    found.unlock().unwrap();
    let form = found.call("form_get", json!({"key": "client"})).unwrap();
    assert_eq!(form["json"], "{\"name\":\"米\"}");
    assert_eq!(found.call("form_list", json!({})).unwrap()["forms"].as_array().unwrap().len(), 2);
    found.call("form_discard", json!({"key": "client"})).unwrap();
    found.call("form_discard", json!({"key": "client"})).unwrap();
    let gone = found.call("form_get", json!({"key": "client"})).unwrap();
    assert_eq!(gone, json!({"json": Value::Null, "saved_at": Value::Null}));
}

#[test]
fn a_key_that_no_screen_makes_is_a_bad_request() {
    let worker = Worker::with_open_vault().unwrap();
    for key in ["", "米小禾", "a b", &"a".repeat(65)] {
        let save = json!({"key": key, "json": "{}"});
        assert_eq!(refused(&worker, "form_autosave", save), Code::BadRequest, "{key}");
        for command in ["form_get", "form_discard"] {
            assert_eq!(refused(&worker, command, json!({"key": key})), Code::BadRequest, "{key}");
        }
    }
}
