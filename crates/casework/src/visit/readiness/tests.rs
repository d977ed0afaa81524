use super::*;
use crate::id::ActionId;
use crate::visit::{AsTyped, Present, VisitKind};

fn at(day: u32, hour: u32) -> NaiveDateTime {
    NaiveDate::from_ymd_opt(2026, 3, day).unwrap().and_hms_opt(hour, 0, 0).unwrap()
}

fn now() -> NaiveDateTime {
    at(14, 18)
}

fn action() -> AgreedAction {
    AgreedAction {
        id: ActionId::from_bytes([7; 16]),
        what: "陪同到县医院复查".into(),
        owner: "母亲".into(),
        due: Some(at(20, 0).date()),
    }
}

fn person(name: &str) -> Present {
    Present { name: name.into(), member: None, client: false }
}

fn form() -> VisitForm {
    VisitForm {
        kind: Some(VisitKind::Planned),
        started_at: Some(at(14, 15)),
        ended_at: Some(at(14, 16)),
        present: vec![person("李小禾")],
        observations: "孩子开的门，家里整洁。".into(),
        actions: vec![action()],
        next: Some(NextVisit { on: Some(at(21, 0).date()), purpose: "看复查结果".into() }),
        ..VisitForm::default()
    }
}

#[test]
fn a_complete_form_is_ready() {
    assert_eq!(missing(&form(), now()), []);
}

#[test]
fn an_empty_form_lacks_what_every_visit_has() {
    let expected = [
        Missing::Kind,
        Missing::StartedAt,
        Missing::EndedAt,
        Missing::Present,
        Missing::Observations,
    ];
    assert_eq!(missing(&VisitForm::default(), now()), expected);
}

#[test]
fn a_visit_that_ends_before_it_starts() {
    let form = VisitForm { ended_at: Some(at(14, 14)), ..form() };
    assert_eq!(missing(&form, now()), [Missing::EndsBeforeStart]);
    let short = VisitForm { ended_at: form.started_at, ..form };
    assert_eq!(missing(&short, now()), [], "a call of less than a minute");
}

#[test]
fn a_visit_in_the_future() {
    let ahead = VisitForm { ended_at: Some(at(14, 19)), ..form() };
    assert_eq!(missing(&ahead, now()), [Missing::InFuture]);
    let until_now = VisitForm { ended_at: Some(now()), ..form() };
    assert_eq!(missing(&until_now, now()), []);
}

#[test]
fn nobody_home_needs_no_one_present_but_a_line_of_what_was_found() {
    let nobody =
        VisitForm { nobody_home: true, present: vec![], observations: " \n".into(), ..form() };
    assert_eq!(missing(&nobody, now()), [Missing::Observations]);
    let seen = VisitForm { observations: "门锁着，邻居说去了镇上。".into(), ..nobody };
    assert_eq!(missing(&seen, now()), []);
}

#[test]
fn a_person_without_a_name_is_nobody() {
    let form = VisitForm { present: vec![person(" ")], ..form() };
    assert_eq!(missing(&form, now()), [Missing::Present]);
}

#[test]
fn an_action_has_words_an_owner_and_a_day() {
    let bare = AgreedAction { what: " ".into(), owner: String::new(), due: None, ..action() };
    let form = VisitForm { actions: vec![action(), bare], ..form() };
    let expected = [
        Missing::ActionWhat { index: 1 },
        Missing::ActionOwner { index: 1 },
        Missing::ActionDue { index: 1 },
    ];
    assert_eq!(missing(&form, now()), expected);
}

#[test]
fn nothing_is_agreed_for_a_day_before_the_visit() {
    let yesterday = at(13, 0).date();
    let form = VisitForm {
        actions: vec![AgreedAction { due: Some(yesterday), ..action() }],
        next: Some(NextVisit { on: Some(yesterday), purpose: String::new() }),
        ..form()
    };
    assert_eq!(missing(&form, now()), [Missing::ActionDue { index: 0 }, Missing::NextInPast]);
}

