//! What became of actions.

use super::{NOBODY, desk, failure, problems, refused};
use desk::failure::Code;
use serde_json::{Value, json};

fn first_action(desk: &super::Desk) -> Value {
    desk.worker.call("case_get", json!({"id": desk.case})).unwrap()["actions"][0].clone()
}

fn progress(action: &Value, state: &str, on: Option<&str>, outcome: &str) -> Value {
    let progress = json!({"state": state, "closed_on": on, "outcome": outcome});
    json!({"id": action["agreed"]["id"], "progress": progress, "seen": action["seen"]})
}

#[test]
fn an_action_that_is_done_is_open_no_more_and_the_note_shows_how_it_went() {
    let desk = desk();
    let visit = desk.signed();
    let action = first_action(&desk);
    assert_eq!(action["agreed"]["what"], "送一袋米");
    assert_eq!(action["standing"], json!({"standing": "soon", "days": 3}));
    let done = progress(&action, "done", Some("2026-03-02"), " 米已送到 ");
    desk.worker.call("action_progress", done).unwrap();
    assert_eq!(first_action(&desk), Value::Null);
    let shown = &desk.shown(&visit)["actions"][0];
    assert_eq!(
        (&shown["progress"]["outcome"], &shown["standing"]),
        (&json!("米已送到"), &Value::Null)
    );
    assert_eq!(shown["agreed"], action["agreed"], "what was agreed never changes");
}

#[test]
fn an_action_opened_again_has_no_day() {
    let desk = desk();
    let visit = desk.signed();
    let done = progress(&first_action(&desk), "done", Some("2026-03-02"), "");
    desk.worker.call("action_progress", done).unwrap();
    let shown = desk.shown(&visit)["actions"][0].clone();
    let open = progress(&shown, "open", Some("2026-03-02"), "还没送");
    desk.worker.call("action_progress", open).unwrap();
    assert_eq!(first_action(&desk)["progress"]["closed_on"], Value::Null);
}

#[test]
fn what_was_changed_meanwhile_is_not_overwritten() {
    let desk = desk();
    desk.signed();
    let action = first_action(&desk);
    let done = progress(&action, "done", Some("2026-03-02"), "");
    desk.worker.call("action_progress", done).unwrap();
    let dropped = progress(&action, "dropped", Some("2026-03-02"), "搬走了");
    assert_eq!(refused(&desk.worker, "action_progress", dropped), Code::ChangedMeanwhile);
}

#[test]
fn an_action_that_nobody_agreed_is_not_found() {
    let desk = desk();
    let visit = desk.draft();
    let form = testkit::forms::visit();
    desk.worker.call("visit_autosave", json!({"id": visit, "form": form})).unwrap();
    let agreed = json!({"agreed": form["actions"][0], "seen": []});
    let early = progress(&agreed, "done", Some("2026-03-02"), "");
    assert_eq!(refused(&desk.worker, "action_progress", early), Code::NotFound, "still a draft");
    let unknown = progress(&json!({"agreed": {"id": NOBODY}, "seen": []}), "open", None, "");
    assert_eq!(refused(&desk.worker, "action_progress", unknown), Code::NotFound);
}

#[test]
fn a_dropped_action_needs_its_reason_and_a_closed_one_its_day() {
    let desk = desk();
    desk.signed();
    let action = first_action(&desk);
    let refusal = |state, on, outcome: &str| {
        failure(&desk.worker, "action_progress", progress(&action, state, on, outcome))
    };
    let wordless = refusal("dropped", None, "");
    assert_eq!(problems(&wordless), [("closed_on", "empty"), ("outcome", "empty")]);
    let ahead = refusal("done", Some("2026-03-03"), "");
    assert_eq!(problems(&ahead), [("closed_on", "in_future")]);
    let long = refusal("done", Some("2026-03-02"), &"长".repeat(500_000));
    assert_eq!(problems(&long), [("outcome", "too_long")]);
}
