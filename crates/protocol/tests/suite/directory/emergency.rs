//! Emergencies: boxes for the recovery key and for managers, and who may use them.

use protocol::directory::{Access, Act, Breach, Role};
use protocol::{PersonId, UserPublic};

use crate::made::{
    BOSS, World, admit, break_glass, device, escrow, escrow_at, escrow_beside, file, last, lockbox,
    person, recover, rotate, set_recovery_key,
};

/// The recovery key of these tests, and the one after it.
const KEY: u8 = 0xe1;
const LATER: u8 = 0xe2;

/// Worker 2 has file 9, which worker 4 reads; [`BOSS`] and 3 are managers; 5 is a worker.
fn kept() -> World {
    let mut world =
        World::with(&[(2, Role::Worker), (3, Role::Manager), (4, Role::Worker), (5, Role::Worker)]);
    let acts =
        vec![admit(file(9), person(2), Access::Write), admit(file(9), person(4), Access::Read)];
    world.does(2, acts).unwrap();
    world
}

/// As [`kept`], with a recovery key and all boxes.
fn safe() -> World {
    let mut world = kept();
    world.does(BOSS, vec![set_recovery_key(BOSS, KEY)]).unwrap();
    let boxes = escrow(&world, file(9));
    world.does(2, vec![boxes]).unwrap();
    world
}

fn due(world: &World) -> bool {
    world.directory.escrow_is_due(file(9))
}

fn managers(world: &World) -> Vec<PersonId> {
    let boxes = world.directory.file(file(9)).unwrap().escrow.as_ref();
    boxes.map(|boxes| boxes.managers.keys().copied().collect()).unwrap_or_default()
}

fn with_recovery(act: Act, recovery: Option<Vec<u8>>) -> Act {
    match act {
        Act::Escrow { file, generation, managers, label, .. } => {
            Act::Escrow { file, generation, managers, recovery, label }
        }
        other => other,
    }
}

#[test]
fn trust_02_a_recovery_key_is_set_by_a_manager_who_has_it_and_all_see_which_there_were() {
    let mut world = kept();
    assert_eq!(world.breach(2, vec![set_recovery_key(2, KEY)]), Breach::NotAllowed);
    // Shown on another laptop: a proof is not carried over.
    let others = vec![set_recovery_key(3, KEY)];
    assert_eq!(world.breach(BOSS, others), Breach::BadProof);
    world.does(BOSS, vec![set_recovery_key(BOSS, KEY)]).unwrap();
    assert_eq!(world.breach(3, vec![set_recovery_key(3, KEY)]), Breach::OtherKey);
    world.does(3, vec![set_recovery_key(3, LATER)]).unwrap();
    assert_eq!(world.breach(3, vec![set_recovery_key(3, KEY)]), Breach::OtherKey, "none returns");
    let keys = world.directory.recovery_keys();
    let told: Vec<_> = keys.iter().map(|key| (key.person, key.user_key.0[0])).collect();
    assert_eq!(told, [(person(BOSS), KEY), (person(3), LATER)]);
    assert_eq!(world.directory.recovery_key().unwrap().user_key, UserPublic([LATER; 32]));
}

#[test]
fn boxes_are_filled_by_a_writer_for_exactly_the_managers_and_the_recovery_key() {
    let mut world = kept();
    assert!(due(&world), "for the managers");
    for author in [BOSS, 4, 5] {
        let boxes = vec![escrow(&world, file(9))];
        assert_eq!(world.breach(author, boxes), Breach::NotAllowed);
    }
    let boxes = escrow(&world, file(9));
    let without_key = with_recovery(boxes.clone(), Some(vec![1]));
    assert_eq!(world.breach(2, vec![without_key]), Breach::OtherBoxes);
    assert_eq!(world.breach(2, vec![escrow_at(&world, file(9), 2)]), Breach::OtherGeneration);
    world.does(2, vec![boxes]).unwrap();
    assert!(!due(&world));
    world.does(BOSS, vec![set_recovery_key(BOSS, KEY)]).unwrap();
    assert!(due(&world), "for the recovery key");
    let left_out = with_recovery(escrow(&world, file(9)), None);
    assert_eq!(world.breach(2, vec![left_out]), Breach::OtherBoxes);
    let mut one_missing = escrow(&world, file(9));
    if let Act::Escrow { managers, .. } = &mut one_missing {
        managers.pop();
    }
    assert_eq!(world.breach(2, vec![one_missing]), Breach::OtherBoxes);
    let whole = escrow(&world, file(9));
    world.does(2, vec![whole]).unwrap();
    assert!(!due(&world));
    assert_eq!(managers(&world), [person(BOSS), person(3)]);
    let boxes = world.directory.file(file(9)).unwrap().escrow.clone().unwrap();
    assert_eq!(boxes.recovery.unwrap().user_key, UserPublic([KEY; 32]));
    assert_eq!(boxes.managers[&person(3)].user_key, UserPublic([3; 32]));
}

