use super::*;
use casework::action::ActionState;
use casework::category::Group;
use casework::duplicate;
use casework::risk::RiskLevel;
use casework::visit::{VisitKind, readiness};
use casework::{case, client, member};
use chrono::{NaiveDate, NaiveTime};
use std::collections::BTreeSet;

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 3, 14).unwrap()
}

fn lists() -> Lists {
    Lists::parse(LISTS).unwrap()
}

fn stories() -> Vec<SampleCase> {
    STORIES.iter().flat_map(|text| story(text, today()).unwrap()).collect()
}

fn told(key: &str) -> SampleCase {
    stories().into_iter().find(|case| case.client.name == key).unwrap()
}

/// A case is as a careful worker would have left it: nothing that a form would refuse, nothing that
/// lies ahead of this morning.
fn assert_kept(case: &SampleCase) {
    let morning = today().and_time(NaiveTime::MIN);
    let name = &case.client.name;
    assert_eq!(client::check(&case.client, today()).as_ref(), Ok(&case.client), "{name}");
    for one in &case.members {
        assert_eq!(member::check(&one.member).as_ref(), Ok(&one.member), "{name}");
    }
    let ground = case.case.ground.as_ref().unwrap();
    let age = case.client.age_on(ground.on);
    assert_eq!(case::check(&case.case, age, today()).as_ref(), Ok(&case.case), "{name}");
    assert_eq!(case.case.client, case.client_id);
    for visit in &case.visits {
        let started_at = visit.form.started_at.unwrap();
        assert!(
            started_at.date() >= case.case.opened_on && started_at < morning,
            "{name} {started_at}"
        );
        if let Some(signed_at) = visit.signed_at {
            assert_eq!(readiness::missing(&visit.form, signed_at), [], "{name} {started_at}");
            assert!(signed_at < morning, "{name} {signed_at}");
            assert!(visit.addenda.iter().all(|a| a.signed_at > signed_at && a.signed_at < morning));
        }
        assert_progress(name, visit);
    }
    assert!(case.visits.is_sorted_by_key(|visit| visit.form.started_at), "{name}");
}

fn assert_progress(name: &str, visit: &SampleVisit) {
    for done in &visit.progress {
        assert!(visit.form.actions.iter().any(|action| action.id == done.action), "{name}");
        assert_ne!(done.progress.state, ActionState::Open, "{name}");
        assert!(done.progress.closed_on.unwrap() < today(), "{name}");
        assert!(!done.progress.outcome.is_empty(), "{name}");
    }
}

fn ids(cases: &[SampleCase]) -> Vec<uuid::Uuid> {
    let of_visit = |visit: &SampleVisit| {
        let actions = visit.form.actions.iter().map(|action| action.id.0);
        actions.chain([visit.id.0]).collect::<Vec<_>>()
    };
    let of_case = |case: &SampleCase| {
        let members = case.members.iter().map(|member| member.id.0);
        let visits = case.visits.iter().flat_map(of_visit);
        members.chain(visits).chain([case.client_id.0, case.case_id.0]).collect::<Vec<_>>()
    };
    cases.iter().flat_map(of_case).collect()
}

#[test]
fn the_stories_are_kept_as_a_careful_worker_would() {
    let stories = stories();
    assert_eq!(stories.len(), 12);
    stories.iter().for_each(assert_kept);
}

#[test]
fn the_stories_are_fresh_on_any_day() {
    for (year, month, day) in [(2024, 2, 29), (2026, 12, 31), (2031, 7, 1)] {
        let on = NaiveDate::from_ymd_opt(year, month, day).unwrap();
        let cases: Vec<_> = STORIES.iter().flat_map(|text| story(text, on).unwrap()).collect();
        for case in cases {
            let checked = client::check(&case.client, on);
            assert_eq!(checked.as_ref(), Ok(&case.client), "{on}");
        }
    }
}

