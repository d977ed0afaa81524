//! Standing in for somebody, and staying until a day.

use protocol::directory::{Access, Act, Breach, Cover, Role};

use crate::made::{BOSS, World, admit, device, file, last, person};

/// File 9 is worker 2's; 3 writes in it too, 4 reads it, and 5 has nothing to do with it.
fn world() -> World {
    let mut world =
        World::with(&[(2, Role::Worker), (3, Role::Worker), (4, Role::Worker), (5, Role::Worker)]);
    let acts = vec![
        admit(file(9), person(2), Access::Write),
        admit(file(9), person(3), Access::Write),
        admit(file(9), person(4), Access::Read),
    ];
    world.does(2, acts).unwrap();
    world
}

fn covers(n: u8, covered: Option<u8>, until: u32) -> Vec<Act> {
    vec![Act::Cover { file: file(9), person: person(n), until, covers: covered.map(person) }]
}

fn cover_of(world: &World, n: u8) -> Option<Cover> {
    world.directory.file(file(9)).unwrap().members[&person(n)].cover
}

fn expel(n: u8) -> Vec<Act> {
    let last_seqs = vec![last(device(n), 4)];
    vec![Act::Expel { file: file(9), person: person(n), last_seqs }]
}

#[test]
fn a_writer_or_a_manager_says_until_when_a_member_stays() {
    let mut world = world();
    for author in [4, 5] {
        assert_eq!(world.breach(author, covers(3, Some(2), 20_500)), Breach::NotAllowed);
    }
    world.does(2, covers(3, Some(2), 20_500)).unwrap();
    assert_eq!(cover_of(&world, 3), Some(Cover { until: 20_500, covers: Some(person(2)) }));
    world.does(BOSS, covers(3, Some(2), 20_600)).unwrap();
    assert_eq!(cover_of(&world, 3).map(|cover| cover.until), Some(20_600), "longer after all");
    assert_eq!(
        world.breach(4, vec![Act::Stay { file: file(9), person: person(3) }]),
        Breach::NotAllowed
    );
    world.does(3, vec![Act::Stay { file: file(9), person: person(3) }]).unwrap();
    assert_eq!(cover_of(&world, 3), None);
}

#[test]
fn somebody_who_writes_is_there_to_stay() {
    let mut world = world();
    world.does(2, covers(3, Some(2), 20_500)).unwrap();
    assert_eq!(world.breach(2, covers(2, None, 20_500)), Breach::LastWriter);
    world.does(2, vec![Act::Stay { file: file(9), person: person(3) }]).unwrap();
    assert_eq!(world.does(2, covers(2, None, 20_500)), Ok(()), "handed over");
}

#[test]
fn nobody_stands_in_for_herself_or_a_stranger_or_is_no_member() {
    let mut world = world();
    assert_eq!(world.breach(2, covers(3, Some(3), 1)), Breach::NotAllowed);
    assert_eq!(world.breach(2, covers(3, Some(99), 1)), Breach::UnknownPerson);
    assert_eq!(world.breach(2, covers(5, Some(2), 1)), Breach::NotAMember);
    let elsewhere = Act::Cover { file: file(1), person: person(3), until: 1, covers: None };
    assert_eq!(world.breach(2, vec![elsewhere]), Breach::UnknownFile);
    let stays = vec![Act::Stay { file: file(9), person: person(5) }];
    assert_eq!(world.breach(2, stays), Breach::NotAMember);
}

#[test]
fn the_day_ends_nothing_and_leaving_ends_all() {
    let mut world = world();
    world.does(2, covers(3, Some(2), 0)).unwrap();
    assert_eq!(world.directory.access(file(9), person(3)), Some(Access::Write));
    let again = vec![admit(file(9), person(3), Access::Write)];
    world.does(2, again.clone()).unwrap();
    assert!(cover_of(&world, 3).is_some(), "a new box changes nothing about the day");
    world.does(2, expel(3)).unwrap();
    world.does(2, again).unwrap();
    assert_eq!(cover_of(&world, 3), None, "let in anew, without a day");
}

#[test]
fn in_one_entry_a_file_gets_another_worker_and_the_first_leaves_it() {
    let mut world = world();
    let acts = [vec![admit(file(9), person(5), Access::Write)], covers(2, None, 20_500)].concat();
    world.does(2, acts).unwrap();
    world.does(2, expel(2)).unwrap();
    assert_eq!(world.directory.access(file(9), person(5)), Some(Access::Write));
    assert_eq!(world.directory.access(file(9), person(2)), None);
}
