use super::*;
use crate::views::testing::{
    World, action_id, agreed, case, case_id, client, client_id, day, note, visit_id,
};
use casework::action::ActionState;
use casework::id::RecordId;

fn world() -> World {
    let mut world = World::new();
    world.edit(client_id(1), &client("王小米"));
    world.edit(case_id(1), &case(client_id(1), "JF-1"));
    world
}

fn with_actions(on: u32, actions: Vec<AgreedAction>) -> VisitNote {
    let mut signed = note(case_id(1), client_id(1), day(on), "谈了以后的打算。");
    signed.form.actions = actions;
    signed
}

fn done(outcome: &str) -> ActionProgress {
    ActionProgress { state: ActionState::Done, closed_on: Some(day(9)), outcome: outcome.into() }
}

fn open(world: &World) -> Vec<String> {
    let open = world.read().open_actions(case_id(1)).unwrap();
    let row = world.read().case(case_id(1)).unwrap().unwrap();
    assert_eq!(
        usize::try_from(row.open_actions).unwrap(),
        open.len(),
        "the list shows the same number"
    );
    open.into_iter().map(|action| action.agreed.what).collect()
}

#[test]
fn agreed_actions_are_open_and_come_by_their_day() {
    let mut world = world();
    let actions = vec![
        agreed(1, "买药", None),
        agreed(2, "家长会", Some(day(9))),
        agreed(3, "修门", Some(day(5))),
    ];
    world.sign(visit_id(1), &with_actions(3, actions));
    assert_eq!(open(&world), ["修门", "家长会", "买药"]);
    let of_visit = world.read().actions_of_visit(visit_id(1)).unwrap();
    let order: Vec<_> = of_visit.iter().map(|action| action.agreed.what.as_str()).collect();
    assert_eq!(order, ["买药", "家长会", "修门"]);
    assert_eq!((of_visit[0].client_name.as_str(), of_visit[0].visit), ("王小米", visit_id(1)));
    assert_eq!((&of_visit[0].progress, &of_visit[0].seen), (&ActionProgress::default(), &vec![]));
    world.check_rebuild();
}

#[test]
fn what_became_of_an_action_takes_it_off_the_open_ones_and_can_be_found() {
    let mut world = world();
    world.sign(
        visit_id(1),
        &with_actions(3, vec![agreed(1, "买药", None), agreed(2, "修门", None)]),
    );
    world.edit(RecordId(action_id(1).0), &done("药买到了，会用量杯。"));
    assert_eq!(open(&world), ["修门"]);
    let action = world.read().action(action_id(1)).unwrap().unwrap();
    assert_eq!(action.progress, done("药买到了，会用量杯。"));
    assert_eq!(action.seen, world.state(ActionProgress::KIND, RecordId(action_id(1).0)).shown());
    let hits = world.read().find("量杯", 9).unwrap().hits;
    assert_eq!(
        hits.iter().map(|hit| hit.kind).collect::<Vec<_>>(),
        [crate::search::HitKind::Action]
    );
    world.edit(RecordId(action_id(1).0), &ActionProgress::default());
    assert_eq!(open(&world).len(), 2);
    assert!(world.read().find("量杯", 9).unwrap().hits.is_empty());
    world.check_rebuild();
}

#[test]
fn progress_that_comes_before_its_note_waits_for_it() {
    let mut world = world();
    world.edit(RecordId(action_id(1).0), &done("先到"));
    assert_eq!(world.read().action(action_id(1)).unwrap(), None);
    assert!(world.read().find("先到", 9).unwrap().hits.is_empty());
    world.sign(visit_id(1), &with_actions(3, vec![agreed(1, "买药", None)]));
    assert_eq!(world.read().action(action_id(1)).unwrap().unwrap().progress, done("先到"));
    assert_eq!(open(&world), [""; 0]);
    assert_eq!(world.read().find("先到", 9).unwrap().hits.len(), 1);
    world.check_rebuild();
}

#[test]
fn an_action_agreed_twice_is_shown_by_each_note() {
    let mut world = world();
    world.sign(
        visit_id(2),
        &with_actions(3, vec![agreed(1, "买药", None), agreed(1, "又一次", None)]),
    );
    world.sign(
        visit_id(1),
        &with_actions(4, vec![agreed(1, "还是买药", None), agreed(2, "修门", None)]),
    );
    assert_eq!(open(&world), ["买药", "又一次", "还是买药", "修门"]);
    assert_eq!(world.read().find("还是", 9).unwrap().hits.len(), 1);
    world.edit(RecordId(action_id(1).0), &done("买了"));
    assert_eq!(open(&world), ["修门"], "what became of it is one thing");
    world.check_rebuild();
}

#[test]
fn an_action_stays_with_its_progress_when_its_note_gives_way() {
    let mut world = world();
    let signed = with_actions(3, vec![agreed(1, "买药", None), agreed(2, "修门", None)]);
    world.sign(visit_id(1), &signed);
    world.edit(RecordId(action_id(1).0), &done("买了"));
    let n: i64 = world.conn.query_row("SELECT n FROM visits", [], |row| row.get(0)).unwrap();
    forget_agreed(&world.conn, &signed, n).unwrap();
    world.conn.execute("DELETE FROM visits WHERE n = ?1", [n]).unwrap();
    assert_eq!(world.read().action(action_id(1)).unwrap(), None);
    assert_eq!(progress(&world.conn, action_id(1), case_id(1)).unwrap(), done("买了"));
    assert!(world.read().find("买", 9).unwrap().hits.is_empty());
}
