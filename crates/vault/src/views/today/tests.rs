use super::*;
use crate::views::testing::{
    World, action_id, agreed, case, case_id, client, client_id, day, note, plan, visit_id,
};
use casework::action::{ActionProgress, ActionState};
use casework::id::RecordId;
use casework::risk::Risk;

/// Cases of every risk, opened on day 0: due on day 1, 7, 30 and 90.
fn world() -> World {
    let mut world = World::new();
    let levels = [RiskLevel::Critical, RiskLevel::High, RiskLevel::Medium, RiskLevel::Low];
    for (n, level) in (1..).zip(levels) {
        world.edit(client_id(n), &client("王小米"));
        let mut record = case(client_id(n), &format!("JF-{n}"));
        record.risk = Risk { level, reasons: "无".into() };
        world.edit(case_id(n), &record);
    }
    world.edit(client_id(9), &client("没有个案"));
    world
}

fn cases(listed: &Listed<DueVisit>) -> Vec<CaseId> {
    listed.first.iter().map(|visit| visit.case).collect()
}

#[test]
fn visits_are_overdue_due_within_a_week_or_not_yet() {
    let world = world();
    let today = world.read().today(day(7), 9).unwrap();
    assert_eq!(cases(&today.overdue), [case_id(1)]);
    assert_eq!(cases(&today.due), [case_id(2)], "due today");
    assert_eq!((today.overdue.total, today.due.total), (1, 1));
    assert_eq!((today.clients, today.cases), (5, 4));
    let first = &today.overdue.first[0];
    assert_eq!((first.due, first.risk, first.last_visit), (day(1), RiskLevel::Critical, None));
    assert_eq!((first.client_id, first.client.name.as_str()), (client_id(1), "王小米"));

    let later = world.read().today(day(83), 9).unwrap();
    assert_eq!(cases(&later.overdue), [case_id(1), case_id(2), case_id(3)], "the longest first");
    assert_eq!(cases(&later.due), [case_id(4)], "the seventh day counts");
    assert_eq!(cases(&world.read().today(day(82), 9).unwrap().due), []);
}

#[test]
fn of_one_day_the_gravest_risk_comes_first_also_past_the_limit() {
    let mut world = World::new();
    // Due on day 100, each of them; by name alone they would stand as they were entered.
    let all = [
        ("安安", RiskLevel::Low, 10),
        ("冰冰", RiskLevel::High, 93),
        ("晨晨", RiskLevel::Critical, 99),
        ("丹丹", RiskLevel::Medium, 70),
    ];
    for (n, (name, level, opened)) in (1..).zip(all) {
        world.edit(client_id(n), &client(name));
        let mut record = case(client_id(n), &format!("JF-{n}"));
        record.opened_on = day(opened);
        record.risk = Risk { level, reasons: "无".into() };
        world.edit(case_id(n), &record);
    }
    let gravest = [3, 2, 4, 1].map(case_id);
    for limit in [4, 2] {
        let today = |on| world.read().today(day(on), limit).unwrap();
        let listed = &gravest[..limit as usize];
        assert_eq!((cases(&today(101).overdue), today(101).overdue.total), (listed.to_vec(), 4));
        assert_eq!(cases(&today(100).due), listed);
    }
}

#[test]
fn a_high_risk_is_listed_however_many_have_waited_longer() {
    let mut world = World::new();
    // Each is overdue on day 100; those at low risk have waited longest.
    let all = [
        (RiskLevel::Low, 0),
        (RiskLevel::Low, 1),
        (RiskLevel::Medium, 62),
        (RiskLevel::High, 90),
        (RiskLevel::Critical, 98),
    ];
    for (n, (level, opened)) in (1..).zip(all) {
        world.edit(client_id(n), &client("王小米"));
        let mut record = case(client_id(n), &format!("JF-{n}"));
        record.opened_on = day(opened);
        record.risk = Risk { level, reasons: "无".into() };
        world.edit(case_id(n), &record);
    }
    let overdue = |limit| world.read().today(day(100), limit).unwrap().overdue;
    assert_eq!(cases(&overdue(2)), [1, 2, 4, 5].map(case_id));
    assert_eq!(cases(&overdue(1)), [1, 5].map(case_id), "the gravest of them");
    assert_eq!((cases(&overdue(9)).len(), overdue(1).total), (5, 5), "and none twice");
}

