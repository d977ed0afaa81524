use super::*;
use crate::problem::Lack;
use proptest::prelude::*;
use std::collections::BTreeMap;

fn day(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 3, day).unwrap()
}

fn goal() -> Goal {
    Goal {
        case: CaseId::from_bytes([1; 16]),
        client_words: "家里不吵不打，我放学想回家。".into(),
        worker_words: "家中不再有任何人动手，父女能直接说话。".into(),
        need: Some(Need::Guardianship),
        indicator: "母女分别单独确认的动手次数".into(),
        baseline: "三月初一晚上打了十几个耳光".into(),
        set_on: Some(day(2)),
        target_on: Some(day(30)),
        levels: Levels {
            much_less: "再次动手".into(),
            less: "不动手，仍摔东西".into(),
            expected: "不动手，不摔东西".into(),
            more: "火上来会先出去".into(),
            much_more: "一家人自己开会商量".into(),
        },
        weight: 3,
        end: None,
        progress: vec![],
    }
}

fn entry(on: u32, level: Option<Attainment>) -> ProgressEntry {
    ProgressEntry {
        on: day(on),
        level,
        note: "母女说法一致。".into(),
        by: PersonId::from_bytes([2; 16]),
        by_name: "林知夏".into(),
    }
}

fn told(lacks: Vec<Lack>) -> Vec<(&'static str, &'static str)> {
    lacks.into_iter().map(|lack| (lack.field, lack.problem)).collect()
}

fn rated(goals: &[(u32, i8)]) -> Vec<Rated> {
    let of = |(weight, level): &(u32, i8)| Rated {
        weight: *weight,
        level: Attainment::try_from(*level).unwrap(),
    };
    goals.iter().map(of).collect()
}

