//! Files: who lets whom in, who is put out, and new keys.

use protocol::directory::{Access, Act, Breach, Role};
use protocol::{FileId, Hash, PersonId, WireError};

use crate::made::{
    BOSS, World, admit, admit_at, commitment, device, file, invite, last, lockbox, person, rotate,
};

/// Worker 2 has file 9, which supervisor 3 writes in and worker 4 reads; 5 has nothing to do with it.
fn shared() -> World {
    let mut world = World::with(&[
        (2, Role::Worker),
        (3, Role::Supervisor),
        (4, Role::Worker),
        (5, Role::Worker),
    ]);
    let acts = vec![
        admit(file(9), person(2), Access::Write),
        admit(file(9), person(3), Access::Write),
        admit(file(9), person(4), Access::Read),
    ];
    world.does(2, acts).unwrap();
    world
}

fn expel(n: u8, last_seq: u64) -> Vec<Act> {
    let last_seqs = vec![last(device(n), last_seq)];
    vec![Act::Expel { file: file(9), person: person(n), last_seqs }]
}

const MEMBERS: [u8; 3] = [2, 3, 4];

fn members() -> [PersonId; 3] {
    MEMBERS.map(person)
}

#[test]
fn a_new_file_is_its_creator_s_own() {
    let mut world = World::with(&[(2, Role::Worker)]);
    let for_another = vec![admit(file(9), person(BOSS), Access::Write)];
    assert_eq!(world.breach(2, for_another), Breach::UnknownFile);
    let to_read = vec![admit(file(9), person(2), Access::Read)];
    assert_eq!(world.breach(2, to_read), Breach::UnknownFile);
    let later = vec![admit_at(file(9), person(2), Access::Write, 2)];
    assert_eq!(world.breach(2, later), Breach::OtherGeneration);
    world.does(2, vec![admit(file(9), person(2), Access::Write)]).unwrap();
    assert_eq!(world.directory.generation(file(9)), Some(1));
    assert_eq!(world.directory.access(file(9), person(2)), Some(Access::Write));
    assert_eq!(world.directory.access(file(9), person(BOSS)), None, "not even a manager's");
}

#[test]
fn trust_04_only_a_writing_member_hands_out_boxes() {
    let mut world = shared();
    for author in [4, 5, BOSS] {
        let acts = vec![admit(file(9), person(author), Access::Write)];
        assert_eq!(world.breach(author, acts), Breach::NotAllowed);
        let acts = vec![admit(file(9), person(5), Access::Read)];
        assert_eq!(world.breach(author, acts), Breach::NotAllowed);
    }
    world.does(3, vec![admit(file(9), person(5), Access::Read)]).unwrap();
    let member = &world.directory.file(file(9)).unwrap().members[&person(5)];
    let key = member.key.as_ref().unwrap();
    assert_eq!((key.granter, key.user_key.0), (device(3), [5; 32]));
    assert_eq!(key.lockbox, lockbox(1, person(5)));
}

#[test]
fn nobody_is_let_in_who_has_not_come_in() {
    let mut world = shared();
    world.does(BOSS, vec![invite(6, person(6), Role::Worker)]).unwrap();
    for n in [6, 99] {
        let acts = vec![admit(file(9), person(n), Access::Read)];
        assert_eq!(world.breach(2, acts), Breach::UnknownPerson);
    }
}

#[test]
fn access_goes_up_by_admission_and_down_by_leaving() {
    let mut world = shared();
    world.does(2, vec![admit(file(9), person(4), Access::Write)]).unwrap();
    let down = vec![admit(file(9), person(4), Access::Read)];
    assert_eq!(world.breach(2, down.clone()), Breach::LessAccess);
    world.does(2, [expel(4, 3), down].concat()).unwrap();
    assert_eq!(world.directory.access(file(9), person(4)), Some(Access::Read));
}

#[test]
fn trust_04_a_box_for_another_key_or_generation_is_refused() {
    let mut world = shared();
    let other_key = Act::Admit {
        file: file(9),
        person: person(5),
        access: Access::Read,
        generation: 1,
        commitment: Hash([0x66; 32]),
        lockbox: lockbox(1, person(5)),
    };
    assert_eq!(world.breach(2, vec![other_key]), Breach::OtherKey);
    for generation in [0, 2, u32::MAX] {
        let acts = vec![admit_at(file(9), person(5), Access::Read, generation)];
        assert_eq!(world.breach(2, acts), Breach::OtherGeneration);
    }
}

#[test]
fn a_member_is_put_out_by_a_writer_or_a_manager() {
    let mut world = shared();
    assert_eq!(world.breach(4, expel(2, 0)), Breach::NotAllowed);
    assert_eq!(world.breach(5, expel(4, 0)), Breach::NotAllowed);
    assert_eq!(world.breach(2, expel(5, 0)), Breach::NotAMember);
    world.does(2, expel(4, 0)).unwrap();
    world.does(BOSS, expel(2, 8)).unwrap();
    assert_eq!(world.breach(3, expel(3, 0)), Breach::LastWriter);
    assert_eq!(world.breach(BOSS, expel(3, 0)), Breach::LastWriter);
    assert_eq!(world.directory.rotations_due().collect::<Vec<_>>(), [file(9)]);
    assert_eq!(world.breach(2, vec![rotate(file(9), 2, &[person(3)])]), Breach::NotAllowed);
}

