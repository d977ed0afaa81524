use super::*;
use crate::case::Source;
use crate::id::ClientId;

fn day(y: i32, m: u32, d: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(y, m, d).unwrap()
}

fn today() -> NaiveDate {
    day(2026, 3, 14)
}

fn ground(kind: GroundKind) -> Ground {
    Ground {
        kind, by: "母亲陈桂芬".into(), scope: "家访、会谈、转介".into(), on: today()
    }
}

fn case() -> Case {
    Case {
        client: ClientId::from_bytes([1; 16]),
        number: "2026-017".into(),
        opened_on: today(),
        worker: None,
        source: Source::Outreach,
        reason: "夏令营中发现孩子明显回避与人交往。".into(),
        ground: Some(ground(GroundKind::GuardianConsent)),
        risk: Risk { level: RiskLevel::High, reasons: "父亲曾动手。".into() },
    }
}

fn errors(case: &Case, age: u32) -> Vec<CaseError> {
    check(case, Some(age), today()).unwrap_err()
}

#[test]
fn a_clean_case_stays_as_it_is() {
    assert_eq!(check(&case(), Some(13), today()), Ok(case()));
}

#[test]
fn texts_are_cleaned() {
    let typed = Case {
        number: " 2026-017\n".into(),
        reason: "夏令营中发现孩子明显回避与人交往。\0 ".into(),
        ..case()
    };
    assert_eq!(check(&typed, None, today()), Ok(case()));
}

#[test]
fn number_and_reason_are_needed() {
    let wrong = Case { number: " ".into(), reason: String::new(), ..case() };
    let expected = [CaseError::Number(TextError::Empty), CaseError::Reason(TextError::Empty)];
    assert_eq!(errors(&wrong, 13), expected);
}

#[test]
fn a_case_rests_on_consent_or_a_legal_ground() {
    let without = Case { ground: None, ..case() };
    assert_eq!(errors(&without, 70), [CaseError::Ground(GroundError::Missing)]);
    let nobody = Case {
        ground: Some(Ground { by: String::new(), ..ground(GroundKind::LegalGround) }),
        ..case()
    };
    assert_eq!(errors(&nobody, 70), [CaseError::Ground(GroundError::By(TextError::Empty))]);
}

#[test]
fn a_child_under_14_cannot_consent_alone() {
    let own = Case { ground: Some(ground(GroundKind::ClientConsent)), ..case() };
    assert_eq!(errors(&own, 13), [CaseError::Ground(GroundError::GuardianNeeded { age: 13 })]);
    assert!(check(&own, Some(14), today()).is_ok());
    assert!(check(&own, None, today()).is_ok(), "an unknown age proves nothing");
    for kind in [GroundKind::GuardianConsent, GroundKind::LegalGround] {
        assert!(check(&Case { ground: Some(ground(kind)), ..case() }, Some(6), today()).is_ok());
    }
}

#[test]
fn risk_above_low_is_reasoned() {
    for level in [RiskLevel::Medium, RiskLevel::High, RiskLevel::Critical] {
        let bare = Case { risk: Risk { level, reasons: " ".into() }, ..case() };
        assert_eq!(errors(&bare, 13), [CaseError::Risk(TextError::Empty)]);
    }
    let low = Case { risk: Risk { level: RiskLevel::Low, reasons: String::new() }, ..case() };
    assert!(check(&low, Some(13), today()).is_ok());
}

#[test]
fn nothing_is_dated_ahead() {
    let day = day(2026, 3, 15);
    let ahead = Case {
        opened_on: day,
        ground: Some(Ground { on: day, ..ground(GroundKind::LegalGround) }),
        ..case()
    };
    let expected = [
        CaseError::OpenedOn(OpenedError::InFuture { day }),
        CaseError::Ground(GroundError::InFuture { day }),
    ];
    assert_eq!(errors(&ahead, 13), expected);
}

#[test]
fn screens_get_field_and_problem() {
    let told = |error: CaseError| {
        let problem = error.problem();
        (problem.field, problem.problem, problem.detail.unwrap_or_default())
    };
    let young = CaseError::Ground(GroundError::GuardianNeeded { age: 13 });
    assert_eq!(told(young), ("ground", "guardian_needed", "13".into()));
    let nobody = CaseError::Ground(GroundError::By(TextError::Empty));
    assert_eq!(told(nobody), ("ground_by", "empty", String::new()));
    let ahead = CaseError::Ground(GroundError::InFuture { day: today() });
    assert_eq!(told(ahead), ("ground_on", "in_future", String::new()));
    assert_eq!(told(CaseError::Risk(TextError::Empty)), ("reasons", "empty", String::new()));
}