#[test]
fn a_next_visit_has_a_day_or_nothing_is_said_of_it() {
    let next = |purpose: &str| Some(NextVisit { on: None, purpose: purpose.into() });
    let typed = |next_on: &str| Some(AsTyped { next_on: next_on.into(), ..AsTyped::default() });
    let purpose = VisitForm { next: next("看复查结果"), ..form() };
    assert_eq!(missing(&purpose, now()), [Missing::NextDay]);
    let unread = VisitForm { next: None, as_typed: typed("下下个月初"), ..form() };
    assert_eq!(missing(&unread, now()), [Missing::NextDay]);
    let nothing = VisitForm { next: next(" "), as_typed: typed(" "), ..form() };
    assert_eq!(missing(&nothing, now()), []);
}

#[test]
fn a_form_that_is_ready_has_nothing_left_that_no_field_took_in() {
    let typed = AsTyped {
        day: "十四号".into(),
        started: "三点多".into(),
        ended: "傍晚".into(),
        person: "外婆".into(),
        next_on: "开春".into(),
        due: [(action().id, "尽快".into()), (ActionId::from_bytes([9; 16]), "x".into())].into(),
    };
    // Each of the things that what is typed may stand in for, there or not.
    for empty in 0_u8..16 {
        let lacks = |bit: u8| empty & (1 << bit) != 0;
        let mut form = VisitForm { as_typed: Some(typed.clone()), ..form() };
        form.started_at = form.started_at.filter(|_| !lacks(0));
        form.ended_at = form.ended_at.filter(|_| !lacks(1));
        form.actions[0].due = form.actions[0].due.filter(|_| !lacks(2));
        form.next = form.next.filter(|_| !lacks(3));
        let cleaned = form.cleaned();
        assert_eq!(missing(&cleaned, now()).is_empty(), cleaned.as_typed.is_none(), "{empty:b}");
    }
}

#[test]
fn a_late_note_may_hold_what_has_come_due_since() {
    let signed_late = missing(&form(), at(30, 9));
    assert_eq!(signed_late, []);
}

#[test]
fn a_note_of_200_000_characters_is_signed_and_one_more_is_not() {
    let long = VisitForm { observations: "访".repeat(MAX_NOTE_CHARS), ..form() };
    assert_eq!(missing(&long, now()), []);
    let longer = VisitForm { judgement: "访".repeat(MAX_NOTE_CHARS + 1), ..long };
    assert_eq!(missing(&longer, now()), [Missing::TextTooLong { field: FormField::Judgement }]);
}

#[test]
fn every_part_with_a_limit_keeps_it() {
    let form = VisitForm {
        place: "路".repeat(MAX_FIELD_CHARS + 1),
        present: vec![person(&"a".repeat(1 << 20)); MAX_PRESENT + 1],
        actions: vec![
            AgreedAction { owner: "母".repeat(MAX_NAME_CHARS + 1), ..action() };
            MAX_ACTIONS + 1
        ],
        next: Some(NextVisit {
            on: Some(at(21, 0).date()),
            purpose: "看".repeat(MAX_FIELD_CHARS + 1),
        }),
        ..form()
    };
    let long = |field| Missing::TextTooLong { field };
    let many = |field| Missing::TooMany { field };
    let expected = [
        long(FormField::Place),
        long(FormField::Present),
        long(FormField::Actions),
        long(FormField::Next),
        many(FormField::Present),
        many(FormField::Actions),
    ];
    assert_eq!(missing(&form, now()), expected);
}

#[test]
fn screens_get_what_and_where() {
    let told = serde_json::to_value(Missing::ActionOwner { index: 2 }).unwrap();
    assert_eq!(told, serde_json::json!({ "missing": "action_owner", "index": 2 }));
    let told = serde_json::to_value(Missing::TextTooLong { field: FormField::Place }).unwrap();
    assert_eq!(told, serde_json::json!({ "missing": "text_too_long", "field": "place" }));
    assert_eq!(
        serde_json::to_value(Missing::Kind).unwrap(),
        serde_json::json!({ "missing": "kind" })
    );
}
