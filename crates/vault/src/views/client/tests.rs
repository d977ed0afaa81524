use super::*;
use crate::views::testing::{World, client, client_id, day, plan};
use casework::sex::Sex;

#[test]
fn a_client_is_read_as_recorded_with_what_it_shows() {
    let mut world = World::new();
    let mut xiaomi = client("王小米");
    xiaomi.phones = vec!["13800138000".into()];
    world.edit(client_id(1), &xiaomi);
    xiaomi.village = "柳溪村".into();
    world.edit(client_id(1), &xiaomi);

    let record = world.read().client(client_id(1)).unwrap().unwrap();
    assert_eq!(record.client, xiaomi);
    let state = world.state(Client::KIND, client_id(1).into());
    assert_eq!(record.seen, state.shown());
    assert_eq!(world.read().client(client_id(2)).unwrap(), None);
    assert_eq!(world.read().client_count().unwrap(), 1);
    world.check_rebuild();
}

#[test]
fn villages_are_counted_and_come_by_pinyin() {
    let mut world = World::new();
    for (n, village) in [(1, "石桥村"), (2, "柳溪村"), (3, ""), (4, "石桥村"), (5, "安平村")]
    {
        let mut client = client("甲");
        client.village = village.into();
        world.edit(client_id(n), &client);
    }
    let villages = world.read().villages().unwrap();
    let found: Vec<_> = villages.iter().map(|each| (each.village.as_str(), each.clients)).collect();
    assert_eq!(found, [("安平村", 1), ("柳溪村", 1), ("石桥村", 2)]);
}

#[test]
fn duplicates_come_likeliest_first_and_never_the_client_itself() {
    let mut world = World::new();
    let number = "11010519491231002X";
    let mut by_sound = client("章晓蜜");
    by_sound.village = "柳溪村".into();
    by_sound.sex = Some(Sex::Female);
    world.edit(client_id(1), &by_sound);
    let mut by_name = client("张小米");
    by_name.birth_date = Some(day(0));
    world.edit(client_id(2), &by_name);
    let mut by_number = client("王桂芝");
    by_number.id_number = "110105 19491231 002x".into();
    world.edit(client_id(3), &by_number);
    world.edit(client_id(4), &client("李四"));
    let mut brother = by_sound.clone();
    brother.sex = Some(Sex::Male);
    world.edit(client_id(5), &brother);

    let mut typed = client("张小米");
    typed.id_number = number.into();
    typed.birth_date = Some(day(0));
    typed.village = " 柳溪村".into();
    typed.sex = Some(Sex::Female);
    let ids = |except| {
        let found = world.read().clients_like(&typed, except).unwrap();
        found.into_iter().map(|(likeness, other)| (likeness, other.id)).collect::<Vec<_>>()
    };
    let number = (Likeness::SameIdNumber, client_id(3));
    let name = (Likeness::SameNameAndBirth, client_id(2));
    let sound = (Likeness::SimilarNameSameVillage, client_id(1));
    assert_eq!(ids(None), [number, name, sound]);
    assert_eq!(ids(Some(client_id(3))), [name, sound]);
}

#[test]
fn what_is_not_known_is_like_nothing() {
    let mut world = World::new();
    world.edit(client_id(1), &client("张三"));
    assert!(world.read().clients_like(&client("李四"), None).unwrap().is_empty());
    // The same name alone, in no village and without a birth date, says nothing.
    assert!(world.read().clients_like(&client("张三"), None).unwrap().is_empty());
}

#[test]
fn duplicates_are_looked_for_by_index() {
    let world = World::new();
    for condition in [
        "id_number = ? AND id_number <> ''",
        "name = ? AND birth = ?",
        "village = ? AND village <> ''",
    ] {
        let plan = plan(&world.conn, &format!("SELECT n FROM clients WHERE {condition}"));
        assert!(plan.iter().all(|step| step.starts_with("SEARCH")), "{condition}: {plan:?}");
    }
}
