use super::super::testing::*;
use super::*;
use crate::attachment::AttachmentKind;
use crate::crisis::Course;
use crate::fields::{Edited, Fields};
use crate::id::{AttachmentId, ClientId};

fn told(entry: &Entry, entries: &[Entry]) -> Vec<(&'static str, &'static str, Option<String>)> {
    let checked = check_entry(&situations(), &opening(), entries, entry);
    let lacks = checked.err().unwrap_or_default();
    lacks.into_iter().map(|lack| (lack.field, lack.problem, lack.detail)).collect()
}

fn one(
    field: &'static str,
    problem: &'static str,
) -> Vec<(&'static str, &'static str, Option<String>)> {
    vec![(field, problem, None)]
}

#[test]
fn an_opening_asks_nothing() {
    let bare =
        Opening { who: String::new(), told: String::new(), place: String::new(), ..opening() };
    assert_eq!(check_opening(&bare), Ok(bare.clone()));
    let typed = Opening { who: " 小米\r\n".into(), ..opening() };
    assert_eq!(check_opening(&typed), Ok(opening()));
    let long = Opening { who: "米".repeat(MAX_NAME_CHARS + 1), ..opening() };
    assert_eq!(check_opening(&long).unwrap_err()[0].problem, "too_long");
}

#[test]
fn the_whole_course_of_the_story_is_accepted() {
    let course = whole_course();
    for at in 0..course.len() {
        assert_eq!(told(&course[at], &course[..at]), [], "{at}");
    }
    assert_eq!(told(&stood_down(11, 20_000, &course), &course), []);
}

#[test]
fn a_skip_without_a_reason_is_refused() {
    let skip = |step: &str, reason: &str| {
        entry(1, 1, Act::Skipped { step: step.into(), reason: reason.into() })
    };
    assert_eq!(told(&skip("visit", "孩子已在医院"), &[]), []);
    assert_eq!(told(&skip("visit", " "), &[]), one("reason", "empty"));
    assert_eq!(told(&skip("tea", "x"), &[]), one("step", "unknown"));
    assert_eq!(told(&skip("report", "x"), &[]), one("step", "not_skipped"));
    assert_eq!(told(&skip("stand_down", "x"), &[]), one("step", "not_skipped"));
}

#[test]
fn only_a_task_is_ticked_off() {
    for step in ["consultation", "report", "follow_up", "stand_down"] {
        assert_eq!(told(&done(1, 1, step), &[]), one("step", "not_ticked_off"), "{step}");
    }
    assert_eq!(told(&done(1, 1, "tea"), &[]), one("step", "unknown"));
}

#[test]
fn a_view_is_of_one_who_is_to_be_heard() {
    assert_eq!(told(&view(1, 1, Role::Auditor), &[]), one("role", "not_asked"));
    let silent = Act::View { role: Role::Manager, name: " ".into(), view: String::new() };
    let lacks = told(&entry(1, 1, silent), &[]);
    assert_eq!(lacks, [("name", "empty", None), ("view", "empty", None)]);
    let tried = Act::NotReached { role: Role::Manager, reason: String::new() };
    assert_eq!(told(&entry(1, 1, tried), &[]), one("reason", "empty"));
}

#[test]
fn a_report_says_to_whom_and_when_and_why() {
    let report = |to: &str, minutes, situation: &str| {
        let act = Act::Reported {
            to: to.into(),
            made_at: after(minutes),
            receipt: String::new(),
            situations: vec!["violence".into(), situation.into()],
        };
        entry(1, 46, act)
    };
    assert_eq!(told(&report("派出所", 46, "other"), &[]), []);
    assert_eq!(told(&report(" ", 46, "other"), &[]), one("to", "empty"));
    assert_eq!(told(&report("派出所", 47, "other"), &[]), one("made_at", "in_future"));
    assert_eq!(told(&report("派出所", 46, "rain"), &[]), one("situations", "unknown"));
    let not = entry(1, 46, Act::NotReported { reason: String::new() });
    assert_eq!(told(&not, &[]), one("reason", "empty"));
    let receipt = |of| entry(2, 60, Act::Receipt { decision: id(of), receipt: "JB-1".into() });
    assert_eq!(told(&receipt(1), &[reported(1, 46)]), []);
    assert_eq!(told(&receipt(9), &[reported(1, 46)]), one("decision", "unknown"));
}

