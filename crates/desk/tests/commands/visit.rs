//! Visits: begun, saved, set aside, brought back, signed.

use super::{NOBODY, desk, failure, refused};
use chrono::TimeDelta;
use desk::failure::Code;
use serde_json::{Value, json};
use testkit::forms;

fn save(visit: &str, form: Value) -> Value {
    json!({"id": visit, "form": form})
}

#[test]
fn a_visit_begins_now_and_lacks_what_it_lacks() {
    let desk = desk();
    desk.worker.enter(&desk.client, forms::father()).unwrap();
    let visit = desk.draft();
    let shown = desk.shown(&visit);
    assert_eq!(shown["state"], "draft");
    assert_eq!(shown["form"]["started_at"], "2026-03-02T09:00:00");
    assert_eq!(shown["members"][0]["member"]["name"], "米大川");
    let missing: Vec<_> =
        shown["missing"].as_array().unwrap().iter().map(|one| &one["missing"]).collect();
    assert_eq!(missing, ["kind", "ended_at", "present", "observations"]);
}

#[test]
fn what_is_saved_is_there_after_a_power_cut() {
    let desk = desk();
    let visit = desk.draft();
    let form = forms::with(forms::visit(), json!({"observations": "刚写到一半，"}));
    let saved = desk.worker.call("visit_autosave", save(&visit, form)).unwrap();
    assert_eq!(saved["saved_at"], "2026-03-02T09:00:00+08:00");
    assert_eq!(saved["missing"], json!([]));
    let found = desk.worker.killed().unwrap();
    found.unlock().unwrap();
    let shown = found.call("visit_get", json!({"id": visit})).unwrap();
    assert_eq!(shown["form"]["observations"], "刚写到一半，");
}

#[test]
fn what_is_no_day_or_time_yet_is_kept_as_typed_and_never_signed() {
    let desk = desk();
    let visit = desk.draft();
    let typed = json!({
        "day": "2026-03-02", "started": "三点多", "ended": "", "person": "外", "next_on": "开春",
        "due": {"0195a000-0000-7000-8000-000000000001": "尽快"},
    });
    let mut action = forms::action(1, "送一袋米", "2026-03-05");
    action["due"] = Value::Null;
    let unread = json!({
        "started_at": null, "ended_at": null, "actions": [action], "as_typed": typed,
        "next": {"on": null, "purpose": "看米够不够"},
    });
    let form = forms::with(forms::visit(), unread);
    desk.worker.call("visit_autosave", save(&visit, form.clone())).unwrap();
    let found = desk.worker.killed().unwrap();
    found.unlock().unwrap();
    let shown = found.call("visit_get", json!({"id": visit})).unwrap();
    assert_eq!((&shown["form"]["as_typed"], &shown["form"]["next"]), (&typed, &form["next"]));
    let failed = failure(&desk.worker, "visit_sign", save(&visit, form));
    let missing = serde_json::to_value(failed.missing).unwrap();
    let all = ["started_at", "ended_at", "action_due", "next_day"];
    let named: Vec<_> = missing.as_array().unwrap().iter().map(|one| &one["missing"]).collect();
    assert_eq!(named, all);
    let whole = forms::with(forms::visit(), json!({"as_typed": typed}));
    desk.worker.call("visit_sign", save(&visit, whole)).unwrap();
    let signed = &desk.shown(&visit)["note"]["form"];
    assert_eq!(signed.get("as_typed"), None);
    assert_eq!(signed["present"][1]["name"], "外");
}

#[test]
fn a_signed_visit_is_a_note_that_nothing_changes() {
    let desk = desk();
    let (visit, code) = desk.worker.visit(&desk.case, forms::visit()).unwrap();
    let shown = desk.shown(&visit);
    assert_eq!(shown["state"], "signed");
    assert_eq!(shown["verification_code"], code);
    assert_eq!(shown["note"]["author_name"], "林晓岚");
    assert_eq!(shown["note"]["signed_at"], "2026-03-02T09:00:00+08:00");
    assert_eq!(shown["note"]["form"]["observations"], "灶台是凉的，米缸见了底。");
    for command in ["visit_autosave", "visit_sign"] {
        let request = save(&visit, forms::visit());
        assert_eq!(refused(&desk.worker, command, request), Code::AlreadySigned);
    }
    let begin = json!({"visit": visit, "name": "a.jpg", "size": 1});
    assert_eq!(refused(&desk.worker, "attachment_begin", begin), Code::AlreadySigned);
    assert_eq!(refused(&desk.worker, "visit_discard", json!({"id": visit})), Code::NotFound);
    let again = desk.shown(&visit);
    assert_eq!(again, shown);
}

#[test]
fn the_case_counts_from_a_signed_visit_and_its_next_day() {
    let desk = desk();
    desk.signed();
    let case = desk.worker.call("case_get", json!({"id": desk.case})).unwrap();
    assert_eq!((&case["last_visit"], &case["due"]), (&json!("2026-03-02"), &json!("2026-03-09")));
    assert_eq!(case["entries"], 2);
}

#[test]
fn a_visit_that_is_not_ready_says_what_is_missing_and_stays_a_draft() {
    let desk = desk();
    let visit = desk.draft();
    let form = forms::with(forms::visit(), json!({"kind": null, "observations": " "}));
    desk.worker.call("visit_autosave", save(&visit, form.clone())).unwrap();
    let failed = failure(&desk.worker, "visit_sign", save(&visit, form.clone()));
    assert_eq!(failed.code, Code::NotReady);
    let missing = serde_json::to_value(failed.missing).unwrap();
    assert_eq!(missing, json!([{"missing": "kind"}, {"missing": "observations"}]));
    assert_eq!(desk.shown(&visit)["form"]["judgement"], form["judgement"]);
}

