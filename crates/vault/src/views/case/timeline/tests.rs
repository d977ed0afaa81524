use super::*;
use crate::views::testing::{World, case, case_id, client, client_id, day, note, plan, visit_id};
use casework::case::Case;
use casework::risk::Risk;
use casework::visit::VisitForm;

const CASE: u64 = 1;

fn world() -> World {
    let mut world = World::new();
    world.edit(client_id(1), &client("王小米"));
    world.edit(case_id(CASE), &case(client_id(1), "JF-1"));
    world
}

fn draft(world: &World, n: u64, started: Option<NaiveDate>, saved: NaiveDate, text: &str) {
    let form = VisitForm {
        started_at: started.and_then(|on| on.and_hms_opt(9, 0, 0)),
        observations: text.into(),
        ..VisitForm::default()
    };
    let json = serde_json::to_string(&form).unwrap();
    world.draft((visit_id(n), "visit"), case_id(CASE), client_id(1), &json, saved);
}

/// Each entry as its day and sentence.
fn lines(world: &World, offset: u32, limit: u32) -> Vec<(NaiveDate, String)> {
    let (entries, _) = world.read().timeline(case_id(CASE), offset, limit).unwrap();
    entries.into_iter().map(|entry| (entry.on, entry.sentence)).collect()
}

fn total(world: &World) -> u32 {
    world.read().timeline(case_id(CASE), 0, 0).unwrap().1
}

#[test]
fn a_case_begins_with_its_intake() {
    let world = world();
    let (entries, total) = world.read().timeline(case_id(CASE), 0, 9).unwrap();
    assert_eq!((entries.len(), total), (1, 1));
    let intake = &entries[0];
    assert_eq!(
        (intake.kind, intake.on, intake.who.as_str()),
        (EntryKind::Intake, day(0), "吕社工")
    );
    assert_eq!(intake.sentence, "父亲外出，由奶奶照看");
    assert_eq!((&intake.visit, intake.risk), (&None, None));
}

#[test]
fn risk_set_anew_is_an_entry_with_who_and_why() {
    let mut world = world();
    let mut record: Case = case(client_id(1), "JF-1");
    record.risk = Risk { level: RiskLevel::Critical, reasons: "父亲打了她".into() };
    world.edit(case_id(CASE), &record);
    let (entries, total) = world.read().timeline(case_id(CASE), 0, 9).unwrap();
    assert_eq!(total, 2);
    let set = &entries[0];
    assert_eq!((set.kind, set.on, set.risk), (EntryKind::Risk, day(0), Some(RiskLevel::Critical)));
    assert_eq!((set.who.as_str(), set.sentence.as_str()), ("吕社工", "父亲打了她"));
    assert_eq!(entries[1].kind, EntryKind::Intake);
    world.check_rebuild();
}

#[test]
fn visits_stand_at_the_time_they_began_whenever_they_were_signed() {
    let mut world = world();
    for (n, on) in [(1, 5), (2, 9), (3, 7)] {
        world.sign(visit_id(n), &note(case_id(CASE), client_id(1), day(on), &format!("第{n}次")));
    }
    let found = lines(&world, 0, 9);
    let sentences: Vec<_> = found.iter().map(|(_, sentence)| sentence.as_str()).collect();
    assert_eq!(sentences, ["第2次", "第3次", "第1次", "父亲外出，由奶奶照看"]);
    let (entries, _) = world.read().timeline(case_id(CASE), 0, 1).unwrap();
    let Some(TimelineVisit::Signed(card)) = &entries[0].visit else { panic!("a signed visit") };
    assert_eq!((card.id, card.on, card.author_name.as_str()), (visit_id(2), day(9), "吕社工"));
    // Two in the afternoon in China.
    assert_eq!(entries[0].at.naive_utc(), day(9).and_hms_opt(6, 0, 0).unwrap());
    world.check_rebuild();
}

#[test]
fn drafts_flow_in_where_they_belong_and_addenda_being_written_do_not() {
    let mut world = world();
    world.sign(visit_id(1), &note(case_id(CASE), client_id(1), day(5), "签过的"));
    draft(&world, 2, Some(day(6)), day(20), "写了一半");
    draft(&world, 3, None, day(4), "没写日期");
    world.draft((visit_id(1), "addendum"), case_id(CASE), client_id(1), "\"补充\"", day(8));
    let found = lines(&world, 0, 9);
    let days: Vec<_> = found.iter().map(|(on, _)| *on).collect();
    assert_eq!(days, [day(6), day(5), day(4), day(0)]);
    assert_eq!(found[0].1, "写了一半");
    assert_eq!(total(&world), 4);
}

#[test]
fn pages_with_drafts_join_without_gap_or_repeat() {
    let mut world = world();
    for n in 1..=30 {
        world.sign(
            visit_id(n),
            &note(case_id(CASE), client_id(1), day(u32::try_from(n).unwrap()), &format!("第{n}次")),
        );
    }
    for (n, on) in [(101, 0), (102, 3), (103, 15), (104, 16), (105, 99)] {
        draft(&world, n, Some(day(on)), day(40), &format!("草稿{n}"));
    }
    let whole = lines(&world, 0, 99);
    assert_eq!(whole.len(), 36);
    assert!(whole.windows(2).all(|pair| pair[0].0 >= pair[1].0));
    for size in 1..=7 {
        let paged: Vec<_> = (0..40)
            .step_by(size)
            .flat_map(|offset| {
                lines(&world, u32::try_from(offset).unwrap(), u32::try_from(size).unwrap())
            })
            .take(36)
            .collect();
        assert_eq!(paged, whole, "pages of {size}");
    }
    assert_eq!(total(&world), 36);
}

#[test]
fn a_long_case_is_read_without_counting_or_sorting() {
    let world = world();
    for sql in [page_sql().as_str(), TOTAL] {
        let steps = plan(&world.conn, sql);
        assert!(
            steps.iter().all(|step| step.starts_with("SEARCH") || step.starts_with("SCALAR")),
            "{steps:?}"
        );
    }
}
