use super::*;

fn day(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 3, day).unwrap()
}

fn now() -> CaseNow {
    CaseNow {
        opened_on: day(1),
        grounded: true,
        goals: 0,
        unscaled: vec![],
        open_crises: vec![],
        unsigned: vec![],
    }
}

fn form() -> ClosureForm {
    ClosureForm {
        on: Some(day(14)),
        reason: Some(ClosureReason::GoalsReached),
        words: String::new(),
        evaluation: Some(RecordId::from_bytes([4; 16])),
        summary: "一百五十天，没有再动手；一家人自己开会。".into(),
        client_view: "有高兴的事我也能打吗？".into(),
        follow_ups: vec![FollowUpPlanned {
            on: Some(day(28)), how: "电话，两周一次".into()
        }],
    }
}

fn told(form: &ClosureForm) -> Vec<(&'static str, Option<usize>, &'static str)> {
    match check(form, &now(), day(14)) {
        Ok(_) => vec![],
        Err(ClosureError::Form { lacks }) => {
            lacks.into_iter().map(|lack| (lack.field, lack.index, lack.problem)).collect()
        }
        Err(other) => panic!("{other}"),
    }
}

#[test]
fn a_whole_closure_is_signed_and_names_its_evaluation() {
    assert_eq!(check(&form(), &now(), day(14)), Ok(form()));
    let evaluation = Some(RecordId::from_bytes([4; 16]));
    assert_eq!(form().says(), Some(Says::Closed { evaluation }));
    assert_eq!(ClosureForm { evaluation: None, ..form() }.says(), None);
}

#[test]
fn a_case_with_an_open_crisis_or_an_unsigned_note_stays_open_whatever_the_form_says() {
    let (crisis, note) = (RecordId::from_bytes([30; 16]), RecordId::from_bytes([31; 16]));
    let kept = CaseNow { open_crises: vec![crisis], unsigned: vec![note], ..now() };
    let needed = vec![Needed::OpenCrisis { crisis }, Needed::Unsigned { note }];
    for form in [form(), ClosureForm::default()] {
        let expected = Err(ClosureError::KeptOpen { needed: needed.clone() });
        assert_eq!(check(&form, &kept, day(14)), expected);
    }
}

#[test]
fn an_empty_draft_lacks_what_every_closure_has() {
    let expected = ["on", "reason", "evaluation", "summary", "client_view", "follow_ups"]
        .map(|field| (field, None, "empty"));
    assert_eq!(told(&ClosureForm::default()), expected);
}

#[test]
fn an_early_end_has_words_and_needs_no_evaluation() {
    for reason in [ClosureReason::Withdrew, ClosureReason::Moved, ClosureReason::Referred] {
        let early =
            ClosureForm { reason: Some(reason), evaluation: None, follow_ups: vec![], ..form() };
        assert_eq!(told(&early), [("words", None, "empty")], "{reason:?}");
        let said = ClosureForm { words: "随母亲迁往外省".into(), ..early };
        assert_eq!(told(&said), []);
        assert_eq!(said.says(), Some(Says::Closed { evaluation: None }));
        let evaluated = ClosureForm { evaluation: form().evaluation, ..said };
        assert_eq!(
            evaluated.says(),
            Some(Says::Closed { evaluation: None }),
            "it rests on nothing"
        );
    }
    let died = ClosureForm {
        reason: Some(ClosureReason::Died),
        words: "病故".into(),
        client_view: String::new(),
        evaluation: None,
        follow_ups: vec![],
        ..form()
    };
    assert_eq!(told(&died), [], "nobody is asked what she thinks");
}

#[test]
fn somebody_looks_in_after_the_closure() {
    let mut wrong = form();
    wrong.follow_ups = vec![
        FollowUpPlanned { on: Some(day(14)), how: "当天".into() },
        FollowUpPlanned { on: None, how: "电话".into() },
        FollowUpPlanned { on: None, how: " ".into() },
    ];
    let expected = [("follow_ups", Some(0), "too_early"), ("follow_ups", Some(1), "empty")];
    assert_eq!(told(&wrong), expected);
}
