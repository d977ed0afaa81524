//! Trust 30: a station or a laptop that was put back to an earlier state.

use protocol::directory::DirectoryFault;
use sync::{Alarm, Block, Engine, Phase, Turned};

use crate::model::world::{Proof, device, person};
use crate::plain::{Scene, file, of};

/// Two laptops share a file, and both have all.
fn shared() -> Scene {
    let mut scene = Scene::new(2, Proof::Signatures);
    scene.laptops[0].write(file(1), b"first", None);
    scene.laptops[0].admissions.insert((file(1), person(1)));
    scene.sync(0);
    scene.sync(1);
    scene
}

#[test]
fn trust_30_what_a_restored_station_lost_is_sent_again() {
    let mut scene = shared();
    let backup = scene.station.disk.clone();
    for text in 0..9u8 {
        scene.laptops[0].write(file(1), &[text], Some(vec![text; 900]));
        scene.laptops[1].write(file(1), &[text, 1], None);
        scene.sync(0);
        scene.sync(1);
    }
    scene.sync(0);
    scene.station.restore(backup);
    assert_eq!(scene.sync(0), Turned::Done);
    assert!(matches!(scene.engines[0].state().alarm, Some(Alarm::StationLost { .. })));
    assert_eq!(scene.sync(1), Turned::Done);
    for logged in scene.laptops[0].log.values() {
        assert!(scene.station.has(logged.id));
    }
    assert_eq!(scene.station.disk.blobs.len(), 9);
    // Told until a person has taken note; then it is over.
    scene.engines[0].take_alarm();
    scene.sync(0);
    assert_eq!(scene.engines[0].state().alarm, None);
}

#[test]
fn trust_30_one_laptop_sends_for_another_that_is_gone() {
    let mut scene = shared();
    let backup = scene.station.disk.clone();
    scene.laptops[0].write(file(1), b"her last words", None);
    scene.sync(0);
    scene.sync(1);
    scene.station.restore(backup);
    scene.sync(1);
    assert_eq!(scene.station.disk.heads[&device(0)].0, 2);
}

/// The second laptop has the first and third of the other one's changes, and not the one between, of another file. The
/// station lost all three, and the first laptop does not come back.
fn with_a_gap() -> Scene {
    let mut scene = shared();
    scene.laptops[1].write(file(1), b"before", Some(vec![5; 900]));
    scene.sync(1);
    let backup = scene.station.disk.clone();
    scene.laptops[0].write(file(1), b"one", None);
    scene.laptops[0].write(file(2), b"for herself alone", None);
    scene.laptops[0].write(file(1), b"three", None);
    scene.laptops[1].write(file(1), b"after", None);
    scene.sync(0);
    scene.sync(1);
    let entries = scene.station.disk.entries.clone();
    let directory = scene.station.disk.directory.clone();
    scene.station.restore(backup);
    scene.station.disk.entries = entries;
    scene.station.disk.directory = directory;
    scene
}

#[test]
fn trust_30_what_nobody_at_hand_can_give_back_is_looked_for_once() {
    let mut scene = with_a_gap();
    let mut requests = Vec::new();
    for _ in 0..4 {
        let before = scene.station.requests;
        assert_eq!(scene.sync(1), Turned::Done);
        requests.push(scene.station.requests - before);
        assert!(matches!(scene.engines[1].state().alarm, Some(Alarm::StationLost { authors: 2 })));
    }
    // Greeting, directory, heads, changes: as where nothing is lacking.
    assert_eq!(requests[1..], [4, 4, 4], "{requests:?}");
    assert_eq!(scene.station.disk.heads[&device(0)].0, 2, "up to the gap");
    assert_eq!(scene.station.disk.heads[&device(1)].0, 2);
    scene.engines[1].take_alarm();
    scene.sync(1);
    assert_eq!(scene.engines[1].state().alarm, None);
    // The author comes back after all.
    scene.sync(0);
    assert_eq!(scene.station.disk.heads[&device(0)].0, 4);
    scene.sync(1);
    assert!(scene.laptops[1].short.is_empty());
}

