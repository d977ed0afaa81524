//! Today, as the days pass.

use super::desk;
use chrono::TimeDelta;
use serde_json::{Value, json};
use testkit::forms;

fn today(desk: &super::Desk) -> Value {
    desk.worker.call("today_get", json!({})).unwrap()
}

fn totals(today: &Value) -> [u64; 5] {
    ["overdue_total", "due_total", "actions_total", "clients", "cases"]
        .map(|total| today[total].as_u64().unwrap())
}

#[test]
fn an_empty_vault_has_nothing_to_do() {
    let worker = testkit::Worker::with_open_vault().unwrap();
    let today = worker.call("today_get", json!({})).unwrap();
    assert_eq!(totals(&today), [0; 5]);
    assert_eq!(today["date"], "2026-03-02");
    for list in ["overdue", "due", "drafts", "actions"] {
        assert_eq!(today[list], json!([]));
    }
}

#[test]
fn visits_come_near_fall_due_and_are_overdue() {
    let desk = desk();
    desk.signed();
    // The next visit is agreed for the 9th, the action for the 5th.
    for (days, standing, expected) in [
        (0, json!({"standing": "soon", "days": 7}), [0, 1, 0, 1, 1]),
        (2, json!({"standing": "soon", "days": 5}), [0, 1, 0, 1, 1]),
        (3, json!({"standing": "soon", "days": 4}), [0, 1, 1, 1, 1]),
        (7, json!({"standing": "today"}), [0, 1, 1, 1, 1]),
        (8, json!({"standing": "overdue", "days": 1}), [1, 0, 1, 1, 1]),
    ] {
        let passed = today(&desk)["date"].as_str().unwrap()[8..].parse::<i64>().unwrap() - 2;
        desk.worker.host.pass(TimeDelta::days(days - passed));
        let today = today(&desk);
        assert_eq!(totals(&today), expected, "after {days} days");
        let list = if expected[0] > 0 { &today["overdue"] } else { &today["due"] };
        assert_eq!(list[0]["standing"], standing, "after {days} days");
        assert_eq!(list[0]["purpose"], "看米够不够");
        assert_eq!(list[0]["client"]["name"], "米小禾");
    }
    let overdue = today(&desk)["actions"][0].clone();
    assert_eq!(overdue["standing"], json!({"standing": "overdue", "days": 5}));
    assert_eq!(overdue["client_name"], "米小禾");
}

#[test]
fn a_note_unsigned_after_24_hours_is_late_and_comes_first() {
    let desk = desk();
    let old = desk.draft();
    let hours = |today: &Value| -> Vec<(Value, Value)> {
        let drafts = today["drafts"].as_array().unwrap().iter();
        drafts.map(|draft| (draft["id"].clone(), draft["hours_late"].clone())).collect()
    };
    assert_eq!(hours(&today(&desk)), [(json!(old), Value::Null)]);
    desk.worker.host.pass(TimeDelta::hours(24));
    assert_eq!(hours(&today(&desk)), [(json!(old), Value::Null)]);
    desk.worker.host.pass(TimeDelta::minutes(90));
    let fresh = desk.draft();
    assert_eq!(hours(&today(&desk)), [(json!(old), json!(2)), (json!(fresh), Value::Null)]);
    desk.worker.call("visit_discard", json!({"id": old})).unwrap();
    desk.worker.call("visit_sign", json!({"id": fresh, "form": forms::visit()})).unwrap();
    assert_eq!(hours(&today(&desk)), []);
}

#[test]
fn an_action_that_is_done_is_due_no_more() {
    let desk = desk();
    desk.signed();
    desk.worker.host.pass(TimeDelta::days(4));
    let action = today(&desk)["actions"][0].clone();
    let progress = json!({"state": "done", "closed_on": "2026-03-06", "outcome": ""});
    let request =
        json!({"id": action["agreed"]["id"], "progress": progress, "seen": action["seen"]});
    desk.worker.call("action_progress", request).unwrap();
    assert_eq!(totals(&today(&desk))[2], 0);
}

#[test]
fn more_actions_are_listed_than_a_day_can_hold_when_they_are_asked_for() {
    let desk = desk();
    let mut form = forms::visit();
    form["actions"] = (1..=53).map(|n| forms::action(n, "送一袋米", "2026-03-05")).collect();
    desk.worker.visit(&desk.case, form).unwrap();
    desk.worker.host.pass(TimeDelta::days(4));
    let listed = |request: Value| {
        let today = desk.worker.call("today_get", request).unwrap();
        (today["actions"].as_array().unwrap().len(), today["actions_total"].as_u64().unwrap())
    };
    assert_eq!(listed(json!({})), (50, 53));
    assert_eq!(listed(json!({"actions": 53})), (53, 53));
    assert_eq!(listed(json!({"actions": u32::MAX})), (53, 53));
    assert_eq!(listed(json!({"actions": 0})), (0, 53));
}
