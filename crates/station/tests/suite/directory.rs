//! The directory: how it grows, and who is let in.

use protocol::api::{DirectoryHead, DirectoryPage, RefusalCode, path};
use protocol::directory::{Access, Act, Directory, Role};
use protocol::{Hash, Wire};

use crate::people::{Laptop, admit, file, random};
use crate::world::{World, bundle_of};

#[test]
fn whoever_reads_the_chain_finds_it_whole() {
    let (mut world, founder, client) = World::founded();
    for _ in 0..3 {
        assert_eq!(world.act(&founder, &client, vec![founder.opens(file())]).status, 200);
    }
    let page: DirectoryPage = client.get(path::DIRECTORY).read();
    assert_eq!((page.entries.len(), page.more), (4, false));
    let mut directory = Directory::begin(world.station, Some(page.entries[0].hash()));
    for entry in &page.entries {
        directory.apply(entry).unwrap();
    }
    assert_eq!(directory.head(), world.head);
    let rest: DirectoryPage = client.get(&format!("{}?after=1", path::DIRECTORY)).read();
    assert_eq!(rest.entries, page.entries[2..]);
    let none: DirectoryPage = client.get(&format!("{}?after=3", path::DIRECTORY)).read();
    assert!(none.entries.is_empty() && !none.more);
}

#[test]
fn of_entries_for_one_place_one_gets_in_and_the_others_are_told_where_the_chain_ends() {
    let (mut world, founder, client) = World::founded();
    let place = world.place();
    let codes: Vec<_> = std::thread::scope(|scope| {
        let race = |_| {
            scope.spawn(|| {
                let entry = founder.entry(place, vec![founder.opens(file())]);
                let reply = client.post(path::DIRECTORY, &entry);
                (reply.status == 200)
                    .then(|| reply.read::<DirectoryHead>())
                    .ok_or_else(|| reply.refused())
            })
        };
        let racers: Vec<_> = (0..8).map(race).collect();
        racers.into_iter().map(|racer| racer.join().unwrap()).collect()
    });
    let mut won = codes.iter().filter_map(|outcome| outcome.ok());
    world.head = won.next();
    assert_eq!(won.next(), None);
    for refused in codes.iter().filter_map(|outcome| outcome.err()) {
        assert_eq!((refused.code, refused.detail), (RefusalCode::StaleHead, Some(1)));
    }
    let page: DirectoryPage = client.get(path::DIRECTORY).read();
    assert_eq!(page.entries.last().map(|entry| entry.hash()), world.head.map(|head| head.hash));
}

#[test]
fn trust_34_an_entry_whose_answer_was_lost_is_answered_again() {
    let (world, founder, client) = World::founded();
    let entry = founder.entry(world.place(), vec![founder.opens(file())]);
    let first: DirectoryHead = client.post(path::DIRECTORY, &entry).read();
    assert_eq!(client.post(path::DIRECTORY, &entry).read::<DirectoryHead>(), first);
    let page: DirectoryPage = client.get(path::DIRECTORY).read();
    assert_eq!(page.entries.len(), 2);
}

#[test]
fn an_entry_that_breaks_a_rule_changes_nothing() {
    let (mut world, founder, client) = World::founded();
    let (worker, hers) = world.join(&founder, &client, Role::Worker);
    let promote = Act::SetRole { person: worker.person, role: Role::Manager };
    assert_eq!(world.act(&worker, &hers, vec![promote]).code(), RefusalCode::NotAllowed);
    let demote = Act::SetRole { person: founder.person, role: Role::Worker };
    let refused = world.act(&founder, &client, vec![founder.opens(file()), demote]).refused();
    assert_eq!((refused.code, refused.detail), (RefusalCode::BrokenRule, Some(1)));
    let mut forged = founder.entry(world.place(), vec![founder.opens(file())]);
    forged.signature.0[0] ^= 1;
    assert_eq!(client.post(path::DIRECTORY, &forged).code(), RefusalCode::BadSignature);
    let elsewhere =
        Laptop { station: protocol::StationId::from_bytes(random()), ..founder.clone() };
    let foreign = elsewhere.entry(world.place(), vec![founder.opens(file())]);
    assert_eq!(client.post(path::DIRECTORY, &foreign).code(), RefusalCode::OtherStation);
    let page: DirectoryPage = client.get(path::DIRECTORY).read();
    assert_eq!(page.entries.len(), 3);
}