#[test]
fn trust_30_what_the_station_did_not_lose_is_not_sent_again() {
    let mut scene = with_a_gap();
    let mut sent = Vec::new();
    scene.sync_with(1, |call, answer| {
        if let sync::Request::Push(push) = &call.request {
            sent.extend(push.changes.iter().map(protocol::SealedChange::id));
        }
        answer
    });
    // The first of the other's, and the own one that was lost; not the own one that was not.
    assert_eq!(sent.len(), 2);
}

#[test]
fn trust_30_a_station_that_is_put_back_twice_is_given_everything_twice() {
    let mut scene = shared();
    let backup = scene.station.disk.clone();
    for _ in 0..2 {
        scene.laptops[0].write(file(1), b"more", None);
        scene.sync(0);
        scene.station.restore(backup.clone());
    }
    assert_eq!(scene.sync(0), Turned::Done);
    assert_eq!(scene.station.disk.heads[&device(0)].0, 3);
    scene.station.restore(backup);
    assert_eq!(scene.sync(0), Turned::Done);
    assert_eq!(scene.station.disk.heads[&device(0)].0, 3);
}

#[test]
fn trust_30_entries_of_the_directory_that_were_lost_are_sent_again() {
    let mut scene = shared();
    let backup = scene.station.disk.clone();
    for n in 2..9 {
        scene.laptops[0].write(file(n), b"a new file", None);
        scene.sync(0);
    }
    scene.sync(1);
    let entries = scene.station.disk.entries.len();
    scene.station.restore(backup);
    assert!(scene.station.disk.entries.len() + 7 == entries);
    // The second laptop, which is in none of the files, sends the first one's entries.
    assert_eq!(scene.sync(1), Turned::Done);
    assert_eq!(scene.station.disk.entries.len(), entries);
    assert_eq!(scene.engines[1].state().alarm, Some(Alarm::DirectoryLost));
    assert_eq!(scene.sync(0), Turned::Done);
    assert_eq!(scene.laptops[0].directory, scene.station.disk.directory);
    assert_eq!(scene.station.disk.heads[&device(0)].0, 8);
}

#[test]
fn trust_30_a_directory_that_went_another_way_meanwhile_is_left_to_a_person() {
    let mut scene = shared();
    let backup = scene.station.disk.clone();
    scene.laptops[0].write(file(2), b"known to one alone", None);
    scene.sync(0);
    scene.station.restore(backup);
    scene.laptops[1].write(file(3), b"another way", None);
    scene.sync(1);
    assert!(matches!(scene.sync(0), Turned::Wait(_)));
    let state = scene.engines[0].state();
    assert_eq!(state.alarm, Some(Alarm::DirectoryFault(DirectoryFault::Forked)));
    assert_eq!(state.phase, Phase::Blocked(Block::Alarm));
    assert_eq!(scene.laptops[0].own().count(), 2);
}

#[test]
fn trust_30_a_restored_laptop_gets_back_its_own_changes_before_it_sends() {
    let mut scene = shared();
    let backup = scene.laptops[0].clone();
    for text in 0..7u8 {
        scene.laptops[0].write(file(1), &[text], None);
    }
    scene.sync(0);
    let before = of(&scene.laptops[0], file(1));
    scene.laptops[0] = backup;
    scene.engines[0] = Engine::new(9);
    while scene.sync(0) == Turned::Wait(std::time::Duration::ZERO) {}
    assert_eq!(of(&scene.laptops[0], file(1)), before);
    scene.laptops[0].write(file(1), b"and on", None);
    assert_eq!(scene.sync(0), Turned::Done);
    let state = scene.engines[0].state();
    assert_eq!((state.waiting, state.alarm), (0, None));
}

