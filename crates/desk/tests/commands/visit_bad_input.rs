//! What a visit may meet that should not be: impossible times, endless notes, a full disk, a clock that
//! jumps.

use super::{desk, failure, refused};
use chrono::{DateTime, TimeDelta};
use desk::failure::Code;
use serde_json::{Value, json};
use testkit::forms;

fn missing(desk: &super::Desk, otherwise: Value) -> Value {
    let visit = desk.draft();
    let request = json!({"id": visit, "form": forms::with(forms::visit(), otherwise)});
    let failed = failure(&desk.worker, "visit_sign", request);
    assert_eq!(failed.code, Code::NotReady);
    serde_json::to_value(failed.missing).unwrap()
}

#[test]
fn a_visit_that_ends_before_it_starts() {
    let times = json!({"started_at": "2026-03-02T08:40:00", "ended_at": "2026-03-02T08:00:00"});
    assert_eq!(missing(&desk(), times), json!([{"missing": "ends_before_start"}]));
}

#[test]
fn a_visit_in_the_future() {
    let times = json!({"ended_at": "2026-03-02T09:01:00"});
    assert_eq!(missing(&desk(), times), json!([{"missing": "in_future"}]));
}

#[test]
fn a_next_visit_before_this_one_and_actions_without_owner_or_day() {
    let otherwise = json!({
        "next": {"on": "2026-03-01", "purpose": ""},
        "actions": [{"id": super::NOBODY, "what": "送米", "owner": " ", "due": "2026-03-01"}],
    });
    let expected = json!([
        {"missing": "action_owner", "index": 0},
        {"missing": "action_due", "index": 0},
        {"missing": "next_in_past"},
    ]);
    assert_eq!(missing(&desk(), otherwise), expected);
}

#[test]
fn a_note_of_200_000_characters_is_saved_signed_found_and_printed() {
    let desk = desk();
    let visit = desk.draft();
    let sentence = "早上到的时候门开着，灶台是凉的。";
    let last = "最后一句蜻蜓。";
    let mut note = sentence.repeat(12_499);
    note.push_str(last);
    note.insert_str(0, &"长".repeat(200_000 - note.chars().count()));
    assert_eq!(note.chars().count(), 200_000);
    let form = forms::with(forms::visit(), json!({"observations": note}));
    let request = json!({"id": visit, "form": form});
    desk.worker.call("visit_autosave", request.clone()).unwrap();
    desk.worker.call("visit_sign", request).unwrap();
    assert_eq!(desk.shown(&visit)["note"]["form"]["observations"], json!(note));
    let found = desk.worker.call("search_find", json!({"text": "蜻蜓", "limit": 9})).unwrap();
    assert_eq!(found["hits"][0]["visit"], json!(visit));
    let report = desk.worker.report(&visit, "zh").unwrap();
    assert!(report.starts_with(b"%PDF-"));
}

#[test]
fn a_note_of_one_character_more_stays_a_draft() {
    let desk = desk();
    let visit = desk.draft();
    let form = forms::with(forms::visit(), json!({"observations": "长".repeat(200_001)}));
    let request = json!({"id": visit, "form": form});
    let saved = desk.worker.call("visit_autosave", request.clone()).unwrap();
    let expected = json!([{"missing": "text_too_long", "field": "observations"}]);
    assert_eq!(saved["missing"], expected, "saved all the same, and told at once");
    assert_eq!(refused(&desk.worker, "visit_sign", request), Code::NotReady);
    let kept = desk.shown(&visit)["form"]["observations"].as_str().unwrap().chars().count();
    assert_eq!(kept, 200_001);
}

#[test]
fn more_people_and_actions_than_anyone_reads() {
    let present = json!({"name": "邻居", "member": null, "client": false});
    let actions: Vec<_> = (0..101).map(|n| forms::action(n, "送米", "2026-03-05")).collect();
    let otherwise = json!({"present": vec![present; 51], "actions": actions});
    let expected = json!([
        {"missing": "too_many", "field": "present"},
        {"missing": "too_many", "field": "actions"},
    ]);
    assert_eq!(missing(&desk(), otherwise), expected);
}

