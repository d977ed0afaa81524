//! Several servers for one station.

use std::io::{Read as _, Write as _};

use protocol::SealedChange;
use protocol::api::{Answer, Challenge, RefusalCode, Session, SessionBegin, path};
use protocol::directory::{Access, Act, Role};
use station::server::Patience;
use station::{Running, Settings};

use crate::client::Client;
use crate::people::{Laptop, admit, file};
use crate::stores;
use crate::world::{LOOPBACK, World, pull, pull_all, push, settings};

/// A founded station with two servers; the second speaks with the founder's session of the first.
struct Two {
    world: World,
    founder: Laptop,
    clients: [Client; 2],
    _second: Running,
}

impl Two {
    fn founded() -> Option<Self> {
        let postgres = Some(stores::asked_for()?.parse().unwrap());
        let settings = Settings { postgres, ..settings() };
        let (world, founder, first) = World::founded_with(settings, Patience::default());
        let settings = world.settings.clone();
        let second = Running::start(&world.home, settings, world.patience, LOOPBACK).unwrap();
        let other = Client { address: second.address(), ..first.clone() };
        Some(Self { world, founder, clients: [first, other], _second: second })
    }
}

#[test]
fn half_of_the_calls_to_each_of_two_servers_and_every_change_arrives_once() {
    let Some(mut two) = Two::founded() else { return };
    let (worker, _) = two.world.join(&two.founder, &two.clients[0], Role::Worker);
    let file = file();
    let acts = vec![two.founder.opens(file), admit(file, worker.person, Access::Write)];
    assert_eq!(two.world.act(&two.founder, &two.clients[1], acts).status, 200);
    let hers = two.world.enter(&worker);
    let head = two.world.head_hash();
    let sessions =
        two.clients.clone().map(|client| Client { address: client.address, ..hers.clone() });
    // Two people at once, each with every other batch to the other server.
    let (mut worker, mut founder) = (worker, two.founder.clone());
    let writes = |laptop: &mut Laptop, lines: [&Client; 2]| {
        let mut written = Vec::new();
        for turn in 0..20 {
            let batch: Vec<_> = (0..5).map(|_| laptop.writes(file, head)).collect();
            assert_eq!(push(lines[turn % 2], batch.clone()), [Answer::Stored; 5]);
            written.extend(batch);
        }
        written
    };
    let (first, second) = std::thread::scope(|scope| {
        let a = scope.spawn(|| writes(&mut worker, [&sessions[0], &sessions[1]]));
        let b = scope.spawn(|| writes(&mut founder, [&two.clients[1], &two.clients[0]]));
        (a.join().unwrap(), b.join().unwrap())
    });
    let (one, other) = (pull_all(&two.clients[0]), pull_all(&two.clients[1]));
    assert_eq!(one, other);
    assert_eq!(one.len(), 200);
    let by = |author| -> Vec<SealedChange> {
        let by = |change: &&SealedChange| {
            protocol::Header::decode(&change.header).unwrap().author == author
        };
        one.iter().filter(by).cloned().collect()
    };
    assert_eq!((by(worker.device), by(founder.device)), (first, second));
}

#[test]
fn whoever_pulls_while_two_servers_take_changes_misses_none() {
    let Some(mut two) = Two::founded() else { return };
    let file = file();
    two.world.act(&two.founder, &two.clients[0], vec![two.founder.opens(file)]);
    let laptops: Vec<_> = (0..2)
        .map(|_| {
            let (laptop, client) = two.world.join(&two.founder, &two.clients[0], Role::Worker);
            let act = admit(file, laptop.person, Access::Write);
            assert_eq!(two.world.act(&two.founder, &two.clients[0], vec![act]).status, 200);
            (laptop, client)
        })
        .collect();
    let head = two.world.head_hash();
    let pulled = std::thread::scope(|scope| {
        let mut pushing = Vec::new();
        for ((mut laptop, client), server) in laptops.into_iter().zip(two.clients.clone()) {
            let client = Client { address: server.address, ..client };
            pushing.push(scope.spawn(move || {
                for _ in 0..40 {
                    assert_eq!(push(&client, [laptop.writes(file, head)]), [Answer::Stored]);
                }
            }));
        }
        let (mut after, mut pulled) = (0, 0);
        // A place once passed is never filled later.
        while pulled < 80 {
            let page = pull(&two.clients[0], after);
            (after, pulled) = (page.next, pulled + page.items.len());
            let done = pushing.iter().all(std::thread::ScopedJoinHandle::is_finished);
            if done && pull(&two.clients[0], after).items.is_empty() {
                break;
            }
        }
        pulled
    });
    assert_eq!(pulled, 80);
}