#[test]
fn trust_30_a_restored_laptop_that_wrote_on_is_told_and_loses_nothing() {
    let mut scene = shared();
    let backup = scene.laptops[0].clone();
    scene.laptops[0].write(file(1), b"before", None);
    scene.sync(0);
    scene.laptops[0] = backup;
    scene.engines[0] = Engine::new(9);
    let lost = scene.laptops[0].write(file(1), b"in its place", None);
    assert!(matches!(scene.sync(0), Turned::Wait(_)));
    let alarm = scene.engines[0].state().alarm;
    assert_eq!(alarm, Some(Alarm::Forked { author: device(0) }));
    assert!(of(&scene.laptops[0], file(1)).contains(&lost));
    assert_eq!(scene.engines[0].state().waiting, 1);
    // What others write still comes.
    scene.laptops[1].write(file(1), b"news", None);
    scene.sync(1);
    scene.sync(0);
    assert_eq!(of(&scene.laptops[0], file(1)).len(), 3);
}

#[test]
fn trust_30_own_changes_that_cannot_be_had_back_are_told() {
    let mut scene = shared();
    scene.laptops[1].write(file(2), b"a file", None);
    scene.sync(1);
    let backup = scene.laptops[1].clone();
    scene.laptops[1].write(file(2), b"more", None);
    scene.sync(1);
    // The station keeps back what it has of her, and says how far she was.
    scene.laptops[1] = backup;
    scene.engines[1] = Engine::new(9);
    scene.sync_with(1, |_, answer| match answer {
        sync::Response::Changes(mut page) => {
            page.items.clear();
            page.more = false;
            sync::Response::Changes(page)
        }
        answer => answer,
    });
    let state = scene.engines[1].state();
    assert_eq!(state.alarm, Some(Alarm::OwnAhead { seq: 2 }));
    assert_eq!(state.phase, Phase::Blocked(Block::Alarm));
}

#[test]
fn trust_30_two_laptops_from_one_vault_are_told() {
    let mut scene = shared();
    let mut copy = scene.laptops[0].clone();
    scene.laptops[0].write(file(1), b"here", None);
    copy.write(file(1), b"there", None);
    scene.sync(0);
    std::mem::swap(&mut scene.laptops[0], &mut copy);
    scene.engines[0] = Engine::new(3);
    scene.sync(0);
    let alarm = scene.engines[0].state().alarm;
    assert_eq!(alarm, Some(Alarm::Forked { author: device(0) }));
    assert_eq!(scene.laptops[0].refused.get(&2), None::<&protocol::api::Refused>);
}

#[test]
fn trust_15_a_station_that_shows_an_old_state_again_takes_nothing_back() {
    let mut scene = shared();
    let old = scene.station.disk.clone();
    scene.laptops[0].write(file(1), b"later", None);
    scene.laptops[0].write(file(2), b"a file of later", None);
    scene.sync(0);
    scene.sync(1);
    let before: Vec<_> = (0..2).map(|n| of(&scene.laptops[n], file(1))).collect();
    let heads: Vec<_> = (0..2).map(|n| scene.laptops[n].directory.head()).collect();
    // Without saying that it was put back: the numbering goes on where it was.
    let next = scene.station.disk.next;
    scene.station.disk = old;
    scene.station.disk.next = next;
    for n in 0..2 {
        scene.sync(n);
        let alarm = scene.engines[n].state().alarm;
        // The first to come tells, and gives back what was withheld; the second finds all of it.
        assert!(n > 0 || alarm.is_some(), "{alarm:?}");
        assert_eq!(of(&scene.laptops[n], file(1)), before[n]);
        assert_eq!(scene.laptops[n].directory.head(), heads[n]);
    }
    assert_eq!(scene.station.disk.directory.head(), heads[0]);
    assert_eq!(scene.station.disk.heads[&device(0)].0, 3);
}
