use super::testing::{
    World, action_id, agreed, case, case_id, client, client_id, day, id, member, new_connection,
    next, note, visit_id,
};
use super::*;
use casework::action::{ActionProgress, ActionState};
use casework::id::RecordId;
use casework::risk::{Risk, RiskLevel};
use proptest::prelude::*;

/// Something a worker does.
#[derive(Clone, Debug)]
enum Step {
    Client(u64, &'static str, bool),
    Case(u64, u64, bool),
    Visit(u64, u64, u32, bool),
    Addendum(u64),
    Action(u64, bool),
    Member(u64, u64),
}

fn step() -> impl Strategy<Value = Step> {
    let name = prop::sample::select(vec!["王小米", "李桂兰", "Anna"]);
    prop_oneof![
        (1..4u64, name, any::<bool>()).prop_map(|(n, name, elder)| Step::Client(n, name, elder)),
        (1..5u64, 1..4u64, any::<bool>()).prop_map(|(n, of, grave)| Step::Case(n, of, grave)),
        (1..9u64, 1..5u64, 1..40u32, any::<bool>())
            .prop_map(|(n, of, on, home)| Step::Visit(n, of, on, home)),
        (1..9u64).prop_map(Step::Addendum),
        (1..18u64, any::<bool>()).prop_map(|(n, done)| Step::Action(n, done)),
        (1..4u64, 1..4u64).prop_map(|(n, of)| Step::Member(n, of)),
    ]
}

fn act(world: &mut World, step: &Step) {
    match *step {
        Step::Client(n, name, elder) => {
            let mut record = client(name);
            record.village = if elder { "柳溪村" } else { "" }.into();
            record.categories =
                if elder { vec![casework::category::Category::LivingAlone] } else { vec![] };
            world.edit(client_id(n), &record);
        }
        Step::Case(n, of, grave) => {
            let mut record = case(client_id(of), &format!("JF-{n}"));
            let level = if grave { RiskLevel::Critical } else { RiskLevel::Low };
            record.risk = Risk { level, reasons: "原因".into() };
            world.edit(case_id(n), &record);
        }
        Step::Visit(n, of, on, home) => {
            if world.state(RecordKind::VISIT, visit_id(n).into()).note().is_some() {
                return;
            }
            let mut signed = note(case_id(of), client_id(1), day(on), "在家写作业");
            signed.form.nobody_home = !home;
            signed.form.next = next(day(on + 3), "再看");
            signed.form.actions =
                vec![agreed(2 * n, "买药", Some(day(on))), agreed(2 * n - 1, "修门", None)];
            world.sign(visit_id(n), &signed);
        }
        Step::Addendum(n) => {
            world.sign_addendum(visit_id(n), "更正");
        }
        Step::Action(n, done) => {
            let state = if done { ActionState::Done } else { ActionState::Dropped };
            let progress = ActionProgress { state, closed_on: None, outcome: "结果".into() };
            world.edit(RecordId(action_id(n).0), &progress);
        }
        Step::Member(n, of) => {
            let record = RecordId::from_bytes(id(9 << 32 | n));
            if world.state(RecordKind::MEMBER, record).place().is_none() {
                world.member(record, client_id(of), &member("李桂兰"));
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]
    #[test]
    fn views_built_anew_have_the_same_bytes(steps in prop::collection::vec(step(), 1..40)) {
        let mut world = World::new();
        steps.iter().for_each(|step| act(&mut world, step));
        world.check_rebuild();
    }
}

#[test]
fn a_record_of_an_unknown_kind_has_no_view() {
    let mut world = World::new();
    let before = world.dump();
    let place = (RecordKind(999), RecordId::from_bytes(id(1)));
    let write = (casework::fields::FieldId(1), history::ChangeKind::SET);
    world.append(place, write, vec![], serde_json::json!("以后的版本"));
    world.refresh(place.0, place.1);
    assert_eq!(world.dump(), before);
}

/// The tables that views and search have made.
fn tables(conn: &Connection) -> Vec<String> {
    let sql = "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name";
    let mut statement = conn.prepare(sql).unwrap();
    statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
}

#[test]
fn every_table_is_named_for_dumping() {
    let conn = Connection::open_in_memory().unwrap();
    create_tables(&conn).unwrap();
    crate::search::create_tables(&conn).unwrap();
    for table in tables(&conn) {
        let inner = ["search_people_", "search_notes_", "case_words_"]
            .iter()
            .any(|of| table.starts_with(of));
        let named = TABLES.iter().chain(crate::search::TABLES).any(|name| *name == table);
        assert!(inner || named, "{table}");
    }
    drop_tables(&conn).unwrap();
    crate::search::drop_tables(&conn).unwrap();
    assert_eq!(tables(&conn), [""; 0]);
}

#[test]
fn dropped_tables_can_be_made_again() {
    let conn = new_connection();
    drop_tables(&conn).unwrap();
    crate::search::drop_tables(&conn).unwrap();
    drop_tables(&conn).unwrap();
    create_tables(&conn).unwrap();
    crate::search::create_tables(&conn).unwrap();
}
