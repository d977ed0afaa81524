use super::*;
use crate::case::GroundKind;
use crate::goal::{Ending, GoalEnd, Levels};
use crate::id::CaseId;
use crate::need::Need;

fn day(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 3, day).unwrap()
}

fn agreed(n: u8) -> AgreedGoal {
    let levels = Levels {
        much_less: "再次动手".into(),
        less: "摔东西".into(),
        expected: "不动手".into(),
        more: "先出去".into(),
        much_more: "自己商量".into(),
    };
    let goal = Goal {
        case: CaseId::from_bytes([1; 16]),
        client_words: "家里不吵不打".into(),
        worker_words: "家中无人动手".into(),
        need: Some(Need::Safety),
        indicator: "母女分别确认".into(),
        baseline: "一次".into(),
        set_on: Some(day(10)),
        target_on: Some(day(31)),
        levels,
        weight: 1,
        end: None,
        progress: vec![],
    };
    AgreedGoal { id: GoalId::from_bytes([n; 16]), goal }
}

fn form() -> PlanForm {
    PlanForm {
        assessment: Some(RecordId::from_bytes([1; 16])),
        agreed_on: Some(day(14)),
        goals: vec![agreed(1), agreed(2)],
        measures: "每两周一次亲子教育会谈，陪同就医".into(),
        review_on: Some(day(30)),
        consent: Some(Ground {
            kind: GroundKind::GuardianConsent,
            by: "母亲陈桂兰".into(),
            scope: "计划全文".into(),
            on: day(14),
        }),
        ..PlanForm::default()
    }
}

fn told(form: &PlanForm, age: u32) -> Vec<(&'static str, Option<usize>, &'static str)> {
    let lacks = check(form, Some(age), day(14)).err().unwrap_or_default();
    lacks.into_iter().map(|lack| (lack.field, lack.index, lack.problem)).collect()
}

#[test]
fn a_whole_plan_is_signed_and_says_what_it_rests_on() {
    assert_eq!(check(&form(), Some(13), day(14)), Ok(form()));
    let assessment = RecordId::from_bytes([1; 16]);
    assert_eq!(form().says(), Some(Says::Planned { assessment }));
    assert_eq!(PlanForm::default().says(), None);
}

#[test]
fn an_empty_draft_lacks_what_every_plan_has() {
    let expected = ["assessment", "agreed_on", "goals", "measures", "review_on", "ground"]
        .map(|field| (field, None, "empty"));
    assert_eq!(told(&PlanForm::default(), 70), expected);
}

#[test]
fn a_young_child_does_not_consent_alone() {
    let mut own = form();
    own.consent.as_mut().unwrap().kind = GroundKind::ClientConsent;
    assert_eq!(told(&own, 13), [("ground", None, "guardian_needed")]);
    assert_eq!(told(&own, 14), []);
}

#[test]
fn a_goal_is_whole_before_it_is_agreed() {
    let mut wrong = form();
    wrong.goals[0].goal.levels.more = String::new();
    wrong.goals[1].goal.target_on = None;
    assert_eq!(
        told(&wrong, 13),
        [("goals", Some(0), "scale_not_whole"), ("goals", Some(1), "goal_lacks")]
    );
    let lacks = check(&wrong, None, day(14)).unwrap_err();
    assert_eq!(lacks[1].detail.as_deref(), Some("target_on"));
    let mut twice = form();
    twice.goals[1].id = twice.goals[0].id;
    assert_eq!(told(&twice, 13), [("goals", Some(1), "twice")]);
    let mut over = form();
    let end = GoalEnd { ending: Ending::Reached, on: day(13), reason: String::new() };
    over.goals[0].goal.end = Some(end);
    assert_eq!(told(&over, 13), [("goals", Some(0), "ended")]);
}

#[test]
fn the_plan_is_looked_at_again() {
    let never = PlanForm { review_on: Some(day(13)), ..form() };
    assert_eq!(told(&never, 13), [("review_on", None, "too_early")]);
    let ahead = PlanForm { agreed_on: Some(day(15)), ..form() };
    assert_eq!(told(&ahead, 13), [("agreed_on", None, "in_future")]);
}