#[test]
fn trust_03_no_key_of_a_file_is_made_without_its_box_for_the_recovery_key() {
    let mut world = safe();
    let members = [person(2), person(4)];
    assert_eq!(world.breach(2, vec![rotate(file(9), 2, &members)]), Breach::NotEscrowed);
    let begun = vec![admit(file(8), person(2), Access::Write)];
    assert_eq!(world.breach(2, begun.clone()), Breach::NotEscrowed);
    // Not even where the boxes stand before the new key.
    let before = vec![escrow(&world, file(9)), rotate(file(9), 2, &members)];
    assert_eq!(world.breach(2, before), Breach::NotEscrowed);
    let boxes = escrow_at(&world, file(9), 2);
    world.does(2, vec![rotate(file(9), 2, &members), boxes]).unwrap();
    let boxes = escrow_beside(&world, file(8), person(2));
    world.does(2, [begun, vec![boxes]].concat()).unwrap();
    assert!(!due(&world));
}

#[test]
fn a_new_key_without_boxes_where_there_is_no_recovery_key_leaves_them_due() {
    let mut world = kept();
    let boxes = escrow(&world, file(9));
    world.does(2, vec![boxes]).unwrap();
    world.does(2, vec![rotate(file(9), 2, &[person(2), person(4)])]).unwrap();
    assert!(due(&world));
    let old = break_glass(&world, BOSS, file(9));
    assert_eq!(world.breach(BOSS, vec![old]), Breach::NotEscrowed);
}

#[test]
fn a_new_manager_is_due_a_box_and_a_former_one_loses_hers_with_the_next_key() {
    let mut world = safe();
    let becomes = |n, role| vec![Act::SetRole { person: person(n), role }];
    world.does(BOSS, becomes(5, Role::Manager)).unwrap();
    assert!(due(&world));
    let boxes = escrow(&world, file(9));
    world.does(2, vec![boxes]).unwrap();
    world.does(BOSS, becomes(3, Role::Worker)).unwrap();
    assert!(!due(&world), "one too many is none missing");
    assert!(managers(&world).contains(&person(3)));
    let glass = vec![break_glass(&world, 3, file(9))];
    assert_eq!(world.breach(3, glass), Breach::NotAllowed, "she is a manager no longer");
    let boxes = escrow_at(&world, file(9), 2);
    world.does(2, vec![rotate(file(9), 2, &[person(2), person(4)]), boxes]).unwrap();
    assert_eq!(managers(&world), [person(BOSS), person(5)]);
}

#[test]
fn trust_23_a_manager_s_lost_laptop_makes_every_file_it_could_open_due() {
    let mut world = safe();
    world
        .does(BOSS, vec![Act::RevokeDevice { device: device(3), last_seq: 0, last_id: None }])
        .unwrap();
    assert_eq!(world.directory.rotations_due().collect::<Vec<_>>(), [file(9)]);
    let boxes = escrow_at(&world, file(9), 2);
    world.does(2, vec![rotate(file(9), 2, &[person(2), person(4)]), boxes]).unwrap();
    assert_eq!(managers(&world), [person(BOSS)], "nothing more is sealed to her key");
    assert!(!due(&world));
    let leaves = Act::RemovePerson { person: person(3), last_seqs: vec![] };
    world.does(BOSS, vec![leaves]).unwrap();
    assert_eq!(world.directory.rotations_due().count(), 0);
}

#[test]
fn a_manager_who_leaves_makes_every_file_she_could_open_due() {
    let mut world = safe();
    let leaves = Act::RemovePerson { person: person(3), last_seqs: vec![last(device(3), 0)] };
    world.does(BOSS, vec![leaves]).unwrap();
    assert_eq!(world.directory.rotations_due().collect::<Vec<_>>(), [file(9)]);
}