#[test]
fn a_challenge_of_one_server_is_answered_at_the_other_once() {
    let Some(two) = Two::founded() else { return };
    let begin = SessionBegin { device: two.founder.device };
    let challenge: Challenge = two.clients[0].post(path::SESSION_BEGIN, &begin).read();
    let answer = two.founder.answers(challenge.challenge);
    let session: Session = two.clients[1].post(path::SESSION, &answer).read();
    let client = two.clients[0].with(session.token);
    assert_eq!(client.get(path::HEADS).status, 200);
    for client in &two.clients {
        assert_eq!(client.post(path::SESSION, &answer).code(), RefusalCode::BadSignature);
    }
}

#[test]
fn trust_23_a_revocation_at_one_server_holds_at_the_other_at_once() {
    let Some(mut two) = Two::founded() else { return };
    for _ in 0..5 {
        let (worker, hers) = two.world.join(&two.founder, &two.clients[0], Role::Worker);
        let hers = Client { address: two.clients[1].address, ..hers };
        assert_eq!(hers.get(path::CHANGES).status, 200);
        let revoke = Act::RevokeDevice { device: worker.device, last_seq: 0, last_id: None };
        assert_eq!(two.world.act(&two.founder, &two.clients[0], vec![revoke]).status, 200);
        assert_eq!(hers.get(path::CHANGES).code(), RefusalCode::Revoked);
    }
}

#[test]
fn of_entries_for_one_place_at_two_servers_one_gets_in() {
    let Some(mut two) = Two::founded() else { return };
    for _ in 0..5 {
        let place = two.world.place();
        let replies = std::thread::scope(|scope| {
            let race = |client: &Client| {
                let entry = two.founder.entry(place, vec![two.founder.opens(file())]);
                client.post(path::DIRECTORY, &entry)
            };
            let racers = [0, 1].map(|n| {
                scope.spawn({
                    let two = &two;
                    move || race(&two.clients[n])
                })
            });
            racers.map(|racer| racer.join().unwrap())
        });
        let won: Vec<_> = replies.iter().filter(|reply| reply.status == 200).collect();
        assert_eq!(won.len(), 1);
        let lost = replies.iter().find(|reply| reply.status != 200).unwrap().refused();
        assert_eq!((lost.code, lost.detail), (RefusalCode::StaleHead, Some(place.0)));
        two.world.head = Some(won[0].read());
    }
}

#[test]
fn who_listens_at_one_server_hears_of_what_the_other_takes() {
    let Some(mut two) = Two::founded() else { return };
    let file = file();
    let (listening, listener) = two.world.join(&two.founder, &two.clients[0], Role::Supervisor);
    let acts = vec![two.founder.opens(file), admit(file, listening.person, Access::Read)];
    assert_eq!(two.world.act(&two.founder, &two.clients[0], acts).status, 200);
    let listener = Client { address: two.clients[1].address, ..listener };
    let mut line = listener.line().unwrap();
    let request = format!("{}\r\n", listener.head("GET", path::EVENTS, &[]));
    line.write_all(request.as_bytes()).unwrap();
    let mut heard = String::new();
    let mut hear = |until: &str| {
        let mut buffer = [0; 1024];
        while !heard.contains(until) {
            let read = line.read(&mut buffer).unwrap();
            assert!(read > 0, "the line ended");
            heard.push_str(std::str::from_utf8(&buffer[..read]).unwrap());
        }
    };
    hear(": listening\n\n");
    let head = two.world.head_hash();
    push(&two.clients[0], [two.founder.writes(file, head)]);
    hear("event: changes\ndata: 1\n");
    let opens = vec![two.founder.opens(crate::people::file())];
    assert_eq!(two.world.act(&two.founder, &two.clients[0], opens).status, 200);
    hear(&format!("event: directory\ndata: {}\n", two.world.head.unwrap().index));
}
