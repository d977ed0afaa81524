//! What people type into the form of a client that cannot be.

use super::{failure, problems};
use desk::failure::Failure;
use serde_json::{Value, json};
use testkit::{Worker, forms};

fn save(otherwise: Value) -> (Worker, Result<Value, Failure>) {
    let worker = Worker::with_open_vault().unwrap();
    let client = forms::with(forms::child(), otherwise);
    let request = json!({"id": null, "client": client, "seen": [], "not_duplicate": false});
    let answer = worker.try_call("client_save", request);
    (worker, answer)
}

fn refused(otherwise: Value) -> Vec<(String, String, Option<String>)> {
    let failed = save(otherwise).1.unwrap_err();
    problems(&failed);
    failed.problems.into_iter().map(|one| (one.field, one.problem, one.detail)).collect()
}

fn problem(
    field: &str,
    problem: &str,
    detail: Option<&str>,
) -> Vec<(String, String, Option<String>)> {
    vec![(field.into(), problem.into(), detail.map(str::to_owned))]
}

/// The name as it is kept.
fn kept(name: &str) -> String {
    let (worker, saved) = save(json!({"name": name}));
    let shown = worker.call("client_get", json!({"id": saved.unwrap()["id"]})).unwrap();
    shown["client"]["name"].as_str().unwrap().to_owned()
}

#[test]
fn an_empty_name() {
    for name in ["", "  \u{3000}\n", "\u{200b}\u{202e}\u{feff}"] {
        assert_eq!(refused(json!({"name": name})), problem("name", "empty", None), "{name:?}");
    }
}

#[test]
fn a_name_of_one_megabyte() {
    let expected = problem("name", "too_long", Some("100"));
    assert_eq!(refused(json!({"name": "麦".repeat(350_000)})), expected);
    assert_eq!(refused(json!({"name": "👨‍👩‍👧".repeat(60_000)})), expected);
}

#[test]
fn a_name_of_emoji() {
    assert_eq!(kept("小米👩🏽‍🌾"), "小米👩🏽‍🌾");
}

#[test]
fn a_name_from_right_to_left() {
    assert_eq!(kept("محمد שרה"), "محمد שרה");
    assert_eq!(kept("\u{202e}米小禾\u{202c}"), "米小禾", "what turns the writing is taken out");
}

#[test]
fn a_name_with_characters_of_no_width() {
    assert_eq!(kept("米\u{200b}小\u{200d}禾\u{feff}"), "米小禾");
}

#[test]
fn an_identity_number_of_17_digits() {
    let number = &forms::ID_NUMBER[..17];
    assert_eq!(refused(json!({"id_number": number})), problem("id_number", "length", Some("17")));
}

#[test]
fn an_identity_number_with_a_wrong_checksum() {
    let number = forms::ID_NUMBER.replace('X', "1");
    assert_eq!(refused(json!({"id_number": number})), problem("id_number", "checksum", Some("X")));
}

#[test]
fn an_identity_number_of_the_31st_of_february() {
    // The weights of GB 11643 give this one its last digit.
    let digits = "11010520130231002";
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 =
        digits.bytes().zip(weights).map(|(d, weight)| u32::from(d - b'0') * weight).sum();
    let number = format!("{digits}{}", &"10X98765432"[(sum % 11) as usize..][..1]);
    assert_eq!(refused(json!({"id_number": number})), problem("id_number", "no_such_date", None));
}

#[test]
fn a_birth_in_the_future() {
    let tomorrow = json!({"birth_date": "2026-03-03"});
    assert_eq!(refused(tomorrow), problem("birth_date", "in_future", None));
    save(json!({"birth_date": "2026-03-02"})).1.expect("born this morning");
}

#[test]
fn a_birth_that_contradicts_the_identity_number() {
    let otherwise = json!({"id_number": forms::ID_NUMBER});
    let expected = problem("birth_date", "contradicts_id_number", Some("1949-12-31"));
    assert_eq!(refused(otherwise), expected);
}

#[test]
fn texts_longer_than_their_fields() {
    let long = "长".repeat(2_001);
    for field in ["village", "address", "school_or_work", "health", "remarks"] {
        assert_eq!(refused(json!({field: long})), problem(field, "too_long", Some("2000")));
    }
    let phones: Vec<String> = (0..11).map(|n| format!("138001380{n:02}")).collect();
    assert_eq!(refused(json!({"phones": phones})), problem("phones", "too_many", Some("10")));
}

#[test]
fn nothing_that_is_refused_is_kept() {
    let (worker, _) = save(json!({"name": ""}));
    assert_eq!(worker.call("today_get", json!({})).unwrap()["clients"], 0);
    let request = json!({"id": null, "client": {"name": "米"}, "seen": [], "not_duplicate": false});
    let failed = failure(&worker, "client_save", request);
    assert_eq!(failed.code, desk::failure::Code::BadRequest, "half a form is none");
}
