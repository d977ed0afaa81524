//! Invitations: nobody comes in without the secret of one that is open.

use protocol::directory::{Act, Breach, DirectoryFault, Fate, NewDevice, Role};
use protocol::{Namespace, UserPublic, proof};

use crate::made::{
    BOSS, STATION, World, device, invitation, invite, invite_device, join, key, last, new_device,
    person, public, sign,
};

fn fate(world: &World, n: u8) -> Fate {
    world.directory.invitation(public(&invitation(n))).unwrap().fate
}

#[test]
fn an_invitation_lets_one_device_in() {
    let mut world = World::founded();
    world.does(BOSS, vec![invite(2, person(2), Role::Supervisor)]).unwrap();
    assert_eq!(fate(&world, 2), Fate::Open);
    assert_eq!(world.directory.person(person(2)).unwrap().user_key, None);
    world.does(2, vec![join(2, person(2), 2)]).unwrap();
    assert_eq!(fate(&world, 2), Fate::Used(device(2)));
    assert_eq!(world.directory.role(person(2)), Some(Role::Supervisor));
    assert_eq!(world.directory.active_devices(person(2)).collect::<Vec<_>>(), [device(2)]);
    assert_eq!(world.directory.user_keys_due(person(2)).count(), 0, "she made it herself");
}

#[test]
fn trust_19_a_device_without_the_secret_stays_out() {
    let mut world = World::founded();
    world.does(BOSS, vec![invite(2, person(2), Role::Worker)]).unwrap();
    let ghost = new_device(66, 66);
    let words = proof::join(STATION, person(2), &ghost);
    let claim =
        |proof| vec![Act::Join { invitation: public(&invitation(2)), device: ghost, proof }];
    let own = sign(&key(66), Namespace::Join, &words);
    assert_eq!(world.breach(66, claim(own)), Breach::BadProof);
    let elsewhere = sign(&invitation(2), Namespace::Session, &words);
    assert_eq!(world.breach(66, claim(elsewhere)), Breach::BadProof);
    let for_another =
        sign(&invitation(2), Namespace::Join, &proof::join(STATION, person(2), &new_device(2, 2)));
    assert_eq!(world.breach(66, claim(for_another)), Breach::BadProof);
}

#[test]
fn trust_01_a_key_swapped_on_the_way_is_refused() {
    let mut world = World::founded();
    world.does(BOSS, vec![invite(2, person(2), Role::Worker)]).unwrap();
    let Act::Join { invitation, device, proof } = join(2, person(2), 2) else { panic!() };
    let swapped = NewDevice { user_key: UserPublic([0x66; 32]), ..device };
    let acts = vec![Act::Join { invitation, device: swapped, proof }];
    assert_eq!(world.breach(2, acts), Breach::BadProof, "not even the device itself may");
}

#[test]
fn trust_19_an_invitation_works_once() {
    let mut world = World::with(&[(2, Role::Worker)]);
    let second = new_device(3, 2);
    let words = proof::join(STATION, person(2), &second);
    let invitation = invitation(2);
    let proof = sign(&invitation, Namespace::Join, &words);
    let acts = vec![Act::Join { invitation: public(&invitation), device: second, proof }];
    assert_eq!(world.breach(3, acts), Breach::InvitationSpent);
    let again = vec![invite_device(2, person(BOSS))];
    assert_eq!(world.breach(BOSS, again), Breach::InvitationTaken);
}

#[test]
fn only_a_manager_invites_new_people() {
    for role in [Role::Worker, Role::Supervisor, Role::ChildDirector, Role::Auditor] {
        let mut world = World::with(&[(2, role)]);
        let acts = vec![invite(3, person(3), Role::Worker)];
        assert_eq!(world.breach(2, acts), Breach::NotAllowed);
    }
    let mut world = World::founded();
    let known = vec![invite(3, person(BOSS), Role::Worker)];
    assert_eq!(world.breach(BOSS, known), Breach::PersonTaken);
}

#[test]
fn a_person_brings_in_her_second_device_herself() {
    let mut world = World::with(&[(2, Role::Worker), (3, Role::Worker)]);
    assert_eq!(world.breach(3, vec![invite_device(20, person(2))]), Breach::NotAllowed);
    assert_eq!(world.breach(BOSS, vec![invite_device(20, person(2))]), Breach::NotAllowed);
    world.does(2, vec![invite_device(20, person(2))]).unwrap();
    assert_eq!(world.breach(20, vec![join(20, person(2), 20)]), Breach::OtherUserKey);
    world.does(20, vec![join(20, person(2), 2)]).unwrap();
    assert_eq!(world.directory.active_devices(person(2)).count(), 2);
    assert_eq!(world.directory.role(person(2)), Some(Role::Worker));
    assert_eq!(world.directory.user_keys_due(person(2)).collect::<Vec<_>>(), [device(20)]);
}

