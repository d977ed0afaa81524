//! Addenda.

use super::{NOBODY, desk, failure, problems, refused};
use desk::failure::Code;
use serde_json::json;

#[test]
fn an_addendum_stands_beside_the_note_and_takes_its_draft_away() {
    let desk = desk();
    let visit = desk.signed();
    let note = desk.shown(&visit)["note"].clone();
    desk.worker.call("addendum_autosave", json!({"visit": visit, "text": "米是二十"})).unwrap();
    assert_eq!(desk.shown(&visit)["addendum_draft"], "米是二十");
    let worker = desk.worker.killed().unwrap();
    worker.unlock().unwrap();
    let shown = worker.call("visit_get", json!({"id": visit})).unwrap();
    assert_eq!(shown["addendum_draft"], "米是二十");
    worker.call("addendum_sign", json!({"visit": visit, "text": " 米是二十斤。\r\n"})).unwrap();
    let shown = worker.call("visit_get", json!({"id": visit})).unwrap();
    assert_eq!(shown["note"], note, "the note is as it was");
    assert_eq!(shown["addendum_draft"], "");
    assert_eq!(shown["addenda"][0]["text"], "米是二十斤。");
    assert_eq!(shown["addenda"][0]["author_name"], "林晓岚");
    let fields: Vec<_> =
        shown["history"].as_array().unwrap().iter().map(|step| &step["field"]).collect();
    assert_eq!(fields, ["addendum", "note"]);
}

#[test]
fn an_empty_or_endless_addendum_is_refused() {
    let desk = desk();
    let visit = desk.signed();
    let refusal = |text: &str| {
        let request = json!({"visit": visit, "text": text});
        let failed = failure(&desk.worker, "addendum_sign", request);
        problems(&failed);
        failed.problems[0].problem.clone()
    };
    assert_eq!(refusal(" \n\u{3000}"), "empty");
    assert_eq!(refusal(&"补".repeat(200_001)), "too_long");
    let longest = json!({"visit": visit, "text": "补".repeat(200_000)});
    desk.worker.call("addendum_sign", longest).unwrap();
}

#[test]
fn there_is_no_addendum_without_a_signed_note() {
    let desk = desk();
    let draft = desk.draft();
    for visit in [draft.as_str(), NOBODY, &desk.client] {
        let request = json!({"visit": visit, "text": "补"});
        for command in ["addendum_autosave", "addendum_sign"] {
            assert_eq!(refused(&desk.worker, command, request.clone()), Code::NotFound, "{visit}");
        }
    }
}
