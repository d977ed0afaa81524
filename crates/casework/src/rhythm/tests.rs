use super::*;
use proptest::prelude::*;

const SHIPPED: &str = include_str!("../../../../assets/rules/visits.toml");

fn rules() -> VisitRules {
    VisitRules::parse(SHIPPED).unwrap()
}

fn day(m: u32, d: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, m, d).unwrap()
}

/// The shipped file with one text in place of another.
fn changed(from: &str, to: &str) -> Result<VisitRules, RulesError> {
    assert!(SHIPPED.contains(from), "{from}");
    VisitRules::parse(&SHIPPED.replacen(from, to, 1))
}

/// Line, from 1, of the first place where the shipped file says so.
fn line(text: &str) -> usize {
    SHIPPED.lines().position(|line| line.contains(text)).unwrap() + 1
}

#[test]
fn the_shipped_rules_hold_the_fields_defaults() {
    for (risk, days) in [
        (RiskLevel::Critical, 1),
        (RiskLevel::High, 7),
        (RiskLevel::Medium, 30),
        (RiskLevel::Low, 90),
    ] {
        assert_eq!(rules().interval(risk, &[Category::LeftBehindChild]), Interval { days });
    }
    assert_eq!(rules().version, 1);
}

#[test]
fn an_older_person_in_special_difficulty_is_visited_monthly_at_least() {
    for category in [
        Category::LivingAlone,
        Category::EmptyNest,
        Category::LeftBehindElder,
        Category::DisabledByAge,
        Category::DisabledElder,
        Category::FamilyPlanningElder,
    ] {
        let categories = [Category::AdvancedAge, category];
        assert_eq!(rules().interval(RiskLevel::Low, &categories).days, 30, "{category:?}");
        assert_eq!(rules().interval(RiskLevel::High, &categories).days, 7, "{category:?}");
    }
    assert_eq!(rules().interval(RiskLevel::Low, &[Category::AdvancedAge]).days, 90);
}

#[test]
fn the_rule_that_holds_has_a_name() {
    let rules = rules();
    let name = |risk, categories| rules.name_of(risk, categories).map(|name| name.en.as_str());
    assert_eq!(name(RiskLevel::High, &[Category::LivingAlone]), Some("weekly"));
    let monthly = Some("older people in special difficulty, monthly");
    assert_eq!(name(RiskLevel::Low, &[Category::LivingAlone]), monthly);
}

#[test]
fn the_first_visit_is_due_from_the_day_of_intake() {
    let due = rules().due(RiskLevel::High, &[], day(3, 1), None, None);
    assert_eq!(due, day(3, 8));
}

#[test]
fn later_visits_are_due_from_the_last_one() {
    let due = rules().due(RiskLevel::High, &[], day(1, 1), Some(day(3, 10)), None);
    assert_eq!(due, day(3, 17));
}

#[test]
fn an_agreed_day_counts_up_to_the_rule() {
    let due = |agreed| rules().due(RiskLevel::High, &[], day(1, 1), Some(day(3, 10)), Some(agreed));
    assert_eq!(due(day(3, 12)), day(3, 12), "earlier than the rule");
    assert_eq!(due(day(3, 17)), day(3, 17), "as the rule says");
    assert_eq!(due(day(3, 25)), day(3, 17), "later than the rule allows");
    assert_eq!(due(day(3, 10)), day(3, 17), "kept by the last visit");
    assert_eq!(due(day(3, 1)), day(3, 17), "past");
}

#[test]
fn an_agreed_day_before_any_visit_counts() {
    let due = rules().due(RiskLevel::Low, &[], day(3, 1), None, Some(day(3, 2)));
    assert_eq!(due, day(3, 2));
}

#[test]
fn the_end_of_the_calendar_is_no_trouble() {
    let due = rules().due(RiskLevel::Low, &[], NaiveDate::MAX, None, None);
    assert_eq!(due, NaiveDate::MAX);
}

#[test]
fn what_is_not_toml_is_told_with_its_line() {
    let error = changed("version = 1", "version = ").unwrap_err();
    assert!(
        matches!(error, RulesError::Syntax { line: found, .. } if found == line("version = 1")),
        "{error}"
    );
}

#[test]
fn an_unknown_level_or_category_is_told_with_its_line() {
    for (from, to) in
        [("\"high\"", "\"hihg\""), ("\"empty_nest\"", "\"emtpy_nest\""), ("days = 7", "dasy = 7")]
    {
        let error = changed(from, to).unwrap_err();
        let RulesError::Syntax { line: found, message } = &error else { panic!("{error}") };
        assert!(line(from).abs_diff(*found) <= 2, "{error}");
        assert!(message.contains("unknown") || message.contains("missing"), "{message}");
    }
    assert!(changed("id = \"visits\"", "id = \"points\"").is_err());
}

#[test]
fn an_interval_is_between_a_day_and_a_year() {
    for found in [0, -7, 367, 70_000] {
        let expected = RulesError::Interval {
            line: line("days = 7"),
            key: "risk high days".into(),
            found,
            max: 366,
        };
        assert_eq!(changed("days = 7", &format!("days = {found}")), Err(expected));
    }
}

#[test]
fn each_thing_has_one_rule() {
    let twice = RulesError::Twice { line: line("\"low\""), key: "risk high".into() };
    assert_eq!(changed("\"low\"", "\"high\""), Err(twice));
    let twice =
        RulesError::Twice { line: line("\"empty_nest\""), key: "category living_alone".into() };
    assert_eq!(changed("\"empty_nest\"", "\"living_alone\""), Err(twice));
}

#[test]
fn each_level_of_risk_has_a_rule() {
    let low = SHIPPED.find("[[risk]]\nlevel = \"low\"").unwrap();
    let end = SHIPPED.find("# By category").unwrap();
    let without = format!("{}{}", &SHIPPED[..low], &SHIPPED[end..]);
    assert_eq!(VisitRules::parse(&without), Err(RulesError::Lacking { key: "risk low".into() }));
}

#[test]
fn a_graver_risk_never_waits_longer() {
    let upside = RulesError::Upside { line: line("days = 30"), key: "risk medium".into() };
    assert_eq!(changed("days = 7", "days = 31"), Err(upside));
}

proptest! {
    #[test]
    fn nobody_waits_longer_than_the_rule(
        risk in prop::sample::select(vec![RiskLevel::Low, RiskLevel::Medium, RiskLevel::High, RiskLevel::Critical]),
        categories in prop::collection::vec(prop::sample::select(Category::ALL.to_vec()), 0..4),
        last in prop::option::of(0u64..400),
        agreed in prop::option::of(0u64..800),
    ) {
        let opened = day(1, 1);
        let on = |days: Option<u64>| days.map(|days| opened + Days::new(days));
        let (last, agreed) = (on(last), on(agreed));
        let due = rules().due(risk, &categories, opened, last, agreed);
        let days = Days::new(rules().interval(risk, &categories).days.into());
        prop_assert!(due <= last.unwrap_or(opened) + days);
        prop_assert!(last.is_none_or(|last| due > last), "a visit is never due before the last one");
        prop_assert!(due == last.unwrap_or(opened) + days || Some(due) == agreed);
    }
}
