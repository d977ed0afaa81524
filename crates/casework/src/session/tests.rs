use super::*;
use crate::id::ActionId;
use chrono::NaiveDate;

fn at(day: u32, hour: u32) -> NaiveDateTime {
    NaiveDate::from_ymd_opt(2026, 3, day).unwrap().and_hms_opt(hour, 0, 0).unwrap()
}

fn form() -> SessionForm {
    SessionForm {
        kind: Some(SessionKind::ParentChild),
        started_at: Some(at(14, 19)),
        ended_at: Some(at(14, 20)),
        present: vec![Present { name: "米志刚".into(), member: None, client: false }],
        aim: "父亲能说出挨打的孩子心里想什么".into(),
        technique: "回忆与换位，行为演练".into(),
        observations: "父亲说：“她也这么想吧。”".into(),
        goals: vec![GoalTouched { goal: GoalId::from_bytes([1; 16]), note: String::new() }],
        actions: vec![AgreedAction {
            id: ActionId::from_bytes([7; 16]),
            what: "火上来时到院里去".into(),
            owner: "父亲".into(),
            due: Some(at(28, 0).date()),
        }],
        next: Some(NextVisit { on: Some(at(28, 0).date()), purpose: "看日历上的圈".into() }),
        ..SessionForm::default()
    }
}

fn told(form: &SessionForm) -> Vec<(&'static str, Option<usize>, &'static str)> {
    let lacks = check(form, at(14, 21)).err().unwrap_or_default();
    lacks.into_iter().map(|lack| (lack.field, lack.index, lack.problem)).collect()
}

#[test]
fn a_whole_session_is_signed_with_clean_texts() {
    assert_eq!(check(&form(), at(14, 21)), Ok(form()));
    let typed = SessionForm { aim: format!(" {}\r\n", form().aim), ..form() };
    assert_eq!(check(&typed, at(14, 21)), Ok(form()));
}

#[test]
fn an_empty_draft_lacks_what_every_session_has() {
    let expected =
        ["kind", "started_at", "ended_at", "present", "aim", "technique", "observations"]
            .map(|field| (field, None, "empty"));
    assert_eq!(told(&SessionForm::default()), expected);
    let draft = serde_json::from_str::<SessionForm>("{}").unwrap();
    assert_eq!(draft, SessionForm::default(), "a draft of an older version opens");
}

#[test]
fn times_are_in_their_order_and_over() {
    let backwards = SessionForm { ended_at: Some(at(14, 18)), ..form() };
    assert_eq!(told(&backwards), [("ended_at", None, "ends_before_start")]);
    let ahead = SessionForm { ended_at: Some(at(14, 22)), ..form() };
    assert_eq!(told(&ahead), [("ended_at", None, "in_future")]);
}

#[test]
fn of_lists_the_entry_is_told() {
    let bare =
        AgreedAction { what: " ".into(), due: Some(at(13, 0).date()), ..form().actions[0].clone() };
    let mut wrong = form();
    wrong.actions.push(bare);
    wrong.goals.push(wrong.goals[0].clone());
    let expected = [
        ("goals", Some(1), "twice"),
        ("action_due", Some(1), "too_early"),
        ("action_what", Some(1), "empty"),
    ];
    assert_eq!(told(&wrong), expected);
    let purpose =
        SessionForm { next: Some(NextVisit { on: None, purpose: "再谈".into() }), ..form() };
    assert_eq!(told(&purpose), [("next_on", None, "empty")]);
}

#[test]
fn what_says_nothing_is_left_out() {
    let mut with = form();
    with.present.push(Present { name: " ".into(), member: None, client: false });
    with.actions.push(AgreedAction {
        id: ActionId::from_bytes([8; 16]),
        what: String::new(),
        owner: " ".into(),
        due: None,
    });
    assert_eq!(check(&with, at(14, 21)), Ok(form()));
}