#[test]
fn xiaomi_is_thirteen_and_her_story_has_150_days() {
    let xiaomi = told("米小禾");
    assert_eq!(xiaomi.client.age_on(xiaomi.case.opened_on), Some(13));
    assert_eq!(xiaomi.client.age_on(today()), Some(13));
    let day = |visit: &SampleVisit| visit.form.started_at.unwrap().date();
    let (first, last) = (&xiaomi.visits[0], &xiaomi.visits[xiaomi.visits.len() - 1]);
    assert_eq!(day(last).signed_duration_since(day(first)).num_days(), 150);
    let night =
        xiaomi.visits.iter().find(|visit| visit.form.kind == Some(VisitKind::Phone)).unwrap();
    let ended_at = night.form.ended_at.unwrap();
    assert_eq!(ended_at.date(), day(night).succ_opt().unwrap(), "the call went past midnight");
    assert_eq!(night.addenda.len(), 1);
}

#[test]
fn the_father_is_withheld_and_absent_from_what_the_child_said_alone() {
    let xiaomi = told("米小禾");
    let father = xiaomi.members.iter().find(|member| member.member.withheld).unwrap();
    assert!(!father.member.withheld_reason.is_empty());
    let alone = xiaomi
        .visits
        .iter()
        .filter(|visit| visit.form.present.iter().all(|present| present.member != Some(father.id)));
    assert!(alone.count() >= 4);
}

#[test]
fn nobody_of_the_page_that_was_read_is_named() {
    let all = STORIES.concat() + LISTS + STATION;
    for real in ["吕建华", "石家庄", "裕华", "初心"] {
        assert!(!all.contains(real), "{real}");
    }
}

#[test]
fn today_has_work_of_every_kind() {
    let stories = stories();
    let drafts =
        stories.iter().flat_map(|case| &case.visits).filter(|visit| visit.signed_at.is_none());
    assert_eq!(drafts.count(), 1, "one note is late");
    let open_and_past = stories.iter().flat_map(|case| &case.visits).flat_map(|visit| {
        let closed: BTreeSet<_> = visit.progress.iter().map(|done| done.action).collect();
        visit.form.actions.iter().filter(move |action| !closed.contains(&action.id))
    });
    assert!(open_and_past.filter(|action| action.due.unwrap() < today()).count() >= 3);
    let levels: BTreeSet<_> = stories.iter().map(|case| case.case.risk.level).collect();
    assert_eq!(levels.len(), 4);
    let groups: BTreeSet<_> = stories.iter().map(|case| case.client.group).collect();
    assert_eq!(groups.len(), 2);
}

#[test]
fn photos_are_pictures() {
    let photos: Vec<_> =
        stories().into_iter().flat_map(|case| case.visits).flat_map(|visit| visit.photos).collect();
    assert_eq!(photos.len(), 2);
    assert!(photos.iter().all(|photo| photo.bytes.starts_with(&[0xff, 0xd8, 0xff])));
    assert!(photos.iter().all(|photo| !photo.caption.is_empty()));
}

#[test]
fn generated_cases_are_kept_as_a_careful_worker_would() {
    let cases: Vec<_> = generate(1, 300, today(), &lists()).collect();
    assert_eq!(cases.len(), 300);
    cases.iter().for_each(assert_kept);
    let text = format!("{cases:?}");
    assert!(!text.contains("{name}") && !text.contains("{kin}"), "every place is filled");
}

#[test]
fn the_same_seed_makes_the_same_cases_and_another_makes_others() {
    let ten: Vec<_> = generate(7, 10, today(), &lists()).collect();
    let hundred: Vec<_> = generate(7, 100, today(), &lists()).collect();
    assert_eq!(ten[..], hundred[..10]);
    let other: Vec<_> = generate(8, 10, today(), &lists()).collect();
    assert!(ten.iter().zip(&other).all(|(a, b)| a != b));
}

