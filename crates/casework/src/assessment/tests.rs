use super::*;
use crate::scale::{Answers, SHIPPED, Scale, take};

fn day(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 3, day).unwrap()
}

fn form() -> AssessmentForm {
    AssessmentForm {
        on: Some(day(14)),
        sources: "小米、母亲、韩主任，两次家访".into(),
        needs: vec![
            NeedFound {
                need: Need::Safety,
                found: "三月初父亲动手一次".into(),
                needed: "安全计划，父亲的情绪出口".into(),
            },
            NeedFound {
                need: Need::Medical, found: "父亲疼痛失眠".into(), needed: String::new()
            },
        ],
        strengths: "孩子会求助；母亲心细；父亲能体会孩子的感受。".into(),
        risks: vec![RiskFactor {
            what: "父亲再次动手".into(),
            likelihood: Grade::Middle,
            harm: Grade::Great,
            reasons: "疼痛未治，已有一次".into(),
        }],
        risk: Some(Risk { level: RiskLevel::High, reasons: "同上".into() }),
        judgement: "危机的根在家庭。".into(),
        ..AssessmentForm::default()
    }
}

fn told(form: &AssessmentForm) -> Vec<(&'static str, Option<usize>, &'static str)> {
    let lacks = check(form, day(14)).err().unwrap_or_default();
    lacks.into_iter().map(|lack| (lack.field, lack.index, lack.problem)).collect()
}

#[test]
fn a_whole_assessment_is_signed() {
    assert_eq!(check(&form(), day(14)), Ok(form()));
    assert_eq!(form().gravest(), Some(RiskLevel::High));
    let typed = AssessmentForm { judgement: format!("{}\r\n ", form().judgement), ..form() };
    assert_eq!(check(&typed, day(14)), Ok(form()));
}

#[test]
fn an_empty_draft_lacks_what_every_assessment_has() {
    let expected = ["on", "sources", "needs", "strengths", "risk", "judgement"]
        .map(|field| (field, None, "empty"));
    assert_eq!(told(&AssessmentForm::default()), expected);
}

#[test]
fn a_risk_put_lower_than_the_matrix_says_why() {
    let risk = Risk { level: RiskLevel::Medium, reasons: "母亲在家".into() };
    let mut lower = AssessmentForm { risk: Some(risk), ..form() };
    assert_eq!(told(&lower), [("lower_because", None, "below_matrix")]);
    lower.lower_because = "父亲本周住院".into();
    assert_eq!(told(&lower), []);
    let higher = Risk { level: RiskLevel::Critical, reasons: "昨夜的照片".into() };
    assert_eq!(told(&AssessmentForm { risk: Some(higher), ..form() }), []);
}

#[test]
fn every_risk_has_its_reasons_and_every_need_is_there_once() {
    let mut wrong = form();
    wrong.needs[1] = NeedFound { found: " ".into(), ..wrong.needs[0].clone() };
    wrong.risks[0].reasons = String::new();
    wrong.risk = Some(Risk { level: RiskLevel::High, reasons: " ".into() });
    let expected = [
        ("needs", Some(1), "twice"),
        ("need_found", Some(1), "empty"),
        ("risk_reasons", Some(0), "empty"),
        ("reasons", None, "empty"),
    ];
    assert_eq!(told(&wrong), expected);
}

#[test]
fn a_scale_that_asks_for_a_crisis_is_heard() {
    let phq9 = Scale::parse(SHIPPED[3]).unwrap();
    let answers = |last: u16| Answers {
        items: (phq9.items.iter())
            .map(|item| (item.id.clone(), if item.id == "self_harm" { last } else { 0 }))
            .collect(),
        ..Answers::default()
    };
    let with = |last, on| AssessmentForm {
        scales: vec![take(&phq9, &answers(last), on).unwrap()],
        ..form()
    };
    assert!(!with(0, day(14)).asks_crisis());
    assert!(with(1, day(14)).asks_crisis());
    assert_eq!(told(&with(1, day(14))), [], "and the assessment is signed all the same");
    assert_eq!(told(&with(0, day(15))), [("scales", None, "in_future")]);
    let stored = serde_json::to_value(with(1, day(14))).unwrap();
    assert_eq!(serde_json::from_value::<AssessmentForm>(stored).unwrap(), with(1, day(14)));
}
