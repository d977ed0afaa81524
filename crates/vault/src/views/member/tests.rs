use super::*;
use crate::views::testing::{World, client, client_id, id, member};
use casework::fields::{RecordKind, value};
use casework::id::RecordId;
use history::ChangeKind;

const GRANDMOTHER: RecordId = RecordId(uuid::Uuid::from_bytes([9; 16]));

#[test]
fn members_come_in_the_order_in_which_they_were_entered() {
    let mut world = World::new();
    world.edit(client_id(1), &client("王小米"));
    for (number, name) in [(9, "李桂兰"), (5, "王建国"), (7, "王婶")] {
        world.member(RecordId::from_bytes(id(number)), client_id(1), &member(name));
    }
    world.member(GRANDMOTHER, client_id(2), &member("别家奶奶"));
    let members = world.read().members(client_id(1)).unwrap();
    let names: Vec<_> = members.iter().map(|each| each.member.name.as_str()).collect();
    assert_eq!(names, ["李桂兰", "王建国", "王婶"]);
    assert!(members.iter().all(|each| each.client == client_id(1) && !each.seen.is_empty()));
    world.check_rebuild();
}

#[test]
fn a_member_taken_out_is_gone_from_view_and_search_and_can_come_back() {
    let mut world = World::new();
    world.edit(client_id(1), &client("王小米"));
    world.member(GRANDMOTHER, client_id(1), &member("李桂兰"));
    assert_eq!(world.read().find("桂兰", 9).unwrap().hits.len(), 1);

    let place = (RecordKind::MEMBER, GRANDMOTHER);
    let removal = world.append(place, (Member::REMOVED, ChangeKind::SET), vec![], value(&true));
    world.refresh(place.0, place.1);
    assert_eq!(world.read().members(client_id(1)).unwrap(), []);
    assert_eq!(world.read().member(MemberId(GRANDMOTHER.0)).unwrap(), None);
    assert_eq!(world.read().find("桂兰", 9).unwrap().hits, []);
    world.check_rebuild();

    world.append(place, (Member::REMOVED, ChangeKind::SET), vec![removal], value(&false));
    world.refresh(place.0, place.1);
    assert_eq!(world.read().members(client_id(1)).unwrap().len(), 1);
    assert_eq!(world.read().find("lgl", 9).unwrap().hits.len(), 1);
    world.check_rebuild();
}