#[test]
fn a_manager_breaks_the_glass_and_reads_and_nobody_else_does() {
    let mut world = safe();
    for author in [2, 4, 5] {
        let acts = vec![break_glass(&world, author, file(9))];
        assert_eq!(world.breach(author, acts), Breach::NotAllowed);
    }
    let unknown = vec![break_glass(&world, BOSS, file(1))];
    assert_eq!(world.breach(BOSS, unknown), Breach::UnknownFile);
    let acts = vec![break_glass(&world, BOSS, file(9))];
    world.does(BOSS, acts.clone()).unwrap();
    let opened = world.directory.file(file(9)).unwrap();
    assert_eq!(world.directory.access(file(9), person(BOSS)), Some(Access::Read));
    let key = opened.members[&person(BOSS)].key.as_ref().unwrap();
    assert_eq!((key.granter, &key.lockbox), (device(BOSS), &lockbox(1, person(BOSS))));
    let glass = &opened.glass[0];
    assert_eq!((glass.person, glass.entry, glass.noted), (person(BOSS), world.head().index, None));
    assert_eq!(world.breach(BOSS, acts), Breach::NotAllowed, "she is a member already");
    let write = vec![admit(file(9), person(BOSS), Access::Write)];
    assert_eq!(world.breach(BOSS, write), Breach::NotAllowed, "and may not write");
}

#[test]
fn a_writer_takes_note_once_and_the_trace_stays() {
    let mut world = safe();
    let glass = vec![break_glass(&world, BOSS, file(9))];
    world.does(BOSS, glass).unwrap();
    let entry = world.head().index;
    let note = vec![Act::TakeNote { file: file(9), entry }];
    for author in [4, 5, BOSS] {
        assert_eq!(world.breach(author, note.clone()), Breach::NotAllowed);
    }
    let elsewhere = vec![Act::TakeNote { file: file(9), entry: entry - 1 }];
    assert_eq!(world.breach(2, elsewhere), Breach::NothingToNote);
    world.does(2, note.clone()).unwrap();
    assert_eq!(world.breach(2, note), Breach::NothingToNote);
    let glass = &world.directory.file(file(9)).unwrap().glass[0];
    assert_eq!(glass.noted.map(|noted| noted.person), Some(person(2)));
}

#[test]
fn nobody_takes_note_of_what_she_did_herself() {
    let mut world = safe();
    let glass = vec![break_glass(&world, BOSS, file(9))];
    world.does(BOSS, glass).unwrap();
    let entry = world.head().index;
    world.does(2, vec![admit(file(9), person(BOSS), Access::Write)]).unwrap();
    let note = vec![Act::TakeNote { file: file(9), entry }];
    assert_eq!(world.breach(BOSS, note), Breach::NotAllowed);
}

#[test]
fn the_recovery_key_makes_a_manager_a_writer_and_all_see_it() {
    let mut world = safe();
    let acts = vec![recover(&world, 2, KEY, &[file(9)])];
    assert_eq!(world.breach(2, acts), Breach::NotAllowed, "no worker, with all the paper");
    let acts = vec![recover(&world, 3, LATER, &[file(9)])];
    assert_eq!(world.breach(3, acts), Breach::NoRecoveryKey);
    let acts = vec![recover(&world, 3, KEY, &[file(9)])];
    world.does(3, acts).unwrap();
    assert_eq!(world.directory.access(file(9), person(3)), Some(Access::Write));
    let told = &world.directory.recoveries()[0];
    assert_eq!(
        (told.person, told.device, told.files.as_slice()),
        (person(3), device(3), &[file(9)][..])
    );
    assert_eq!(told.entry, world.head().index);
}

#[test]
fn trust_20_a_shown_recovery_key_counts_once_for_one_laptop_and_place() {
    let mut world = safe();
    let shown = recover(&world, 3, KEY, &[file(9)]);
    assert_eq!(world.breach(BOSS, vec![shown.clone()]), Breach::BadProof);
    world.does(3, vec![shown.clone()]).unwrap();
    assert_eq!(world.breach(3, vec![shown]), Breach::BadProof);
}

#[test]
fn an_older_recovery_key_opens_what_is_in_a_box_for_it_still_and_no_more() {
    let mut world = safe();
    world.does(BOSS, vec![set_recovery_key(BOSS, LATER)]).unwrap();
    let acts = vec![recover(&world, 3, LATER, &[file(9)])];
    assert_eq!(world.breach(3, acts), Breach::NotEscrowed);
    let mut earlier = world.clone();
    let acts = vec![recover(&earlier, 3, KEY, &[file(9)])];
    earlier.does(3, acts).unwrap();
    let boxes = escrow(&world, file(9));
    world.does(2, vec![boxes]).unwrap();
    let acts = vec![recover(&world, 3, KEY, &[file(9)])];
    assert_eq!(world.breach(3, acts), Breach::NotEscrowed);
}
