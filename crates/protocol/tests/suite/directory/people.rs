//! Roles, and leaving. One manager who can act is always here.

use protocol::directory::{Access, Act, Breach, Role};

use crate::made::{BOSS, World, admit, device, file, invite, join, last, person};

fn role(of: u8, role: Role) -> Vec<Act> {
    vec![Act::SetRole { person: person(of), role }]
}

fn remove(n: u8, seq: u64) -> Vec<Act> {
    vec![Act::RemovePerson { person: person(n), last_seqs: vec![last(device(n), seq)] }]
}

#[test]
fn trust_24_a_worker_does_not_promote_herself() {
    for mine in [Role::Worker, Role::Supervisor, Role::ChildDirector, Role::Auditor] {
        let mut world = World::with(&[(2, mine)]);
        assert_eq!(world.breach(2, role(2, Role::Manager)), Breach::NotAllowed);
        assert_eq!(world.breach(2, remove(BOSS, 0)), Breach::NotAllowed);
        assert_eq!(world.directory.role(person(2)), Some(mine));
    }
}

#[test]
fn a_manager_gives_roles_and_the_last_one_stays() {
    let mut world = World::with(&[(2, Role::Worker)]);
    assert_eq!(world.breach(BOSS, role(BOSS, Role::Worker)), Breach::LastManager);
    world.does(BOSS, role(2, Role::Manager)).unwrap();
    world.does(BOSS, role(BOSS, Role::Worker)).unwrap();
    assert_eq!(world.breach(BOSS, role(2, Role::Worker)), Breach::NotAllowed);
    assert_eq!(world.breach(2, role(99, Role::Worker)), Breach::UnknownPerson);
}

#[test]
fn a_manager_who_has_not_come_in_counts_for_nothing() {
    let mut world = World::founded();
    world.does(BOSS, vec![invite(2, person(2), Role::Manager)]).unwrap();
    assert_eq!(world.breach(BOSS, role(BOSS, Role::Worker)), Breach::LastManager);
    assert_eq!(world.breach(BOSS, remove(BOSS, 0)), Breach::LastManager);
    let revoke = vec![Act::RevokeDevice { device: device(BOSS), last_seq: 0, last_id: None }];
    assert_eq!(world.breach(BOSS, revoke.clone()), Breach::LastManager);
    world.does(2, vec![join(2, person(2), 2)]).unwrap();
    assert_eq!(world.does(BOSS, revoke), Ok(()));
    assert_eq!(world.breach(2, role(2, Role::Worker)), Breach::LastManager);
}

#[test]
fn who_leaves_takes_her_devices_and_memberships_with_her() {
    let mut world = World::with(&[(2, Role::Worker), (3, Role::Worker)]);
    world.does(2, vec![admit(file(9), person(2), Access::Write)]).unwrap();
    world.does(2, vec![admit(file(9), person(3), Access::Write)]).unwrap();
    world.does(BOSS, remove(2, 5)).unwrap();
    assert!(!world.directory.device_is_active(device(2)));
    assert_eq!(world.directory.role(person(2)), None);
    assert_eq!(world.directory.access(file(9), person(2)), None);
    assert_eq!(world.directory.rotations_due().collect::<Vec<_>>(), [file(9)]);
    assert_eq!(world.breach(2, role(2, Role::Manager)), Breach::AuthorRevoked);
    assert_eq!(world.breach(BOSS, role(2, Role::Worker)), Breach::PersonRemoved);
    let back = vec![admit(file(9), person(2), Access::Read)];
    assert_eq!(world.breach(3, back), Breach::PersonRemoved);
    let again = vec![Act::RemovePerson { person: person(2), last_seqs: vec![] }];
    assert_eq!(world.breach(BOSS, again), Breach::PersonRemoved);
}

#[test]
fn who_alone_writes_in_a_file_hands_it_over_before_she_leaves() {
    let mut world = World::with(&[(2, Role::Worker), (3, Role::Worker)]);
    world.does(2, vec![admit(file(9), person(2), Access::Write)]).unwrap();
    world.does(2, vec![admit(file(9), person(3), Access::Read)]).unwrap();
    assert_eq!(world.breach(BOSS, remove(2, 5)), Breach::LastWriter);
    world.does(2, vec![admit(file(9), person(3), Access::Write)]).unwrap();
    world.does(BOSS, remove(2, 5)).unwrap();
    assert_eq!(world.breach(BOSS, remove(3, 5)), Breach::LastWriter);
}

#[test]
fn leaving_says_of_exactly_the_active_devices_up_to_where_they_count() {
    let mut world = World::with(&[(2, Role::Worker), (3, Role::Worker)]);
    for last_seqs in
        [vec![], vec![last(device(3), 1)], vec![last(device(2), 1), last(device(3), 1)]]
    {
        let acts = vec![Act::RemovePerson { person: person(2), last_seqs }];
        assert_eq!(world.breach(BOSS, acts), Breach::OtherDevices);
    }
}

#[test]
fn an_invitation_to_somebody_who_left_does_not_count() {
    let mut world = World::founded();
    world.does(BOSS, vec![invite(2, person(2), Role::Worker)]).unwrap();
    let never_came = vec![Act::RemovePerson { person: person(2), last_seqs: vec![] }];
    world.does(BOSS, never_came).unwrap();
    assert_eq!(world.breach(2, vec![join(2, person(2), 2)]), Breach::InvitationSpent);
}