#[test]
fn a_goal_is_kept_field_by_field() {
    let goal = Goal {
        end: Some(GoalEnd { ending: Ending::Reached, on: day(20), reason: String::new() }),
        progress: vec![entry(5, Some(Attainment::Less)), entry(9, None)],
        ..goal()
    };
    let one = |(field, value)| (field, vec![value]);
    let registers: BTreeMap<_, _> = goal.registers().into_iter().map(one).collect();
    let ids: Vec<u16> = registers.keys().map(|field| field.0).collect();
    assert_eq!(ids, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
    let fields = Fields::new(registers, goal.sets().into_iter().collect());
    assert_eq!(Goal::project(&fields), goal);
    assert_eq!(Goal::project(&Fields::default()).weight, 1);
}

#[test]
fn what_reaches_the_disk_is_frozen() {
    let entry = serde_json::to_value(entry(5, Some(Attainment::MuchLess))).unwrap();
    let expected = serde_json::json!({
        "on": "2026-03-05", "level": -2, "note": "母女说法一致。",
        "by": "02020202-0202-0202-0202-020202020202", "by_name": "林知夏",
    });
    assert_eq!(entry, expected);
    assert!(serde_json::from_value::<Attainment>(serde_json::json!(3)).is_err());
    assert!(serde_json::from_value::<Attainment>(serde_json::json!(-3)).is_err());
}

#[test]
fn a_whole_goal_is_kept_and_its_texts_are_cleaned() {
    assert_eq!(check(&goal(), day(2)), Ok(goal()));
    let typed = Goal { client_words: format!(" {}\r\n", goal().client_words), ..goal() };
    assert_eq!(check(&typed, day(2)), Ok(goal()));
}

#[test]
fn a_goal_without_a_date_is_refused() {
    let never = Goal { target_on: None, ..goal() };
    assert_eq!(told(check(&never, day(2)).unwrap_err()), [("target_on", "empty")]);
    let over = Goal { target_on: Some(day(1)), ..goal() };
    assert_eq!(told(check(&over, day(2)).unwrap_err()), [("target_on", "too_early")]);
    let ahead = Goal { set_on: Some(day(3)), ..goal() };
    assert_eq!(told(check(&ahead, day(2)).unwrap_err()), [("set_on", "in_future")]);
}

#[test]
fn all_that_a_goal_lacks_is_told() {
    let empty = Goal {
        client_words: " ".into(),
        worker_words: String::new(),
        need: None,
        indicator: String::new(),
        baseline: String::new(),
        set_on: None,
        target_on: None,
        levels: Levels::default(),
        weight: 0,
        end: Some(GoalEnd { ending: Ending::Dropped, on: day(9), reason: String::new() }),
        ..goal()
    };
    let expected = [
        ("client_words", "empty"),
        ("worker_words", "empty"),
        ("need", "empty"),
        ("indicator", "empty"),
        ("baseline", "empty"),
        ("set_on", "empty"),
        ("target_on", "empty"),
        ("expected", "empty"),
        ("weight", "out_of_range"),
        ("end", "in_future"),
        ("reason", "empty"),
    ];
    assert_eq!(told(check(&empty, day(2)).unwrap_err()), expected);
    let heavy = Goal { weight: 11, ..goal() };
    assert_eq!(told(check(&heavy, day(2)).unwrap_err()), [("weight", "out_of_range")]);
}

#[test]
fn an_entry_has_words_or_a_rating_and_is_not_of_tomorrow() {
    let bare = |level| ProgressEntry { note: " ".into(), ..entry(5, level) };
    assert!(check_entry(&bare(Some(Attainment::Expected)), day(5)).is_ok());
    assert_eq!(told(check_entry(&bare(None), day(5)).unwrap_err()), [("note", "empty")]);
    assert_eq!(told(check_entry(&entry(6, None), day(5)).unwrap_err()), [("on", "in_future")]);
}

#[test]
fn the_last_rating_holds() {
    let mut goal = goal();
    assert_eq!(goal.attained(), None);
    goal.progress = vec![
        entry(9, Some(Attainment::More)),
        entry(5, Some(Attainment::MuchLess)),
        entry(12, None),
        entry(9, Some(Attainment::Expected)),
    ];
    assert_eq!(goal.attained(), Some(Attainment::Expected));
}

#[test]
fn the_formula_gives_the_published_figures() {
    // One goal: √(0.7 + 0.3) = 1, ten points a level.
    assert_eq!(t_score(&rated(&[(1, 1)])), Some(60.0));
    assert_eq!(t_score(&rated(&[(5, -2)])), Some(30.0));
    // Two of equal weight, both +1: 50 + 20 ∕ √(0.7·2 + 0.3·4).
    let two = t_score(&rated(&[(1, 1), (1, 1)])).unwrap();
    assert!((two - 62.403_473_458_920_85).abs() < 1e-9, "{two}");
    // Weights 3, 2, 1 with +1, 0, −1: 50 + 20 ∕ √(0.7·14 + 0.3·36).
    let three = t_score(&rated(&[(3, 1), (2, 0), (1, -1)])).unwrap();
    assert!((three - 54.406_526_030_267_01).abs() < 1e-6, "{three}");
    assert_eq!(t_score(&[]), None);
    assert_eq!(t_score(&rated(&[(0, 2)])), None);
}

#[test]
fn the_chart_has_a_point_for_each_day_of_rating() {
    let first = Goal {
        weight: 1,
        progress: vec![entry(4, Some(Attainment::MuchLess)), entry(20, Some(Attainment::More))],
        ..goal()
    };
    let second = Goal {
        weight: 1,
        progress: vec![entry(10, Some(Attainment::Expected)), entry(11, None)],
        ..goal()
    };
    let told = |goals: &[Goal]| {
        let points = t_scores(goals);
        points.into_iter().map(|p| (p.on, p.t.round(), p.rated)).collect::<Vec<_>>()
    };
    let both = [first.clone(), second.clone()];
    assert_eq!(told(&both), [(day(4), 30.0, 1), (day(10), 38.0, 2), (day(20), 56.0, 2)]);
    let end = Some(GoalEnd { ending: Ending::Dropped, on: day(15), reason: "不再适用".into() });
    let dropped = [first, Goal { end, ..second }];
    assert_eq!(told(&dropped)[2], (day(20), 60.0, 1));
    assert_eq!(told(&[]), []);
}

prop_compose! {
    fn some_goals()(goals in prop::collection::vec((1..=10_u32, -2..=2_i8), 1..12)) -> Vec<(u32, i8)> {
        goals
    }
}

proptest! {
    #[test]
    fn better_is_never_lower(goals in some_goals(), which in any::<prop::sample::Index>()) {
        let before = t_score(&rated(&goals)).unwrap();
        let which = which.index(goals.len());
        prop_assume!(goals[which].1 < 2);
        let mut better = goals;
        better[which].1 += 1;
        prop_assert!(t_score(&rated(&better)).unwrap() > before);
    }

    #[test]
    fn all_as_expected_is_fifty(goals in some_goals()) {
        let expected: Vec<_> = goals.into_iter().map(|(weight, _)| (weight, 0)).collect();
        prop_assert_eq!(t_score(&rated(&expected)), Some(50.0));
    }

    #[test]
    fn only_the_ratio_of_weights_counts(goals in some_goals(), by in 1..1000_u32) {
        let scaled: Vec<_> = goals.iter().map(|(weight, level)| (weight * by, *level)).collect();
        let (once, more) = (t_score(&rated(&goals)).unwrap(), t_score(&rated(&scaled)).unwrap());
        prop_assert!((once - more).abs() < 1e-9);
    }

    #[test]
    fn worse_turned_round_is_as_much_better(goals in some_goals()) {
        let turned: Vec<_> = goals.iter().map(|(weight, level)| (*weight, -level)).collect();
        let (one, other) = (t_score(&rated(&goals)).unwrap(), t_score(&rated(&turned)).unwrap());
        prop_assert!((one + other - 100.0).abs() < 1e-9);
    }
}