#[test]
fn totals_go_beyond_what_is_listed() {
    let world = world();
    let today = world.read().today(day(83), 2).unwrap();
    assert_eq!((today.overdue.first.len(), today.overdue.total), (2, 3));
}

#[test]
fn a_visit_takes_its_case_off_the_list() {
    let mut world = world();
    world.sign(visit_id(1), &note(case_id(2), client_id(2), day(7), "在家"));
    assert_eq!(cases(&world.read().today(day(10), 9).unwrap().due), [case_id(2)]);
    assert_eq!(cases(&world.read().today(day(10), 9).unwrap().overdue), [case_id(1)]);
}

#[test]
fn open_actions_are_due_on_their_day_and_after() {
    let mut world = world();
    let mut signed = note(case_id(4), client_id(4), day(3), "谈了打算");
    signed.form.actions = vec![
        agreed(1, "后天", Some(day(7))),
        agreed(2, "明天", Some(day(6))),
        agreed(3, "哪天", None),
        agreed(4, "昨天", Some(day(4))),
    ];
    world.sign(visit_id(1), &signed);
    let done = ActionProgress { state: ActionState::Done, closed_on: None, outcome: String::new() };
    world.file = case_id(4).into();
    world.edit(RecordId(action_id(4).0), &done);
    let due = |on| {
        let actions = world.read().today(day(on), 1).unwrap().actions;
        (
            actions.first.into_iter().map(|action| action.agreed.what).collect::<Vec<_>>(),
            actions.total,
        )
    };
    assert_eq!(due(5), (vec![], 0));
    assert_eq!(due(6), (vec!["明天".into()], 1));
    assert_eq!(due(90), (vec!["明天".into()], 2));
    let all = world.read().actions_due(day(90), u32::MAX).unwrap();
    let days: Vec<_> = all.first.iter().map(|action| action.agreed.due).collect();
    assert_eq!((days, all.total), (vec![Some(day(6)), Some(day(7))], 2));
}

#[test]
fn today_at_the_ends_of_the_calendar_is_no_trouble() {
    let world = world();
    assert_eq!(world.read().today(NaiveDate::MIN, 9).unwrap().overdue.total, 0);
    assert_eq!(world.read().today(NaiveDate::MAX, 9).unwrap().overdue.total, 4);
}

#[test]
fn visits_due_are_sought_in_the_index_of_days_and_read_where_they_are_shown() {
    let world = world();
    for sql in [VISITS_DUE, VISITS_DUE_TOTAL] {
        let steps = plan(&world.conn, sql);
        let due = "SEARCH case_rows USING COVERING INDEX case_rows_due";
        assert!(steps.iter().any(|step| step.starts_with(due)), "{steps:?}");
        assert!(!steps.iter().any(|step| step.contains("SCAN case_rows")), "{steps:?}");
        assert!(!steps.iter().any(|step| step.starts_with("SCAN c")), "{steps:?}");
    }
}

#[test]
fn actions_due_are_sought_among_the_open_ones_and_read_where_they_are_shown() {
    let world = world();
    for sql in [&actions_due_sql(), ACTIONS_DUE_TOTAL] {
        let steps = plan(&world.conn, sql);
        let open = "SEARCH actions USING COVERING INDEX actions_open";
        assert!(steps.iter().any(|step| step.starts_with(open)), "{steps:?}");
        assert!(!steps.iter().any(|step| step.starts_with("SCAN a")), "{steps:?}");
    }
}
