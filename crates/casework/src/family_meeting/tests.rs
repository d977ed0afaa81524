use super::*;

fn at(day: u32, hour: u32) -> NaiveDateTime {
    NaiveDate::from_ymd_opt(2026, 3, day).unwrap().and_hms_opt(hour, 0, 0).unwrap()
}

fn attendee(name: &str, client: bool, view: &str) -> Attendee {
    Attendee { name: name.into(), member: None, client, view: view.into() }
}

fn agreement(n: u8, what: &str, due: Option<u32>) -> Agreement {
    Agreement {
        id: ActionId::from_bytes([n; 16]),
        what: what.into(),
        owner: "一家三口".into(),
        due: due.map(|day| at(day, 0).date()),
        standing: due.is_none(),
    }
}

fn form() -> FamilyMeetingForm {
    FamilyMeetingForm {
        called_by: "社工林知夏".into(),
        purpose: "把好的变化变成全家的约定".into(),
        started_at: Some(at(14, 19)),
        ended_at: Some(at(14, 20)),
        attendees: vec![
            attendee("小米", true, "批评的时候不要拿我和别人比"),
            attendee("米志刚", false, "有事告诉家里，不光告诉阿姨"),
            attendee("陈桂兰", false, "两个人都别让我猜"),
        ],
        absent: vec![Absent {
            name: "韩春梅".into(), member: None, reason: "去镇上开会".into()
        }],
        observations: "小米主持，念她写的开场。".into(),
        agreements: vec![
            agreement(1, "不动手，不摔东西", None),
            agreement(2, "第一次家庭会由父亲主持", Some(22)),
        ],
        ..FamilyMeetingForm::default()
    }
}

fn told(form: &FamilyMeetingForm) -> Vec<(&'static str, Option<usize>, &'static str)> {
    let lacks = check(form, at(14, 21)).err().unwrap_or_default();
    lacks.into_iter().map(|lack| (lack.field, lack.index, lack.problem)).collect()
}

#[test]
fn a_whole_meeting_is_signed_and_its_agreements_become_actions() {
    let signed = check(&form(), at(14, 21)).unwrap();
    assert_eq!(signed, form());
    let actions = signed.actions();
    let told: Vec<_> = actions.iter().map(|action| (action.id.bytes()[0], action.due)).collect();
    assert_eq!(told, [(2, Some(at(22, 0).date()))], "a rule that stands is nothing to be done");
    assert_eq!(actions[0].owner, "一家三口");
}

#[test]
fn an_empty_draft_lacks_what_every_meeting_has() {
    let fields: Vec<_> =
        told(&FamilyMeetingForm::default()).into_iter().map(|(field, ..)| field).collect();
    let expected = ["called_by", "purpose", "started_at", "ended_at", "attendees", "observations"];
    assert_eq!(fields, expected);
}

#[test]
fn each_one_has_a_view_and_who_is_absent_a_reason() {
    let mut wrong = form();
    wrong.attendees[1].view = " ".into();
    wrong.attendees[2].name = String::new();
    wrong.absent[0].reason = String::new();
    let expected = [
        ("attendee_view", Some(1), "empty"),
        ("attendee_name", Some(2), "empty"),
        ("absent_reason", Some(0), "empty"),
    ];
    assert_eq!(told(&wrong), expected);
    let mut alone = form();
    alone.attendees.truncate(1);
    assert_eq!(told(&alone), [("attendees", None, "too_few")]);
    let mut unnamed = form();
    unnamed.attendees[0].name = String::new();
    assert_eq!(told(&unnamed), [], "the client needs no name");
}

#[test]
fn an_agreement_has_an_owner_and_a_day_unless_it_stands() {
    let mut wrong = form();
    wrong.agreements[1].due = None;
    wrong.agreements.push(Agreement { owner: " ".into(), ..agreement(3, "洗碗", Some(13)) });
    let expected = [
        ("agreement_due", Some(1), "empty"),
        ("agreement_owner", Some(2), "empty"),
        ("agreement_due", Some(2), "too_early"),
    ];
    assert_eq!(told(&wrong), expected);
    let many = FamilyMeetingForm {
        agreements: vec![agreement(1, "不动手", None); MAX_ACTIONS + 1],
        ..form()
    };
    assert_eq!(told(&many), [("agreements", None, "too_many")]);
}