#[test]
fn ids_and_numbers_are_each_used_once() {
    let cases: Vec<_> = generate(1, 2_000, today(), &lists()).chain(stories()).collect();
    let ids = ids(&cases);
    assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len());
    let numbers: BTreeSet<_> = cases.iter().map(|case| &case.case.number).collect();
    assert_eq!(numbers.len(), cases.len());
    let with_id: Vec<_> = cases
        .iter()
        .map(|case| &case.client.id_number)
        .filter(|number| !number.is_empty())
        .collect();
    assert_eq!(with_id.iter().collect::<BTreeSet<_>>().len(), with_id.len());
}

#[test]
fn a_generated_caseload_looks_like_one() {
    let cases: Vec<_> = generate(1, 2_000, today(), &lists()).collect();
    let share = |matches: &dyn Fn(&SampleCase) -> bool| {
        cases.iter().filter(|case| matches(case)).count() * 100 / cases.len()
    };
    assert!((35..55).contains(&share(&|case| case.client.group == Group::Child)));
    assert!((50..70).contains(&share(&|case| case.case.risk.level == RiskLevel::Low)));
    assert!(share(&|case| case.case.risk.level == RiskLevel::Critical) <= 4);
    let names: BTreeSet<_> = cases.iter().map(|case| &case.client.name).collect();
    assert!(names.len() > 1_700, "{}", names.len());
    let notes: Vec<_> =
        cases.iter().flat_map(|case| &case.visits).map(|v| &v.form.observations).collect();
    assert!(notes.iter().collect::<BTreeSet<_>>().len() * 10 > notes.len() * 9);
}

#[test]
fn few_generated_clients_look_like_each_other() {
    let cases: Vec<_> = generate(1, 300, today(), &lists()).collect();
    let pairs =
        cases.iter().enumerate().flat_map(|(at, a)| cases[at + 1..].iter().map(move |b| (a, b)));
    let alike = pairs.filter(|(a, b)| duplicate::likeness(&a.client, &b.client).is_some()).count();
    assert!(alike <= 5, "{alike}");
}

#[test]
fn the_number_of_visits_is_the_lists() {
    let lists = Lists { visits_per_case: [10, 10], ..lists() };
    assert!(generate(1, 20, today(), &lists).all(|case| case.visits.len() == 10));
}

#[test]
fn a_text_that_cannot_be_read_is_told_with_its_line() {
    let text = STORIES[0].replacen("opened = -151", "opened = \"summer\"", 1);
    let line = text.lines().position(|line| line.contains("\"summer\"")).unwrap() + 1;
    let error = story(&text, today()).unwrap_err();
    assert!(matches!(error, SampleError::Syntax { line: found, .. } if found == line), "{error}");
    let text = STORIES[0].replacen("from = \"14:00\"", "from = \"25:00\"", 1);
    assert!(story(&text, today()).unwrap_err().to_string().contains("25:00"));
    let text = STORIES[0].replacen("drawing.jpg", "photo.jpg", 1);
    assert_eq!(story(&text, today()), Err(SampleError::NoPhoto { name: "photo.jpg".into() }));
    let text = STORIES[0].replacen("id_order = \"026\"", "id_order = \"26\"", 1);
    assert_eq!(story(&text, today()), Err(SampleError::Order { order: "26".into() }));
    assert!(Lists::parse("surnames = 1").is_err());
}

#[test]
fn an_empty_list_is_named() {
    let start = LISTS.find("surnames = [").unwrap();
    let end = start + LISTS[start..].find("]\n").unwrap();
    let text = format!("{}surnames = [{}", &LISTS[..start], &LISTS[end..]);
    assert_eq!(Lists::parse(&text), Err(SampleError::EmptyList { list: "surnames" }));
}

#[test]
fn station_and_worker_are_named() {
    let station = SampleStation::parse(STATION).unwrap();
    assert!(!station.station.is_empty() && !station.worker.is_empty());
    assert!(SampleStation::parse("worker = 1").is_err());
}