#[test]
fn trust_19_only_the_holder_of_an_invitation_gets_in_and_once() {
    let (mut world, founder, client) = World::founded();
    let (secret, worker) = world.invite(&founder, &client, Role::Worker);
    let guessed = ed25519_dalek::SigningKey::from_bytes(&random());
    let entry = worker.entry(world.place(), vec![worker.joins(&guessed)]);
    assert_eq!(world.client.post(path::JOIN, &entry).code(), RefusalCode::NoInvitation);
    let mut ghost = Laptop::new(world.station);
    ghost.person = worker.person;
    let Act::Join { invitation, device, .. } = worker.joins(&secret) else { unreachable!() };
    let Act::Join { proof, .. } = ghost.joins(&secret) else { unreachable!() };
    let entry = worker.entry(world.place(), vec![Act::Join { invitation, device, proof }]);
    assert_eq!(world.client.post(path::JOIN, &entry).code(), RefusalCode::BadSignature);
    let entry = worker.entry(world.place(), vec![worker.joins(&secret)]);
    world.head = Some(world.client.post(path::JOIN, &entry).read());
    world.enter(&worker);
    let again = ghost.entry(world.place(), vec![ghost.joins(&secret)]);
    assert_eq!(world.client.post(path::JOIN, &again).code(), RefusalCode::InvitationUsed);
    // Without a session nothing but joining is taken.
    let entry = founder.entry(world.place(), vec![founder.opens(file())]);
    assert_eq!(world.client.post(path::JOIN, &entry).code(), RefusalCode::NotAllowed);
    assert_eq!(world.client.post(path::DIRECTORY, &entry).code(), RefusalCode::NoSession);
}

#[test]
fn a_bundle_is_kept_for_the_inviter_and_served_until_its_time_is_over_or_it_is_used() {
    let (mut world, founder, client) = World::founded();
    let lookup = format!("{}/{}", path::INVITATIONS, hex::encode(random::<16>()));
    let put = |client: &crate::client::Client, secret, seconds| {
        client.send("PUT", &lookup, &bundle_of(secret, seconds).to_bytes())
    };
    let (secret, worker) = world.invite(&founder, &client, Role::Worker);
    let unknown = ed25519_dalek::SigningKey::from_bytes(&random());
    assert_eq!(put(&client, &unknown, 60).code(), RefusalCode::NoInvitation);
    assert_eq!(put(&world.client, &secret, 60).code(), RefusalCode::NoSession);
    let (_, other) = world.join(&founder, &client, Role::Worker);
    assert_eq!(put(&other, &secret, 60).code(), RefusalCode::NotAllowed);
    assert_eq!(put(&client, &secret, 60).status, 204);
    let bundle: protocol::api::SealedBundle = world.client.get(&lookup).read();
    assert_eq!(bundle.sealed, vec![6; 300]);
    assert_eq!(put(&client, &secret, 0).status, 204);
    assert_eq!(world.client.get(&lookup).code(), RefusalCode::InvitationExpired);
    assert_eq!(put(&client, &secret, 60).status, 204);

    // Whoever is invited reads the directory she is about to join, and nothing else.
    let shown = format!("Invitation {}", lookup.rsplit('/').next().unwrap());
    let headers = [("authorization", shown.as_str())];
    let read = |path: &str| world.client.try_send("GET", path, &headers, &[]).unwrap();
    let page: DirectoryPage = read(path::DIRECTORY).read();
    assert_eq!(page.entries.len() as u64, world.place().0);
    assert_eq!(read(path::HEADS).code(), RefusalCode::NoSession);
    let entry = worker.entry(world.place(), vec![worker.joins(&secret)]);
    world.head = Some(world.client.post(path::JOIN, &entry).read());
    let read = |path: &str| world.client.try_send("GET", path, &headers, &[]).unwrap();
    assert_eq!(read(path::DIRECTORY).code(), RefusalCode::NoSession);
    assert_eq!(world.client.get(&lookup).code(), RefusalCode::InvitationUsed);
    assert_eq!(put(&client, &secret, 60).code(), RefusalCode::InvitationUsed);
}

#[test]
fn trust_12_only_who_has_the_code_is_told_that_the_invitation_was_withdrawn() {
    let (mut world, founder, client) = World::founded();
    let lookup = format!("{}/{}", path::INVITATIONS, hex::encode(random::<16>()));
    let (secret, worker) = world.invite(&founder, &client, Role::Worker);
    let bundle = bundle_of(&secret, 60);
    assert_eq!(client.send("PUT", &lookup, &bundle.to_bytes()).status, 204);
    let withdraw = Act::Withdraw { invitation: bundle.invitation };
    assert_eq!(world.act(&founder, &client, vec![withdraw]).status, 200);
    assert_eq!(world.client.get(&lookup).code(), RefusalCode::InvitationUsed);
    let guess = |lookup: [u8; 16]| {
        world.client.get(&format!("{}/{}", path::INVITATIONS, hex::encode(lookup)))
    };
    let (one, other) = (guess([0; 16]), guess(random()));
    assert_eq!((one.code(), &one.body), (RefusalCode::NoInvitation, &other.body));
    let entry = worker.entry(world.place(), vec![worker.joins(&secret)]);
    assert_eq!(world.client.post(path::JOIN, &entry).code(), RefusalCode::InvitationUsed);
}

#[test]
fn a_restart_keeps_the_chain() {
    let (mut world, founder, client) = World::founded();
    let file = file();
    assert_eq!(world.act(&founder, &client, vec![founder.opens(file)]).status, 200);
    let (worker, _) = world.join(&founder, &client, Role::Worker);
    world.restart();
    let client = world.enter(&founder);
    let acts = vec![admit(file, worker.person, Access::Read)];
    assert_eq!(world.act(&founder, &client, acts).status, 200);
    let page: DirectoryPage = client.get(path::DIRECTORY).read();
    assert_eq!(page.entries.len() as u64, world.place().0);
    assert_ne!(world.head_hash(), Hash::ZERO);
}