#[test]
fn a_discarded_draft_takes_no_late_save_and_comes_back_as_it_was() {
    let desk = desk();
    let visit = desk.draft();
    desk.worker.call("visit_autosave", save(&visit, forms::visit())).unwrap();
    desk.worker.call("visit_discard", json!({"id": visit})).unwrap();
    let late = forms::with(forms::visit(), json!({"observations": ""}));
    for (command, request) in [
        ("visit_autosave", save(&visit, late)),
        ("visit_sign", save(&visit, forms::visit())),
        ("visit_discard", json!({"id": visit})),
        ("visit_get", json!({"id": visit})),
        ("attachment_begin", json!({"visit": visit, "name": "a", "size": 1})),
    ] {
        assert_eq!(refused(&desk.worker, command, request), Code::NotFound, "{command}");
    }
    let case = desk.worker.call("case_get", json!({"id": desk.case})).unwrap();
    assert_eq!(case["discarded"][0]["id"], json!(visit));
    assert_eq!(case["entries"], 1);
    desk.worker.call("visit_bring_back", json!({"id": visit})).unwrap();
    assert_eq!(desk.shown(&visit)["form"]["observations"], "灶台是凉的，米缸见了底。");
    let again = refused(&desk.worker, "visit_bring_back", json!({"id": visit}));
    assert_eq!(again, Code::NotFound);
}

#[test]
fn a_draft_thrown_away_for_30_days_is_gone() {
    let desk = desk();
    let visit = desk.draft();
    let photo = desk.worker.attach(&visit, "a.jpg", &testkit::photo::plain(), false).unwrap();
    desk.worker.call("visit_discard", json!({"id": visit})).unwrap();
    let sealed = photo["sealed_sha256"].as_str().unwrap();
    let sealed = desk.worker.folder().join("attachments").join(sealed);
    // A clock may be a year ahead this morning: it goes when it is found due a second time, days apart.
    for (days, there) in [(29, true), (2, true), (0, true), (2, false)] {
        desk.worker.call("vault_lock", json!({})).unwrap();
        desk.worker.host.pass(TimeDelta::days(days));
        desk.worker.unlock().unwrap();
        let case = desk.worker.call("case_get", json!({"id": desk.case})).unwrap();
        assert_eq!(case["discarded"].as_array().unwrap().len(), usize::from(there));
        assert_eq!(sealed.exists(), there, "its photo");
    }
    let gone = refused(&desk.worker, "visit_bring_back", json!({"id": visit}));
    assert_eq!(gone, Code::NotFound);
}

#[test]
fn a_case_may_have_two_drafts_and_a_second_visit() {
    let desk = desk();
    let (morning, evening) = (desk.draft(), desk.draft());
    assert_ne!(morning, evening);
    let sign = |visit: &str, words: &str| {
        let form = json!({"observations": words, "actions": []});
        let form = forms::with(forms::visit(), form);
        desk.worker.call("visit_sign", save(visit, form)).unwrap();
    };
    sign(&evening, "晚上灯亮着。");
    assert_eq!(desk.shown(&morning)["state"], "draft");
    sign(&morning, "早上没人应门。");
    let timeline = json!({"id": desk.case, "offset": 0, "limit": 9});
    let timeline = desk.worker.call("case_timeline", timeline).unwrap();
    let kinds: Vec<_> =
        timeline["entries"].as_array().unwrap().iter().map(|one| &one["kind"]).collect();
    assert_eq!(kinds, ["visit", "visit", "intake"]);
}

#[test]
fn a_second_visit_asks_after_what_is_open() {
    let desk = desk();
    desk.signed();
    let second = desk.draft();
    assert_eq!(desk.shown(&second)["open_actions"][0]["agreed"]["what"], "送一袋米");
}

#[test]
fn a_visit_of_nothing_is_not_found() {
    let desk = desk();
    assert_eq!(refused(&desk.worker, "visit_start", json!({"case": NOBODY})), Code::NotFound);
    assert_eq!(refused(&desk.worker, "visit_start", json!({"case": desk.client})), Code::NotFound);
    for command in ["visit_get", "visit_discard", "visit_bring_back"] {
        assert_eq!(refused(&desk.worker, command, json!({"id": NOBODY})), Code::NotFound);
    }
    for command in ["visit_autosave", "visit_sign"] {
        let request = save(NOBODY, forms::visit());
        assert_eq!(refused(&desk.worker, command, request), Code::NotFound);
    }
}

#[test]
fn a_copied_action_is_another_action() {
    let desk = desk();
    desk.signed();
    let twice = vec![forms::action(1, "再送一袋米", "2026-03-20"); 2];
    let form = forms::with(forms::visit(), json!({"actions": twice}));
    let (second, _) = desk.worker.visit(&desk.case, form).unwrap();
    let case = desk.worker.call("case_get", json!({"id": desk.case})).unwrap();
    assert_eq!(case["actions"].as_array().unwrap().len(), 3);
    assert_eq!(case["actions"][0]["agreed"]["what"], "送一袋米", "the first is as it was");
    assert_eq!(desk.shown(&second)["actions"].as_array().unwrap().len(), 2);
}
