use super::*;
use crate::views::testing::{World, client, client_id};

fn judgement(n: u8, same: bool) -> serde_json::Value {
    serde_json::json!(Judgement { other: client_id(n.into()), same })
}

#[test]
fn who_was_entered_on_one_laptop_is_not_asked_about() {
    let mut world = World::new();
    let mut twin = client("王小米");
    twin.village = "柳溪村".into();
    world.edit(client_id(1), &twin);
    world.edit(client_id(2), &twin);
    assert_eq!(world.read().alike_count().unwrap(), 0);
    assert_eq!(world.read().alike(None, 9).unwrap(), []);
    world.check_rebuild();
}

#[test]
fn a_judgement_that_cannot_be_read_judges_nothing() {
    assert!(Judgement::deserialize(&serde_json::json!({"other": 7, "same": true})).is_err());
    assert!(Judgement::deserialize(&judgement(2, true)).is_ok());
}

#[test]
fn likeness_keeps_its_number() {
    for (number, likeness) in [
        (1, Likeness::SameIdNumber),
        (2, Likeness::SameNameAndBirth),
        (3, Likeness::SimilarNameSameVillage),
    ] {
        assert_eq!((column(likeness), of_column(number)), (number, likeness));
    }
}
