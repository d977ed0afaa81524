//! Revoking a device, and the user key that a person's devices share.

use protocol::directory::{Access, Act, Breach, DeviceBox, Entry, Role};
use protocol::{UserPublic, Wire as _};

use crate::made::{
    BOSS, World, admit, admit_at, device, file, invite_device, join, last, person, rotate,
    some_change,
};

fn revoke(n: u8, last_seq: u64) -> Vec<Act> {
    vec![Act::RevokeDevice { device: device(n), last_seq, last_id: some_change(last_seq) }]
}

/// Person 2 has laptops 2 and 20, and a file 9 with the boss.
fn two_laptops() -> World {
    let mut world = World::with(&[(2, Role::Worker), (3, Role::Worker)]);
    world.does(2, vec![invite_device(20, person(2))]).unwrap();
    world.does(20, vec![join(20, person(2), 2)]).unwrap();
    world.does(2, vec![admit(file(9), person(2), Access::Write)]).unwrap();
    world.does(2, vec![admit(file(9), person(BOSS), Access::Write)]).unwrap();
    world
}

fn renew(user_key: u8, to: &[u8]) -> Vec<Act> {
    let boxes =
        to.iter().map(|n| DeviceBox { device: device(*n), lockbox: vec![user_key; 81] }).collect();
    vec![Act::RenewUserKey { user_key: UserPublic([user_key; 32]), boxes }]
}

#[test]
fn a_device_is_revoked_by_a_manager_or_its_person() {
    let mut world = two_laptops();
    assert_eq!(world.breach(3, revoke(2, 0)), Breach::NotAllowed);
    world.does(20, revoke(2, 7)).unwrap();
    assert_eq!(world.breach(BOSS, revoke(2, 0)), Breach::DeviceRevoked);
    assert_eq!(world.breach(BOSS, revoke(99, 0)), Breach::UnknownDevice);
    world.does(BOSS, revoke(20, 0)).unwrap();
    assert_eq!(world.directory.active_devices(person(2)).count(), 0);
}

#[test]
fn trust_22_no_last_change_has_a_number_that_nobody_can_keep() {
    let world = two_laptops();
    for (seq, holds) in [(i64::MAX.unsigned_abs(), true), (1 << 63, false), (u64::MAX, false)] {
        let last_seqs = vec![last(device(2), seq)];
        let (file, of) = (file(9), person(2));
        for acts in [
            revoke(2, seq),
            vec![Act::Expel { file, person: of, last_seqs: last_seqs.clone() }],
            vec![Act::RemovePerson { person: of, last_seqs }],
        ] {
            let bytes = world.entry(BOSS, acts).to_bytes();
            assert_eq!(Entry::from_bytes(&bytes).is_ok(), holds, "{seq}");
        }
    }
}

#[test]
fn trust_23_a_revoked_device_acts_no_more() {
    let mut world = two_laptops();
    let mid_entry = [revoke(2, 7), vec![admit(file(8), person(2), Access::Write)]].concat();
    assert_eq!(world.breach(2, mid_entry), Breach::AuthorRevoked);
    world.does(20, revoke(2, 7)).unwrap();
    for acts in [
        vec![admit(file(9), person(3), Access::Read)],
        vec![invite_device(21, person(2))],
        revoke(20, 0),
    ] {
        assert_eq!(world.breach(2, acts), Breach::AuthorRevoked);
    }
}

#[test]
fn trust_17_a_revocation_makes_new_keys_due_until_they_are_there() {
    let mut world = two_laptops();
    world.does(BOSS, vec![admit(file(7), person(BOSS), Access::Write)]).unwrap();
    world.does(BOSS, revoke(2, 7)).unwrap();
    assert_eq!(world.directory.rotations_due().collect::<Vec<_>>(), [file(9)], "not file 7");
    world.does(BOSS, vec![rotate(file(9), 2, &[person(BOSS)])]).unwrap();
    assert_eq!(world.directory.rotations_due().count(), 0);
}

#[test]
fn nothing_is_sealed_to_a_user_key_on_a_lost_laptop() {
    let mut world = two_laptops();
    world.does(BOSS, revoke(2, 7)).unwrap();
    let to_both = vec![rotate(file(9), 2, &[person(BOSS), person(2)])];
    assert_eq!(world.breach(BOSS, to_both), Breach::OtherBoxes);
    world.does(BOSS, vec![rotate(file(9), 2, &[person(BOSS)])]).unwrap();
    let member = &world.directory.file(file(9)).unwrap().members[&person(2)];
    assert_eq!((member.access, &member.key), (Access::Write, &None));
    assert_eq!(world.directory.boxes_due().count(), 0, "not before she has another key");
    let too_soon = vec![admit_at(file(9), person(2), Access::Write, 2)];
    assert_eq!(world.breach(BOSS, too_soon.clone()), Breach::ExposedKey);

    world.does(20, renew(0x77, &[20])).unwrap();
    assert_eq!(world.directory.boxes_due().collect::<Vec<_>>(), [(file(9), person(2))]);
    world.does(BOSS, too_soon).unwrap();
    assert_eq!(world.directory.boxes_due().count(), 0);
    let key = world.directory.file(file(9)).unwrap().members[&person(2)].key.as_ref().unwrap();
    assert_eq!((key.user_key, key.granter), (UserPublic([0x77; 32]), device(BOSS)));
}

#[test]
fn a_user_key_is_renewed_for_exactly_the_active_devices() {
    let mut world = two_laptops();
    for to in [&[2][..], &[20], &[2, 3, 20], &[]] {
        assert_eq!(world.breach(2, renew(0x77, to)), Breach::OtherBoxes);
    }
    assert_eq!(world.breach(2, renew(2, &[2, 20])), Breach::ExposedKey, "the same key again");
    world.does(2, renew(0x77, &[2, 20])).unwrap();
    assert_eq!(world.directory.user_keys_due(person(2)).count(), 0);
    assert_eq!(world.directory.boxes_due().count(), 1, "file 9 is sealed to the old key");
}

#[test]
fn trust_03_a_user_key_is_shared_among_a_person_s_own_devices_only() {
    let mut world = two_laptops();
    let share = |n| vec![Act::ShareUserKey { device: device(n), lockbox: vec![1; 81] }];
    assert_eq!(world.breach(BOSS, share(20)), Breach::NotAllowed);
    assert_eq!(world.breach(2, share(3)), Breach::NotAllowed);
    assert_eq!(world.breach(2, share(2)), Breach::NotAllowed);
    world.does(2, share(20)).unwrap();
    assert_eq!(world.directory.user_keys_due(person(2)).count(), 0);
    let given = world.directory.device(device(20)).unwrap().user_box.as_ref().unwrap();
    assert_eq!((given.granter, given.user_key), (device(2), UserPublic([2; 32])));
    world.does(2, revoke(20, 0)).unwrap();
    assert_eq!(world.breach(2, share(20)), Breach::DeviceRevoked);
}
