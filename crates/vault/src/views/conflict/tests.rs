use super::*;
use crate::context::Person;
use crate::views::testing::{DEVICE, World, client, client_id, id, member};
use casework::client::Client;
use casework::role::Role;
use history::{ChangeKind, decide};
use proptest::prelude::*;
use serde_json::{Value, json};

const OTHER: DeviceId = DeviceId(uuid::Uuid::from_bytes([0xee; 16]));
const PLACE: (RecordKind, RecordId) =
    (RecordKind::CLIENT, RecordId(uuid::Uuid::from_bytes([5; 16])));

/// A world with a second person's laptop in it, and a client.
fn world() -> World {
    let mut world = World::new();
    let other = Person { id: person(9), name: "沈若兰".into(), role: Role::Worker };
    world.context.people.insert(OTHER, other);
    world.edit(PLACE.1, &client("王小米"));
    world
}

fn person(number: u64) -> PersonId {
    PersonId::from_bytes(id(number))
}

/// A person writes a value in place of these.
fn set(
    world: &mut World,
    on: DeviceId,
    field: FieldId,
    value: Value,
    old: &[ChangeId],
) -> ChangeId {
    world.device = on;
    let change = world.append(PLACE, (field, ChangeKind::SET), old.to_vec(), value);
    world.refresh(PLACE.0, PLACE.1);
    change
}

/// Two people name another village, neither knowing of the other.
fn dispute(world: &mut World) -> [ChangeId; 2] {
    let one = set(world, DEVICE, Client::VILLAGE, json!("柳溪村"), &[]);
    [one, set(world, OTHER, Client::VILLAGE, json!("石桥村"), &[])]
}

#[test]
fn a_conflict_is_listed_until_somebody_decides() {
    let mut world = world();
    assert_eq!(world.read().conflict_count().unwrap(), 0);
    let sides = dispute(&mut world);
    let since = world.millis;
    let found = world.read().conflicts(0, 9).unwrap();
    assert_eq!((found.len(), world.read().conflict_count().unwrap()), (1, 1));
    assert_eq!(
        (found[0].record, found[0].kind, found[0].field),
        (PLACE.1, PLACE.0, Client::VILLAGE)
    );
    assert_eq!((found[0].since.timestamp_millis(), found[0].sides), (since as i64, 2));
    assert_eq!(world.read().conflicts_of(PLACE.1).unwrap(), [Client::VILLAGE]);
    world.check_rebuild();

    set(&mut world, DEVICE, Client::VILLAGE, json!("柳溪村"), &sides);
    assert_eq!(world.read().conflict_count().unwrap(), 0);
    assert_eq!(world.read().conflicts(0, 9).unwrap(), []);
    world.check_rebuild();
}

#[test]
fn the_longest_standing_comes_first_and_pages_follow_each_other() {
    let mut world = world();
    for field in [Client::VILLAGE, Client::HEALTH, Client::REMARKS, Client::CALLED] {
        for (on, value) in [(DEVICE, "甲"), (OTHER, "乙")] {
            set(&mut world, on, field, json!(value), &[]);
        }
    }
    let fields = |offset, limit| -> Vec<FieldId> {
        let rows = world.read().conflicts(offset, limit).unwrap();
        rows.into_iter().map(|row| row.field).collect()
    };
    assert_eq!(fields(0, 2), [Client::VILLAGE, Client::HEALTH]);
    assert_eq!(fields(2, 2), [Client::REMARKS, Client::CALLED]);
    assert_eq!(fields(4, 2), []);
    world.check_rebuild();
}

#[test]
fn a_view_names_only_what_it_shows() {
    let mut world = world();
    let [one, other] = dispute(&mut world);
    let record = world.read().client(casework::id::ClientId(PLACE.1.0)).unwrap().unwrap();
    assert_eq!(record.client.village, "柳溪村");
    assert!(record.seen.contains(&one) && !record.seen.contains(&other));
}

#[test]
fn nobody_decides_about_somebody_entered_by_mistake() {
    let mut world = world();
    let place = (RecordKind::MEMBER, RecordId::from_bytes(id(77)));
    world.member(place.1, client_id(1), &member("李桂兰"));
    for (on, phone) in [(DEVICE, "13800138000"), (OTHER, "13900139000")] {
        world.device = on;
        world.append(place, (Member::PHONE, ChangeKind::SET), vec![], json!(phone));
    }
    world.refresh(place.0, place.1);
    assert_eq!(world.read().conflict_count().unwrap(), 1);
    world.append(place, (Member::REMOVED, ChangeKind::SET), vec![], json!(true));
    world.refresh(place.0, place.1);
    assert_eq!(world.read().conflict_count().unwrap(), 0);
    world.check_rebuild();
}

#[test]
fn who_was_decided_against_is_told_until_she_takes_note() {
    let mut world = world();
    let sides = dispute(&mut world);
    set(&mut world, DEVICE, Client::VILLAGE, json!("柳溪村"), &sides);
    assert_eq!(world.read().set_aside(person(0), 9).unwrap().total, 0, "she decided it herself");
    assert_eq!(world.read().set_aside(person(3), 9).unwrap().total, 0, "nobody's");
    let hers = world.read().set_aside(person(9), 9).unwrap();
    assert_eq!((hers.total, hers.first[0].change, hers.first[0].by), (1, sides[1], DEVICE));
    assert_eq!((hers.first[0].record, hers.first[0].field), (PLACE.1, Client::VILLAGE));
    assert_eq!(world.read().set_aside(person(9), 0).unwrap().total, 1);
    world.check_rebuild();
    let sql = "INSERT INTO dismissed VALUES (?1, '')";
    world.conn.execute(sql, [sides[1].bytes()]).unwrap();
    assert_eq!(world.read().set_aside(person(9), 9).unwrap(), Listed { first: vec![], total: 0 });
    world.check_rebuild();
}

#[test]
fn a_person_is_not_told_what_she_decided_on_her_other_laptop() {
    let mut world = world();
    world.context.people.get_mut(&OTHER).unwrap().id = person(0);
    let sides = dispute(&mut world);
    set(&mut world, OTHER, Client::VILLAGE, json!("石桥村"), &sides);
    assert_eq!(world.read().set_aside(person(0), 9).unwrap().total, 0);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Each move: on which laptop, which field, which value, and whether it decides or is written knowing of nothing.
    #[test]
    fn conflicts_built_anew_are_the_same_bytes(
        moves in prop::collection::vec((any::<bool>(), 0..3usize, 0..3u8, any::<bool>()), 1..24),
    ) {
        let mut world = world();
        for (mine, field, value, decides) in moves {
            let field = [Client::VILLAGE, Client::HEALTH, Client::REMARKS][field];
            let state = world.state(PLACE.0, PLACE.1);
            let value = json!(format!("值{value}"));
            let old = match decides {
                true => decide(&state, &state.live(field), field, value.clone()).unwrap().supersedes,
                false => vec![],
            };
            set(&mut world, if mine { DEVICE } else { OTHER }, field, value, &old);
        }
        let state = world.state(PLACE.0, PLACE.1);
        let fields: Vec<_> = state.conflicts().into_iter().map(|one| one.field).collect();
        prop_assert_eq!(world.read().conflicts_of(PLACE.1).unwrap(), fields.clone());
        prop_assert_eq!(world.read().conflict_count().unwrap() as usize, fields.len());
        world.check_rebuild();
    }
}
