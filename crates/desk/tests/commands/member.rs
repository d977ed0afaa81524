//! The household.

use super::{NOBODY, desk, failure, problems, refused};
use desk::failure::Code;
use serde_json::{Value, json};
use testkit::forms;

fn members(desk: &super::Desk) -> Vec<Value> {
    let shown = desk.worker.call("client_get", json!({"id": desk.client})).unwrap();
    shown["members"].as_array().unwrap().clone()
}

fn edit(client: &str, id: &Value, member: Value, seen: &Value) -> Value {
    json!({"client": client, "id": id, "member": member, "seen": seen})
}

#[test]
fn members_are_kept_in_the_order_in_which_they_were_entered() {
    let desk = desk();
    desk.worker.enter(&desk.client, forms::father()).unwrap();
    desk.worker.enter(&desk.client, forms::grandmother()).unwrap();
    let found = members(&desk);
    assert_eq!(found[0]["member"], forms::father());
    assert_eq!(found[1]["member"], forms::grandmother());
}

#[test]
fn a_member_is_edited_and_not_overwritten() {
    let desk = desk();
    desk.worker.enter(&desk.client, forms::father()).unwrap();
    let shown = members(&desk).remove(0);
    let away = forms::with(forms::father(), json!({"lives_with": false}));
    let request = edit(&desk.client, &shown["id"], away.clone(), &shown["seen"]);
    desk.worker.call("member_save", request).unwrap();
    assert_eq!(members(&desk)[0]["member"], away);
    let back = forms::with(forms::father(), json!({"remarks": "回来了"}));
    let late = edit(&desk.client, &shown["id"], back, &shown["seen"]);
    desk.worker.call("member_save", late).unwrap();
    let both = forms::with(away, json!({"remarks": "回来了"}));
    assert_eq!(members(&desk)[0]["member"], both, "he is still away: this form left that alone");
    let other = forms::with(forms::father(), json!({"remarks": "又走了"}));
    let late = edit(&desk.client, &shown["id"], other, &shown["seen"]);
    assert_eq!(refused(&desk.worker, "member_save", late), Code::ChangedMeanwhile);
}

#[test]
fn a_withheld_member_needs_the_reason() {
    let desk = desk();
    let wordless = forms::with(forms::father(), json!({"withheld_reason": " ", "name": ""}));
    let request = edit(&desk.client, &Value::Null, wordless, &json!([]));
    let failed = failure(&desk.worker, "member_save", request);
    assert_eq!(problems(&failed), [("name", "empty"), ("withheld_reason", "empty")]);
}

#[test]
fn a_member_of_nobody_or_of_another_household_is_not_found() {
    let desk = desk();
    let request = edit(NOBODY, &Value::Null, forms::father(), &json!([]));
    assert_eq!(refused(&desk.worker, "member_save", request), Code::NotFound);
    let request = edit(&desk.client, &json!(NOBODY), forms::father(), &json!([]));
    assert_eq!(refused(&desk.worker, "member_save", request), Code::NotFound);
    desk.worker.enter(&desk.client, forms::father()).unwrap();
    let elder = desk.worker.register(forms::elder()).unwrap();
    let father = members(&desk).remove(0);
    let request = edit(&elder, &father["id"], forms::father(), &father["seen"]);
    assert_eq!(refused(&desk.worker, "member_save", request), Code::NotFound);
}

#[test]
fn a_member_entered_by_mistake_is_taken_out_and_stays_in_the_history() {
    let desk = desk();
    let father = desk.worker.enter(&desk.client, forms::father()).unwrap();
    desk.worker.call("member_remove", json!({"id": father})).unwrap();
    assert_eq!(members(&desk), Vec::<Value>::new());
    assert_eq!(refused(&desk.worker, "member_remove", json!({"id": father})), Code::NotFound);
    assert_eq!(refused(&desk.worker, "member_remove", json!({"id": desk.client})), Code::NotFound);
    let request = edit(&desk.client, &json!(father), forms::father(), &json!([]));
    assert_eq!(refused(&desk.worker, "member_save", request), Code::NotFound);
    let history = desk.worker.call("client_history", json!({"id": desk.client})).unwrap();
    let told = |field: &str| -> Value {
        let steps = history.as_array().unwrap();
        steps.iter().find(|step| step["field"] == field).unwrap()["new"].clone()
    };
    assert_eq!(told("member_name"), "米大川");
    assert_eq!(told("removed"), "true");
}
