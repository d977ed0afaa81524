//! A laptop that was revoked leaves what waits at the station and goes; nothing but the signed directory makes it go.

use protocol::api::{Answer, RefusalCode};
use protocol::directory::Act;
use protocol::{ChangeId, Hash};
use sync::{Asker, Block, Call, Misbehaviour, Phase, Request, Response, Turned};

use crate::model::link::{Fate, round};
use crate::model::world::{Proof, device, person, sign};
use crate::plain::{Scene, file, of};

/// The second of three has a file together with the third, was revoked by the first, and wrote since.
fn revoked(written: u8) -> (Scene, Vec<ChangeId>) {
    let mut scene = Scene::new(3, Proof::Signatures);
    scene.sync(1);
    let first = scene.laptops[1].write(file(1), b"before", None);
    scene.laptops[1].admissions.insert((file(1), person(2)));
    scene.sync(1);
    scene.sync(0);
    scene.sync(2);
    revoke(&mut scene, Some(first));
    let after = (0..written).map(|n| scene.laptops[1].write(file(1), &[n], None)).collect();
    (scene, after)
}

fn revoke(scene: &mut Scene, last_id: Option<ChangeId>) {
    let manager = &scene.laptops[0];
    let act = Act::RevokeDevice { device: device(1), last_seq: 1, last_id };
    let entry = sign(&manager.directory, &manager.me, vec![act]);
    let asker = Asker::Session(scene.engines[0].token().cloned().unwrap());
    let answer = scene.station.handle(&Call { request: Request::Append(entry), asker });
    assert!(matches!(answer, Response::Appended(_)), "{answer:?}");
}

#[test]
fn what_waits_is_left_at_the_station_before_it_goes_and_others_get_it_apart() {
    let (mut scene, after) = revoked(7);
    assert_eq!(scene.sync(1), Turned::Leave);
    assert_eq!(scene.engines[1].state().waiting, 7, "not a single one counts");
    assert_eq!(scene.station.disk.aside.len(), 7);
    scene.sync(2);
    assert_eq!(of(&scene.laptops[2], file(1)).len(), 1, "none of them is among the others");
    assert_eq!(scene.laptops[2].aside[&device(1)], (8, after));
    let asked = scene.station.requests;
    assert_eq!(scene.sync(2), Turned::Done);
    let asked = scene.station.requests - asked;
    assert!(asked < 8, "what is here is not asked for again: {asked}");
}

#[test]
fn trust_34_a_link_cut_anywhere_only_delays_it() {
    let requests = {
        let (mut scene, _) = revoked(5);
        let before = scene.station.requests;
        assert_eq!(scene.sync(1), Turned::Leave);
        scene.station.requests - before
    };
    for cut in 0..requests {
        for fate in [Fate::RequestLost, Fate::AnswerLost] {
            let (mut scene, _) = revoked(5);
            let mut n = 0;
            let ended =
                round(&mut scene.engines[1], &mut scene.laptops[1], &mut scene.station, |_| {
                    n += 1;
                    if n == cut + 1 { fate } else { Fate::Arrives }
                });
            assert!(matches!(ended, Turned::Wait(_)), "{cut}: {ended:?}");
            assert_eq!(scene.sync(1), Turned::Leave, "{cut}");
            assert_eq!(scene.station.disk.aside.len(), 5, "{cut}");
        }
    }
}

#[test]
fn trust_08_a_station_that_only_says_so_makes_nobody_go() {
    let mut scene = Scene::new(2, Proof::Signatures);
    scene.sync(1);
    let mine = scene.laptops[1].write(file(1), b"still here", None);
    for told in [0, 1, u64::MAX] {
        scene.engines[1] = sync::Engine::new(1);
        let ended = scene.sync_with(1, |call, answer| match (&call.request, answer) {
            (Request::SessionOpen(_), Response::Session(mut session)) => {
                session.ended = Some(told);
                Response::Session(session)
            }
            (_, answer) => answer,
        });
        assert!(matches!(ended, Turned::Wait(_)), "{ended:?}");
        let blocked = Phase::Blocked(Block::Misbehaved(Misbehaviour::FalseRevocation));
        assert_eq!(scene.engines[1].state().phase, blocked);
    }
    // Nor does one that refuses everything with that reason.
    scene.engines[1] = sync::Engine::new(1);
    let revoked = RefusalCode::Revoked;
    let ended = scene.sync_with(1, |_, _| Response::Refused(revoked.into()));
    assert!(matches!(ended, Turned::Wait(_)), "{ended:?}");
    // Nor one whose entry the manager did not sign.
    scene.engines[1] = sync::Engine::new(1);
    let act = Act::RevokeDevice { device: device(1), last_seq: 0, last_id: None };
    let mut forged = sign(&scene.station.disk.directory, &scene.laptops[0].me, vec![act]);
    forged.signature.0[0] ^= 1;
    let ended = scene.sync_with(1, |call, answer| match (&call.request, answer) {
        (Request::Directory { .. }, Response::Directory(mut page)) if !page.more => {
            page.entries.push(forged.clone());
            Response::Directory(page)
        }
        (_, answer) => answer,
    });
    assert!(matches!(ended, Turned::Wait(_)), "{ended:?}");
    assert!(scene.laptops[1].log.values().any(|logged| logged.id == mine));
    assert_eq!(scene.sync(1), Turned::Done, "an honest one is believed again");
}

#[test]
fn a_station_without_room_is_waited_for() {
    let (mut scene, _) = revoked(3);
    scene.station.read_only = true;
    assert!(matches!(scene.sync(1), Turned::Wait(_)));
    scene.station.read_only = false;
    assert_eq!(scene.sync(1), Turned::Leave);
    assert_eq!(scene.station.disk.aside.len(), 3);
}

#[test]
fn trust_30_a_station_that_lost_the_revocation_hears_of_it_from_the_one_that_goes() {
    let (mut scene, _) = revoked(2);
    let before = {
        let mut early = scene.station.disk.clone();
        early.entries.pop();
        let mut directory =
            protocol::Directory::begin(early.directory.station(), early.directory.hash_at(0));
        early.entries.iter().for_each(|entry| directory.apply(entry).unwrap());
        early.directory = directory;
        early
    };
    // It learns of it, and is cut off before it can leave anything.
    let ended = scene.sync_with(1, |call, answer| match &call.request {
        Request::Push(_) => Response::Refused(RefusalCode::Failed.into()),
        _ => answer,
    });
    assert!(matches!(ended, Turned::Wait(_)));
    scene.station.restore(before);
    assert_eq!(scene.sync(1), Turned::Leave);
    let known = scene.station.disk.directory.device(device(1)).unwrap();
    assert!(!known.is_active());
    assert_eq!(scene.station.disk.aside.len(), 2);
}

#[test]
fn what_the_station_lost_before_what_waits_is_sent_again() {
    let (mut scene, _) = revoked(2);
    scene.station.disk.changes.clear();
    scene.station.disk.heads.clear();
    scene.station.disk.slots.clear();
    let mut answered = Vec::new();
    let ended = scene.sync_with(1, |_, answer| {
        if let Response::Answers(answers) = &answer {
            answered.extend(answers.answers.clone());
        }
        answer
    });
    assert_eq!(ended, Turned::Leave);
    assert_eq!(answered[0], Answer::Waiting);
    assert!(answered.contains(&Answer::Stored), "{answered:?}");
    assert_eq!((scene.station.disk.aside.len(), scene.station.disk.changes.len()), (2, 1));
    assert_ne!(scene.station.disk.directory.hash_at(0), Some(Hash::ZERO));
}
