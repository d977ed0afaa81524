use super::*;
use crate::scale::{Asks, SHIPPED, TakenError, take};
use chrono::NaiveDate;
use proptest::prelude::*;

fn scale(id: &str) -> Scale {
    let all = SHIPPED.iter().map(|file| Scale::parse(file).unwrap());
    all.into_iter().find(|scale| scale.id == id).unwrap()
}

/// Every item answered with its most points, every finding with none.
fn best(scale: &Scale) -> Answers {
    Answers {
        items: scale.items.iter().map(|item| (item.id.clone(), item.range().1)).collect(),
        findings: scale.findings.iter().map(|finding| (finding.id.clone(), 0)).collect(),
    }
}

/// Answers of this total: the items are filled up in their order.
fn of_total(scale: &Scale, mut total: u16) -> Answers {
    let mut answers = best(scale);
    for item in &scale.items {
        let fits = item.choices.iter().map(|choice| choice.points).filter(|p| *p <= total);
        let points = fits.max().unwrap_or(0);
        total -= points;
        answers.items.insert(item.id.clone(), points);
    }
    assert_eq!(total, 0);
    answers
}

fn band(scale: &Scale, answers: &Answers) -> Option<String> {
    score(scale, answers).unwrap().band
}

#[test]
fn the_bands_of_the_national_scale_change_where_the_standard_says() {
    let scale = scale("gbt42195");
    for (total, expected) in [
        (90, "intact"),
        (89, "mild"),
        (66, "mild"),
        (65, "moderate"),
        (46, "moderate"),
        (45, "severe"),
        (30, "severe"),
        (29, "complete"),
        (0, "complete"),
    ] {
        let answers = of_total(&scale, total);
        assert_eq!(score(&scale, &answers).unwrap().total, Some(total));
        assert_eq!(band(&scale, &answers).as_deref(), Some(expected), "{total}");
    }
}

#[test]
fn the_three_changes_of_level() {
    let scale = scale("gbt42195");
    let with = |total, found: &[(&str, u16)]| {
        let mut answers = of_total(&scale, total);
        answers.findings.extend(found.iter().map(|(id, count)| ((*id).to_owned(), *count)));
        band(&scale, &answers).unwrap()
    };
    assert_eq!(with(90, &[("coma", 1)]), "complete");
    assert_eq!(with(90, &[("dementia", 1)]), "mild");
    assert_eq!(with(70, &[("mental_disorder", 1)]), "moderate");
    assert_eq!(with(70, &[("dementia", 1), ("mental_disorder", 1)]), "moderate", "once");
    assert_eq!(with(70, &[("falls", 1)]), "mild");
    assert_eq!(with(70, &[("falls", 2)]), "moderate");
    assert_eq!(with(70, &[("falls", 1), ("lost", 1)]), "moderate", "counted together");
    assert_eq!(with(70, &[("dementia", 1), ("falls", 2)]), "moderate", "one is enough");
    assert_eq!(with(10, &[("dementia", 1)]), "complete", "nothing is worse");
    assert_eq!(with(10, &[("coma", 1), ("falls", 9)]), "complete");
}

#[test]
fn where_changes_add_up_the_file_says_so() {
    let file = SHIPPED[0].replace("worse_at_most = 1", "worse_at_most = 2");
    let scale = Scale::parse(&file).unwrap();
    let mut answers = of_total(&scale, 70);
    answers.findings.insert("dementia".into(), 1);
    answers.findings.insert("falls".into(), 2);
    assert_eq!(band(&scale, &answers).as_deref(), Some("severe"));
}

#[test]
fn coma_needs_no_score() {
    let scale = scale("gbt42195");
    let mut answers = Answers::default();
    answers.findings.insert("coma".into(), 1);
    assert_eq!(band(&scale, &answers).as_deref(), Some("complete"));
    let taken = take(&scale, &answers, NaiveDate::MIN).unwrap();
    assert_eq!((taken.score, taken.band.as_str()), (None, "complete"));
    assert_eq!(taken.changed_by.len(), 1);
}

#[test]
fn thoughts_of_death_ask_for_a_crisis_before_anything_else_is_answered() {
    let scale = scale("phq9");
    let asked = |points: u16| {
        let answers =
            Answers { items: [("self_harm".into(), points)].into(), ..Answers::default() };
        let alarms = score(&scale, &answers).unwrap().alarms;
        alarms.into_iter().map(|alarm| alarm.asks).collect::<Vec<_>>()
    };
    assert_eq!(asked(0), []);
    for points in 1..=3 {
        assert_eq!(asked(points), [Asks::Crisis], "{points}");
    }
    let mut answers = of_total(&scale, 0);
    assert!(!take(&scale, &answers, NaiveDate::MIN).unwrap().asks_crisis);
    answers.items.insert("self_harm".into(), 1);
    let taken = take(&scale, &answers, NaiveDate::MIN).unwrap();
    assert!(taken.asks_crisis);
    assert_eq!(taken.band, "minimal", "whatever the score is");
}

#[test]
fn the_other_scales_have_the_published_bands() {
    for (id, total, expected) in [
        ("phq9", 4, "minimal"),
        ("phq9", 5, "mild"),
        ("phq9", 10, "moderate"),
        ("phq9", 15, "moderately_severe"),
        ("phq9", 20, "severe"),
        ("gad7", 9, "mild"),
        ("gad7", 10, "moderate"),
        ("gad7", 15, "severe"),
        ("gds15", 4, "normal"),
        ("gds15", 5, "mild"),
        ("gds15", 9, "moderate"),
        ("gds15", 12, "severe"),
        ("barthel", 100, "independent"),
        ("barthel", 95, "mild"),
        ("barthel", 60, "moderate"),
        ("barthel", 40, "severe"),
    ] {
        let scale = scale(id);
        assert_eq!(
            band(&scale, &of_total(&scale, total)).as_deref(),
            Some(expected),
            "{id} {total}"
        );
    }
}