#[test]
fn controls_and_marks_that_nobody_sees_are_kept_out_of_the_note() {
    let desk = desk();
    let words = json!({"observations": "  灶台\u{0}凉\r\n米缸空 👨‍👩‍👧 שלום \u{7} "});
    let (visit, _) = desk.worker.visit(&desk.case, forms::with(forms::visit(), words)).unwrap();
    let kept = desk.shown(&visit)["note"]["form"]["observations"].clone();
    assert_eq!(kept, "灶台凉\n米缸空 👨‍👩‍👧 שלום");
}

#[test]
fn trust_31_a_clock_set_back_a_year_between_two_notes_loses_and_reorders_nothing() {
    let desk = desk();
    let first = desk.signed();
    desk.worker.host.set_clock(DateTime::parse_from_rfc3339("2025-03-02T09:00:00+08:00").unwrap());
    let year_before = json!({
        "started_at": "2025-03-02T08:00:00", "ended_at": "2025-03-02T08:40:00",
        "observations": "表慢了一年。", "actions": [], "next": null,
    });
    let form = forms::with(forms::visit(), year_before);
    let (second, _) = desk.worker.visit(&desk.case, form).unwrap();
    let text = json!({"visit": first, "text": "补记时表也慢了一年。"});
    desk.worker.call("addendum_sign", text).unwrap();
    for visit in [&first, &second] {
        assert_eq!(desk.shown(visit)["state"], "signed");
    }
    let verified = desk.worker.call("vault_verify", json!({})).unwrap();
    assert_eq!((&verified["broken"], &verified["views_match"]), (&json!([]), &json!(true)));
    let timeline = json!({"id": desk.case, "offset": 0, "limit": 9});
    let timeline = desk.worker.call("case_timeline", timeline).unwrap();
    let days: Vec<_> =
        timeline["entries"].as_array().unwrap().iter().map(|one| &one["on"]).collect();
    assert_eq!(days, ["2026-03-02", "2026-03-01", "2025-03-02"], "by the days they are about");
    let case = desk.worker.call("case_get", json!({"id": desk.case})).unwrap();
    assert_eq!(case["last_visit"], "2026-03-02");
    let steps = desk.shown(&first)["history"].clone();
    assert_eq!(
        steps[0]["field"], "addendum",
        "the chain of changes goes on, whatever the clock says"
    );
}

#[test]
fn trust_29_a_full_disk_in_the_middle_of_signing_leaves_the_draft() {
    let desk = desk();
    let visit = desk.draft();
    let short = json!({"id": visit, "form": forms::with(forms::visit(), json!({"place": "屋前"}))});
    desk.worker.call("visit_autosave", short).unwrap();
    let draft = desk.shown(&visit);
    let long = json!({"observations": "门开着，灶台是凉的。".repeat(8_000)});
    let long = json!({"id": visit, "form": forms::with(forms::visit(), long)});
    desk.worker.desk.limit_pages(1).unwrap();
    for command in ["visit_sign", "visit_autosave"] {
        assert_eq!(refused(&desk.worker, command, long.clone()), Code::DiskFull, "{command}");
        assert_eq!(desk.shown(&visit), draft);
    }
    let listed = desk.worker.call("today_get", json!({})).unwrap();
    assert_eq!(listed["drafts"][0]["id"], json!(visit));
    desk.worker.desk.limit_pages(1_000_000).unwrap();
    desk.worker.call("visit_sign", long).unwrap();
    let verified = desk.worker.call("vault_verify", json!({})).unwrap();
    assert_eq!((&verified["broken"], &verified["views_match"]), (&json!([]), &json!(true)));
}

#[test]
fn a_visit_that_crosses_midnight_is_of_the_day_it_began() {
    let desk = desk();
    desk.worker.host.pass(TimeDelta::hours(16));
    let night = json!({"started_at": "2026-03-02T23:10:00", "ended_at": "2026-03-03T00:20:00"});
    let (visit, _) = desk.worker.visit(&desk.case, forms::with(forms::visit(), night)).unwrap();
    let case = desk.worker.call("case_get", json!({"id": desk.case})).unwrap();
    assert_eq!(case["last_visit"], "2026-03-02");
    assert!(desk.worker.report(&visit, "zh").is_ok());
}