#[test]
fn trust_19_a_manager_cannot_slip_a_device_in_beside_a_person_s_own() {
    let mut world = World::founded();
    world.does(BOSS, vec![invite(2, person(2), Role::Worker)]).unwrap();
    // Made while she was not in yet; it no longer counts once she is.
    world.does(BOSS, vec![invite_device(66, person(2))]).unwrap();
    world.does(2, vec![join(2, person(2), 2)]).unwrap();
    assert_eq!(world.breach(66, vec![join(66, person(2), 2)]), Breach::InvitationSpent);
}

#[test]
fn after_a_loss_a_manager_invites_again_and_the_person_has_another_key() {
    let mut world = World::with(&[(2, Role::Worker)]);
    world
        .does(BOSS, vec![Act::RevokeDevice { device: device(2), last_seq: 0, last_id: None }])
        .unwrap();
    world.does(BOSS, vec![invite_device(20, person(2))]).unwrap();
    assert_eq!(world.breach(20, vec![join(20, person(2), 2)]), Breach::ExposedKey);
    world.does(20, vec![join(20, person(2), 20)]).unwrap();
    let her = world.directory.person(person(2)).unwrap();
    assert_eq!((her.safe_key(), her.role), (Some(UserPublic([20; 32])), Role::Worker));
}

#[test]
fn an_invitation_is_withdrawn_by_a_manager_or_its_maker() {
    let mut world = World::with(&[(2, Role::Worker), (3, Role::Worker)]);
    world.does(2, vec![invite_device(20, person(2)), invite_device(21, person(2))]).unwrap();
    let withdraw = |n| vec![Act::Withdraw { invitation: public(&invitation(n)) }];
    assert_eq!(world.breach(3, withdraw(20)), Breach::NotAllowed);
    world.does(2, withdraw(20)).unwrap();
    world.does(BOSS, withdraw(21)).unwrap();
    assert_eq!((fate(&world, 20), fate(&world, 21)), (Fate::Withdrawn, Fate::Withdrawn));
    assert_eq!(world.breach(20, vec![join(20, person(2), 2)]), Breach::InvitationSpent);
    assert_eq!(world.breach(2, withdraw(20)), Breach::InvitationSpent);
    assert_eq!(world.breach(2, withdraw(99)), Breach::UnknownInvitation);
}

#[test]
fn invitations_of_those_who_may_no_longer_invite_do_not_count() {
    let gone: [fn() -> Act; 3] = [
        || Act::RevokeDevice { device: device(2), last_seq: 0, last_id: None },
        || Act::RemovePerson { person: person(2), last_seqs: vec![last(device(2), 0)] },
        || Act::SetRole { person: person(2), role: Role::Worker },
    ];
    for act in gone {
        let mut world = World::with(&[(2, Role::Manager)]);
        world.does(2, vec![invite(3, person(3), Role::Manager)]).unwrap();
        world.does(BOSS, vec![act()]).unwrap();
        assert_eq!(world.breach(3, vec![join(3, person(3), 3)]), Breach::InvitationSpent);
    }
}

#[test]
fn a_device_joins_at_the_beginning_of_its_own_entry() {
    let mut world = World::with(&[(2, Role::Worker)]);
    world.does(BOSS, vec![invite(3, person(3), Role::Worker)]).unwrap();
    let promotes = Act::SetRole { person: person(2), role: Role::Manager };
    let late = vec![promotes, join(3, person(3), 3)];
    assert_eq!(world.breach(BOSS, late), Breach::OutOfPlace);
    assert_eq!(world.breach(BOSS, vec![join(3, person(3), 3)]), Breach::NotAllowed);
    let stranger = world.entry(4, vec![join(3, person(3), 3)]);
    let taken = world.takes(crate::made::signed(4, &stranger));
    assert_eq!(taken, Err(DirectoryFault::UnknownAuthor));
    let mut known = join(3, person(3), 3);
    if let Act::Join { device, .. } = &mut known {
        device.device = crate::made::device(2);
    }
    assert_eq!(world.breach(2, vec![known]), Breach::DeviceTaken);
    let at_once = vec![join(3, person(3), 3), invite_device(30, person(3))];
    assert_eq!(world.does(3, at_once), Ok(()));
}