#[test]
fn of_the_depression_scale_five_answers_count_the_other_way() {
    let scale = scale("gds15");
    let yes_counts = |id: &str| scale.item(id).unwrap().choices[0].points == 1;
    let turned: Vec<_> =
        (scale.items.iter().map(|item| item.id.as_str())).filter(|id| !yes_counts(id)).collect();
    assert_eq!(turned, ["satisfied", "good_spirits", "happy", "alive", "energy"]);
}

#[test]
fn while_items_are_missing_there_are_bounds() {
    let scale = scale("gad7");
    let mut answers = of_total(&scale, 21);
    answers.items.remove("afraid");
    answers.items.remove("nervous");
    let score = score(&scale, &answers).unwrap();
    assert_eq!(score.missing, ["nervous", "afraid"]);
    assert_eq!((score.lowest, score.highest, score.total), (15, 21, None));
    assert_eq!(score.band.as_deref(), Some("severe"), "whatever the two will be");
    let incomplete =
        TakenError::Incomplete { items: vec!["nervous".into(), "afraid".into()], findings: vec![] };
    assert_eq!(take(&scale, &answers, NaiveDate::MIN), Err(incomplete));
}

#[test]
fn a_finding_that_is_not_asked_yet_keeps_the_result_open() {
    let scale = scale("gbt42195");
    let mut answers = of_total(&scale, 70);
    answers.findings.remove("falls");
    let open = score(&scale, &answers).unwrap();
    assert_eq!((open.counted.as_deref(), open.band), (Some("mild"), None));
    assert_eq!(open.missing_findings, ["falls"]);
    assert!(matches!(
        take(&scale, &answers, NaiveDate::MIN),
        Err(TakenError::Incomplete { findings, .. }) if findings == ["falls"]
    ));
}

#[test]
fn what_the_scale_does_not_have_is_refused() {
    let scale = scale("gbt42195");
    let answers = Answers {
        items: [("eating".into(), 5), ("dancing".into(), 1)].into(),
        findings: [("coma".into(), 2), ("luck".into(), 1)].into(),
    };
    let refused = score(&scale, &answers).unwrap_err();
    let unknown = |id: &str| AnswerError::Unknown { id: id.into() };
    let out = |id: &str, found| AnswerError::OutOfRange { id: id.into(), found };
    assert_eq!(refused, [unknown("dancing"), out("eating", 5), out("coma", 2), unknown("luck")]);
    let between = Answers { items: [("feeding".into(), 7)].into(), ..Answers::default() };
    let barthel = self::scale("barthel");
    assert_eq!(score(&barthel, &between), Err(vec![out("feeding", 7)]), "no option counts 7");
}

/// Some answers to a scale, others missing.
fn some_answers(scale: &Scale) -> impl Strategy<Value = Answers> + use<> {
    let items: Vec<_> = scale
        .items
        .iter()
        .map(|item| {
            let points: Vec<u16> = item.choices.iter().map(|choice| choice.points).collect();
            (Just(item.id.clone()), prop::option::of(prop::sample::select(points)))
        })
        .collect();
    let findings: Vec<_> = (scale.findings.iter())
        .map(|finding| (Just(finding.id.clone()), prop::option::of(0..=finding.most)))
        .collect();
    (items, findings).prop_map(|(items, findings)| Answers {
        items: items.into_iter().filter_map(|(id, p)| Some((id, p?))).collect(),
        findings: findings.into_iter().filter_map(|(id, c)| Some((id, c?))).collect(),
    })
}

proptest! {
    #[test]
    fn answering_one_more_narrows_the_bounds_and_never_changes_a_result(
        (which, answers, pick) in (0..SHIPPED.len()).prop_flat_map(|which| {
            let scale = Scale::parse(SHIPPED[which]).unwrap();
            (Just(which), some_answers(&scale), any::<(prop::sample::Index, prop::sample::Index)>())
        })
    ) {
        let scale = Scale::parse(SHIPPED[which]).unwrap();
        let before = score(&scale, &answers).unwrap();
        prop_assert!(before.lowest <= before.highest && before.highest <= scale.highest);
        prop_assert_eq!(before.total.is_some(), before.missing.is_empty());
        if !before.missing.is_empty() {
            let id = &before.missing[pick.0.index(before.missing.len())];
            let choices = &scale.item(id).unwrap().choices;
            let mut more = answers.clone();
            more.items.insert(id.clone(), choices[pick.1.index(choices.len())].points);
            let after = score(&scale, &more).unwrap();
            prop_assert!(before.lowest <= after.lowest && after.highest <= before.highest);
            if before.band.is_some() {
                prop_assert_eq!(&after.band, &before.band);
            }
            if !before.alarms.is_empty() {
                prop_assert!(!after.alarms.is_empty());
            }
        }
    }

    #[test]
    fn more_care_risk_is_never_better(total in 0..=90_u16, falls in 0..5_u16, lost in 0..5_u16) {
        let scale = scale("gbt42195");
        let mut answers = of_total(&scale, total);
        let badness = |answers: &Answers| scale.badness(&band(&scale, answers).unwrap()).unwrap();
        let before = badness(&answers);
        answers.findings.insert("falls".into(), falls);
        answers.findings.insert("lost".into(), lost);
        prop_assert!(badness(&answers) >= before);
        prop_assert_eq!(badness(&answers) > before, falls + lost >= 2 && total >= 30);
    }
}
