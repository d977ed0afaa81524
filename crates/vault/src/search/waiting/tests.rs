use super::*;
use crate::search::HitKind;
use crate::views::testing::{
    World, action_id, agreed, case, case_id, client, client_id, day, new_connection, note, visit_id,
};
use casework::action::ActionState;
use casework::id::RecordId;

fn world() -> World {
    let mut world = World::new();
    world.edit(client_id(1), &client("王小米"));
    world.edit(case_id(1), &case(client_id(1), "JF-2026-0001"));
    world
}

fn sign(world: &mut World, n: u64, text: &str) {
    let mut signed = note(case_id(1), client_id(1), day(3), text);
    signed.form.actions = vec![agreed(n, &format!("第{n}件事"), None)];
    world.sign(visit_id(n), &signed);
}

/// How many documents are in the index of notes.
fn indexed(world: &World) -> i64 {
    let sql = "SELECT count(*) FROM search_notes_docsize";
    world.conn.query_row(sql, [], |row| row.get(0)).unwrap()
}

fn found(world: &World, typed: &str) -> Vec<(HitKind, Option<u64>)> {
    let hits = world.read().find(typed, 50).unwrap().hits;
    let number = |visit| (1..100).find(|n| Some(visit_id(*n)) == visit);
    hits.iter().map(|hit| (hit.kind, number(hit.visit))).collect()
}

#[test]
fn a_few_visits_wait_and_one_more_brings_all_of_them_in() {
    let mut world = world();
    for n in 1..=MOST {
        sign(&mut world, n.unsigned_abs(), "灶台冷");
    }
    assert_eq!(indexed(&world), 0);
    let before = found(&world, "灶台");
    assert_eq!(i64::try_from(before.len()).unwrap(), MOST);
    sign(&mut world, MOST.unsigned_abs() + 1, "灶台热");
    assert_eq!(indexed(&world), 2 * (MOST + 1));
    assert_eq!(waiting(&world.conn).unwrap().len(), 0);
    assert_eq!(found(&world, "灶台")[1..], before, "the same, after the newest");
}

#[test]
fn what_waits_comes_before_what_is_in_the_index() {
    let mut world = world();
    sign(&mut world, 1, "血压高");
    index_all(&world.conn).unwrap();
    sign(&mut world, 2, "量血压");
    assert_eq!((indexed(&world), waiting(&world.conn).unwrap().len()), (2, 1));
    assert_eq!(found(&world, "血压"), [(HitKind::Visit, Some(2)), (HitKind::Visit, Some(1))]);
    let one = world.read().find("血压", 1).unwrap();
    assert!(one.more && one.hits[0].visit == Some(visit_id(2)));
}

#[test]
fn what_waits_is_found_by_what_it_says_by_now() {
    let mut world = world();
    sign(&mut world, 1, "血压高");
    world.sign_addendum(visit_id(1), "更正：血糖高");
    let done = ActionProgress {
        state: ActionState::Done,
        closed_on: None,
        outcome: "已买到血糖仪".into(),
    };
    world.edit(RecordId(action_id(1).0), &done);
    let both = [(HitKind::Action, Some(1)), (HitKind::Visit, Some(1))];
    assert_eq!(found(&world, "血糖"), both);
    index_all(&world.conn).unwrap();
    assert_eq!(found(&world, "血糖"), both);
    world.sign_addendum(visit_id(1), "心率正常");
    assert_eq!(found(&world, "心率"), [(HitKind::Visit, Some(1))], "no visit waits twice");
    assert_eq!(waiting(&world.conn).unwrap().len(), 0);
    world.check_rebuild();
}

#[test]
fn an_action_agreed_twice_waits_with_each_note() {
    let mut world = world();
    for n in 1..=2 {
        let mut signed = note(case_id(1), client_id(1), day(3), "看小米");
        signed.form.actions = vec![agreed(7, "送米", None)];
        world.sign(visit_id(n), &signed);
    }
    let both = [(HitKind::Action, Some(2)), (HitKind::Action, Some(1))];
    assert_eq!(found(&world, "送米"), both);
    index_all(&world.conn).unwrap();
    assert_eq!(found(&world, "送米"), both);
}

#[test]
fn a_page_is_known_by_its_code_while_its_visit_waits_and_after() {
    let mut world = world();
    sign(&mut world, 1, "看小米");
    let code = world.read().visit(visit_id(1)).unwrap().unwrap().code;
    let page = |world: &World| world.read().page_code(&code).unwrap().map(|page| page.visit);
    assert_eq!(page(&world), Some(visit_id(1)));
    index_all(&world.conn).unwrap();
    assert_eq!(page(&world), Some(visit_id(1)));
    assert_eq!(found(&world, "k"), [], "a code is no word");
}

#[test]
fn how_many_wait_is_told_without_a_look_at_the_others() {
    let conn = new_connection();
    let plan = crate::views::testing::plan(&conn, HOW_MANY);
    assert!(plan.iter().any(|step| step.starts_with("SEARCH visits USING INTEGER PRIMARY KEY")));
    let plan = crate::views::testing::plan(&conn, WAITING);
    assert_eq!(plan, ["SEARCH visits USING INTEGER PRIMARY KEY (rowid>?)"]);
}