#[test]
fn putting_out_says_of_exactly_her_devices_up_to_where_they_count() {
    let mut world = shared();
    for last_seqs in [vec![], vec![last(device(2), 1)]] {
        let acts = vec![Act::Expel { file: file(9), person: person(4), last_seqs }];
        assert_eq!(world.breach(2, acts), Breach::OtherDevices);
    }
}

#[test]
fn a_new_key_is_for_exactly_the_members() {
    let mut world = shared();
    for to in [&[2, 3][..], &[2, 3, 4, 5], &[2, 3, 5], &[]] {
        let to: Vec<_> = to.iter().map(|n| person(*n)).collect();
        assert_eq!(world.breach(2, vec![rotate(file(9), 2, &to)]), Breach::OtherBoxes);
    }
    world.does(2, vec![rotate(file(9), 2, &members())]).unwrap();
    let file = world.directory.file(file(9)).unwrap();
    assert_eq!(file.generation(), 2);
    assert_eq!(file.key(1).unwrap().previous, None);
    assert!(file.key(2).unwrap().previous.is_some() && file.key(0).is_none());
    for (person, member) in &file.members {
        assert_eq!(member.key.as_ref().unwrap().lockbox, lockbox(2, *person));
    }
}

#[test]
fn trust_03_a_new_key_by_somebody_else_is_refused() {
    let mut world = shared();
    for author in [4, 5, BOSS] {
        let acts = vec![rotate(file(9), 2, &members())];
        assert_eq!(world.breach(author, acts), Breach::NotAllowed);
    }
    assert_eq!(world.breach(2, vec![rotate(file(1), 2, &members())]), Breach::UnknownFile);
}

#[test]
fn trust_27_generations_are_counted_by_the_chain() {
    let mut world = shared();
    for generation in [0, 1, 3, u32::MAX] {
        let acts = vec![rotate(file(9), generation, &members())];
        assert_eq!(world.breach(2, acts), Breach::OtherGeneration);
    }
    world.does(2, vec![rotate(file(9), 2, &members())]).unwrap();
    let mut back = rotate(file(9), 3, &members());
    if let Act::Rotate { commitment: key, .. } = &mut back {
        *key = commitment(file(9), 1);
    }
    assert_eq!(world.breach(2, vec![back]), Breach::OtherKey, "no cycle of keys");
}

#[test]
fn trust_32_of_two_rotations_at_once_one_is_made_anew() {
    let mut world = shared();
    let hers = crate::made::signed(3, &world.entry(3, vec![rotate(file(9), 2, &members())]));
    world.does(2, vec![rotate(file(9), 2, &members())]).unwrap();
    world.takes(hers).unwrap_err();
    let again = vec![rotate(file(9), 2, &members())];
    assert_eq!(world.breach(3, again), Breach::OtherGeneration);
    world.does(3, vec![rotate(file(9), 3, &members())]).unwrap();
}

#[test]
fn trust_20_a_box_of_another_file_is_of_another_key() {
    let mut world = shared();
    world.does(2, vec![admit(file(8), person(2), Access::Write)]).unwrap();
    let moved = Act::Admit {
        file: file(8),
        person: person(5),
        access: Access::Read,
        generation: 1,
        commitment: commitment(file(9), 1),
        lockbox: lockbox(1, person(5)),
    };
    assert_eq!(world.breach(2, vec![moved]), Breach::OtherKey);
}

#[test]
fn trust_21_boxes_and_names_are_bounded() {
    let mut world = World::with(&[(2, Role::Worker)]);
    let sized = |len| Act::Admit {
        file: file(9),
        person: person(2),
        access: Access::Write,
        generation: 1,
        commitment: commitment(file(9), 1),
        lockbox: vec![0; len],
    };
    let unbounded = |world: &mut World, act| {
        let fault = world.does(2, vec![act]).unwrap_err();
        matches!(fault, protocol::DirectoryFault::Unreadable(WireError::OutOfBounds))
    };
    assert!(unbounded(&mut world, sized(0)) && unbounded(&mut world, sized(257)));
    let crowd: Vec<_> = (0..=1024u32).map(|n| numbered(n).1).collect();
    assert!(unbounded(&mut world, rotate(numbered(0).0, 2, &crowd)));
    assert_eq!(world.does(2, vec![sized(256)]), Ok(()));
}

fn numbered(n: u32) -> (FileId, PersonId) {
    let mut bytes = [0; 16];
    bytes[..4].copy_from_slice(&n.to_be_bytes());
    (FileId::from_bytes(bytes), PersonId::from_bytes(bytes))
}
