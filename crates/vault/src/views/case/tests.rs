use super::*;
use crate::views::testing::{
    World, case, case_id, client, client_id, day, next, note, plan, visit_id,
};
use casework::category::Category;
use casework::risk::{Risk, RiskLevel};

fn rows(world: &World) -> Vec<(Option<CaseId>, String)> {
    let (rows, total) = world
        .read()
        .case_list(&CaseFilter::default(), day(0), (CaseColumn::Name, false), (0, 99))
        .unwrap();
    assert_eq!(rows.len(), usize::try_from(total).unwrap());
    rows.into_iter().map(|row| (row.case, row.name)).collect()
}

#[test]
fn a_client_has_a_row_a_case_or_one_alone() {
    let mut world = World::new();
    world.edit(client_id(1), &client("王小米"));
    assert_eq!(rows(&world), [(None, "王小米".into())]);
    world.edit(case_id(1), &case(client_id(1), "JF-1"));
    assert_eq!(rows(&world), [(Some(case_id(1)), "王小米".into())]);
    world.edit(case_id(2), &case(client_id(1), "JF-2"));
    assert_eq!(rows(&world).len(), 2);
    world.check_rebuild();
}

#[test]
fn a_case_moved_to_another_client_leaves_the_first_one_alone() {
    let mut world = World::new();
    world.edit(client_id(1), &client("安小米"));
    world.edit(client_id(2), &client("白小禾"));
    world.edit(case_id(1), &case(client_id(1), "JF-1"));
    world.edit(case_id(1), &case(client_id(2), "JF-1"));
    assert_eq!(rows(&world), [(None, "安小米".into()), (Some(case_id(1)), "白小禾".into())]);
    world.check_rebuild();
}

#[test]
fn a_changed_client_shows_in_all_rows_and_in_the_rhythm() {
    let mut world = World::new();
    let mut elder = client("李奶奶");
    world.edit(client_id(1), &elder);
    world.edit(case_id(1), &case(client_id(1), "JF-1"));
    assert_eq!(world.read().case(case_id(1)).unwrap().unwrap().due, day(90));
    elder.name = "李桂兰".into();
    elder.categories = vec![Category::LivingAlone];
    world.edit(client_id(1), &elder);
    assert_eq!(rows(&world), [(Some(case_id(1)), "李桂兰".into())]);
    assert_eq!(world.read().case(case_id(1)).unwrap().unwrap().due, day(30));
    world.check_rebuild();
}

#[test]
fn the_due_day_follows_risk_visits_and_what_was_agreed() {
    let mut world = World::new();
    world.edit(client_id(1), &client("王小米"));
    let mut record = case(client_id(1), "JF-1");
    record.risk = Risk { level: RiskLevel::High, reasons: "无人照看".into() };
    world.edit(case_id(1), &record);
    let dates = |world: &World| {
        let case = world.read().case(case_id(1)).unwrap().unwrap();
        (case.last_visit, case.due, case.purpose)
    };
    assert_eq!(dates(&world), (None, day(7), String::new()));

    let mut first = note(case_id(1), client_id(1), day(3), "在家");
    first.form.next = next(day(5), "陪奶奶看病");
    world.sign(visit_id(1), &first);
    assert_eq!(dates(&world), (Some(day(3)), day(5), "陪奶奶看病".into()));

    // Nobody home: no visit in the rhythm, but what it says of the next one holds.
    let mut in_vain = note(case_id(1), client_id(1), day(5), "无人应门");
    in_vain.form.nobody_home = true;
    in_vain.form.next = next(day(6), "再去");
    world.sign(visit_id(2), &in_vain);
    assert_eq!(dates(&world), (Some(day(3)), day(6), "再去".into()));

    // An older visit signed late changes nothing.
    world.sign(visit_id(3), &note(case_id(1), client_id(1), day(1), "补录"));
    assert_eq!(dates(&world), (Some(day(3)), day(6), "再去".into()));
    world.check_rebuild();
}

#[test]
fn what_comes_before_what_it_belongs_to_is_joined_later() {
    let mut world = World::new();
    let mut early = note(case_id(1), client_id(1), day(3), "先到的记录");
    early.form.actions = vec![crate::views::testing::agreed(1, "买药", Some(day(4)))];
    world.sign(visit_id(1), &early);
    assert_eq!(world.read().case(case_id(1)).unwrap(), None);
    world.edit(case_id(1), &case(client_id(1), "JF-1"));
    let record = world.read().case(case_id(1)).unwrap().unwrap();
    assert_eq!((record.last_visit, record.open_actions, record.entries), (Some(day(3)), 1, 2));
    assert_eq!(rows(&world), [(Some(case_id(1)), String::new())]);
    world.edit(client_id(1), &client("王小米"));
    assert_eq!(rows(&world), [(Some(case_id(1)), "王小米".into())]);
    world.check_rebuild();
}

#[test]
fn cases_are_found_by_client_and_number() {
    let mut world = World::new();
    world.edit(client_id(1), &client("王小米"));
    for (n, number, opened) in
        [(1, "JF-2026-0009", 5), (2, "JF-2026-0010", 2), (3, "JF-2027-0001", 9)]
    {
        let mut record = case(client_id(1), number);
        record.opened_on = day(opened);
        world.edit(case_id(n), &record);
    }
    let read = world.read();
    let numbers: Vec<_> =
        read.cases_of(client_id(1)).unwrap().into_iter().map(|line| line.case.number).collect();
    assert_eq!(numbers, ["JF-2027-0001", "JF-2026-0009", "JF-2026-0010"]);
    assert_eq!(read.cases_numbered("JF-2026-0010").unwrap(), [case_id(2)]);
    assert_eq!(read.cases_numbered("JF").unwrap(), []);
    assert_eq!(read.last_case_number("JF-2026-").unwrap().as_deref(), Some("JF-2026-0010"));
    assert_eq!(read.last_case_number("JF-2025-").unwrap(), None);
    assert_eq!(read.case_count().unwrap(), 3);
}

#[test]
fn a_case_is_read_as_recorded_with_what_it_shows() {
    let mut world = World::new();
    world.edit(client_id(1), &client("王小米"));
    let record = case(client_id(1), "JF-1");
    world.edit(case_id(1), &record);
    let read = world.read().case(case_id(1)).unwrap().unwrap();
    assert_eq!(read.case, record);
    assert_eq!(read.seen, world.state(Case::KIND, case_id(1).into()).shown());
}

#[test]
fn what_a_visit_changes_in_its_case_is_found_by_index() {
    let world = World::new();
    for sql in [entries::LAST_MET, entries::NEXT_AGREED, row::OPEN_ACTIONS] {
        let steps = plan(&world.conn, sql);
        assert!(
            steps.iter().all(|step| step.starts_with("SEARCH") || step.starts_with("SCALAR")),
            "{steps:?}"
        );
    }
}