#[test]
fn a_decision_is_countersigned_by_a_supervisor_who_did_not_make_it() {
    let sign = of_supervisor(2, 60, Act::Countersigned { decision: id(1) });
    assert_eq!(told(&sign, &[reported(1, 46)]), []);
    assert_eq!(told(&sign, &[]), one("decision", "unknown"));
    let manager = Entry { role: Role::Manager, ..sign.clone() };
    assert_eq!(told(&manager, &[reported(1, 46)]), one("role", "not_her_role"));
    let own = Entry { by: person(2), ..reported(1, 46) };
    assert_eq!(told(&sign, &[own]), one("decision", "own"));
}

#[test]
fn more_evidence_may_come_at_any_time_and_needs_no_words() {
    let photo = Attachment {
        id: AttachmentId::from_bytes([5; 16]),
        kind: AttachmentKind::Photo,
        name: "face.jpg".into(),
        media_type: "image/jpeg".into(),
        size: 3,
        sha256: "00".repeat(32),
        sealed_sha256: "11".repeat(32),
        key: String::new(),
        added_at: after(2).to_utc(),
        location_kept: false,
        caption: String::new(),
    };
    let noted = |note: &str, evidence| entry(1, 2, Act::Noted { note: note.into(), evidence });
    assert_eq!(told(&noted("", vec![photo.clone()]), &[]), []);
    assert_eq!(told(&noted("又发来一条语音", vec![]), &[]), []);
    assert_eq!(told(&noted(" ", vec![]), &[]), one("note", "empty"));
    let many = vec![photo; MAX_ATTACHMENTS + 1];
    assert_eq!(told(&noted("", many), &[])[0].1, "too_many");
}

#[test]
fn a_contact_is_of_a_day_since_the_opening() {
    assert_eq!(told(&followed_up(1, 1), &[]), []);
    let on =
        |days: i64| Act::FollowedUp { on: after(days * 1440).date_naive(), note: "好".into() };
    assert_eq!(told(&entry(1, 0, on(1)), &[]), one("on", "in_future"));
    assert_eq!(told(&entry(1, 0, on(-1)), &[])[0].1, "too_early");
}

#[test]
fn standing_down_is_for_a_supervisor_and_not_before_every_step() {
    let course = whole_course();
    let down = stood_down(11, 20_000, &[]);
    for role in Role::ALL.into_iter().filter(|role| *role != Role::Supervisor) {
        let other = Entry { role, ..down.clone() };
        assert_eq!(told(&other, &course), one("role", "not_her_role"), "{role:?}");
    }
    let open = |step: &str| ("steps", "step_open", Some(step.to_owned()));
    assert_eq!(told(&down, &course[..8]), [open("visit"), open("follow_up")]);
    let checked = check_entry(&situations(), &opening(), &course, &down).unwrap();
    let Act::StoodDown { seen, .. } = checked.act else { unreachable!() };
    assert_eq!(seen.len(), course.len(), "it covers all that she has before her");
}

#[test]
fn what_reaches_the_disk_is_frozen() {
    let course = Course {
        client: Some(ClientId::from_bytes([7; 16])),
        case: None,
        entries: vec![of_supervisor(7, 60, Act::Countersigned { decision: id(6) })],
    };
    let stored = serde_json::to_value(&course.entries[0]).unwrap();
    let expected = serde_json::json!({
        "id": "07070707-0707-0707-0707-070707070707",
        "by": "02020202-0202-0202-0202-020202020202",
        "by_name": "顾文静",
        "role": "supervisor",
        "at": "2026-03-15T00:04:00+08:00",
        "act": { "act": "countersigned", "decision": "06060606-0606-0606-0606-060606060606" },
    });
    assert_eq!(stored, expected);
    let registers = course.registers().into_iter().map(|(field, value)| (field, vec![value]));
    let fields = Fields::new(registers.collect(), course.sets().into_iter().collect());
    assert_eq!(Course::project(&fields), course);
    for entry in whole_course() {
        let there = serde_json::to_value(&entry).unwrap();
        assert_eq!(serde_json::from_value::<Entry>(there).unwrap(), entry);
    }
}
