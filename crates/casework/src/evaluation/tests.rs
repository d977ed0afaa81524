use super::*;

fn day(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 3, day).unwrap()
}

fn goal(n: u8) -> GoalId {
    GoalId::from_bytes([n; 16])
}

fn outcome(n: u8, level: i8) -> Outcome {
    Outcome {
        goal: goal(n),
        weight: 1,
        level: Attainment::try_from(level).ok(),
        evidence: "母女分别单独确认，说法一致。".into(),
    }
}

fn form() -> EvaluationForm {
    EvaluationForm {
        plan: Some(RecordId::from_bytes([2; 16])),
        on: Some(day(14)),
        outcomes: vec![outcome(1, 1), outcome(2, 1)],
        client_view: "他现在生气会先咳嗽一声，我们就知道了。".into(),
        satisfaction: Some(5),
        worker_view: "从一件具体的小事入手有用。".into(),
        proposal: Some(Proposal::Close),
    }
}

fn told(form: &EvaluationForm) -> Vec<(&'static str, Option<usize>, &'static str)> {
    let lacks = check(form, &[goal(1), goal(2)], day(14)).err().unwrap_or_default();
    lacks.into_iter().map(|lack| (lack.field, lack.index, lack.problem)).collect()
}

#[test]
fn a_whole_evaluation_is_signed_and_names_its_plan() {
    assert_eq!(check(&form(), &[goal(1), goal(2)], day(14)), Ok(form()));
    let plan = RecordId::from_bytes([2; 16]);
    assert_eq!(form().says(), Some(Says::Evaluated { plan }));
    let t = form().t_score().unwrap();
    assert!((t - 62.403_473_458_920_85).abs() < 1e-9, "{t}");
}

#[test]
fn an_empty_draft_lacks_what_every_evaluation_has() {
    let fields: Vec<_> = told(&EvaluationForm::default()).into_iter().map(|(f, ..)| f).collect();
    let expected = ["plan", "on", "outcomes", "outcomes", "client_view", "worker_view", "proposal"];
    assert_eq!(fields, expected, "both goals of the plan are missing");
    assert_eq!(EvaluationForm::default().t_score(), None);
}

#[test]
fn every_goal_has_one_outcome_with_what_shows_it() {
    let mut wrong = form();
    wrong.outcomes[1] = Outcome { level: None, weight: 0, evidence: " ".into(), ..outcome(1, 0) };
    let expected = [
        ("outcomes", None, "goal_missing"),
        ("outcomes", Some(1), "twice"),
        ("outcome_level", Some(1), "empty"),
        ("outcome_weight", Some(1), "out_of_range"),
        ("outcome_evidence", Some(1), "empty"),
    ];
    assert_eq!(told(&wrong), expected);
    let lacks = check(&wrong, &[goal(1), goal(2)], day(14)).unwrap_err();
    assert_eq!(lacks[0].detail, Some(goal(2).to_string()));
}

#[test]
fn satisfaction_is_one_to_five_or_not_said() {
    for (satisfaction, ok) in
        [(None, true), (Some(1), true), (Some(5), true), (Some(0), false), (Some(6), false)]
    {
        let form = EvaluationForm { satisfaction, ..form() };
        assert_eq!(told(&form).is_empty(), ok, "{satisfaction:?}");
    }
}
