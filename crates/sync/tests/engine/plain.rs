//! What happens where nothing goes wrong.

use protocol::{ChangeId, FileId};
use sync::{Engine, Phase, Request, Response, Step, Store, Turned};

use crate::model::laptop::Laptop;
use crate::model::link::good_round;
use crate::model::station::Station;
use crate::model::world::{Proof, World, person};

pub fn file(n: u128) -> FileId {
    FileId(uuid::Uuid::from_u128(0x3000 + n))
}

/// Everything of a file that a laptop has.
pub fn of(laptop: &Laptop, file: FileId) -> Vec<ChangeId> {
    laptop.log.values().filter(|logged| logged.file == file).map(|logged| logged.id).collect()
}

pub struct Scene {
    pub station: Station,
    pub laptops: Vec<Laptop>,
    pub engines: Vec<Engine>,
}

impl Scene {
    pub fn new(count: usize, proof: Proof) -> Self {
        let world = World::new(count, proof);
        Self {
            station: Station::new(&world),
            laptops: (0..count).map(|n| Laptop::new(&world, n)).collect(),
            engines: (0..count).map(|n| Engine::new(n as u64)).collect(),
        }
    }

    pub fn sync(&mut self, n: usize) -> Turned {
        good_round(&mut self.engines[n], &mut self.laptops[n], &mut self.station)
    }
}

#[test]
fn what_one_writes_the_other_reads() {
    let mut scene = Scene::new(2, Proof::Signatures);
    assert_eq!(scene.sync(0), Turned::Done);
    for text in 0..20u8 {
        scene.laptops[0].write(file(1), &[text], None);
    }
    scene.laptops[0].admissions.insert((file(1), person(1)));
    assert_eq!(scene.sync(0), Turned::Done);
    assert_eq!(scene.engines[0].state().waiting, 0);
    assert_eq!(scene.sync(1), Turned::Done);
    assert_eq!(of(&scene.laptops[1], file(1)).len(), 20);

    scene.laptops[1].write(file(1), b"answer", None);
    scene.sync(1);
    scene.sync(0);
    assert_eq!(of(&scene.laptops[0], file(1)), of(&scene.laptops[1], file(1)));
    assert_eq!(scene.engines[0].state().phase, Phase::Synced);
    assert_eq!(scene.engines[0].state().last_synced_at, Some(1));
    assert_eq!(scene.laptops[0].synced_at, Some(1));
}

#[test]
fn nobody_gets_what_is_not_theirs() {
    let mut scene = Scene::new(3, Proof::Signatures);
    scene.sync(0);
    scene.laptops[0].write(file(1), b"for one", None);
    scene.laptops[0].admissions.insert((file(1), person(1)));
    scene.sync(0);
    scene.sync(1);
    scene.sync(2);
    assert_eq!(of(&scene.laptops[1], file(1)).len(), 1);
    assert!(scene.laptops[2].log.is_empty());
}

#[test]
fn who_is_let_in_later_gets_what_went_by() {
    let mut scene = Scene::new(2, Proof::Signatures);
    scene.sync(0);
    for text in 0..10u8 {
        scene.laptops[0].write(file(1), &[text], None);
    }
    scene.laptops[0].write(file(2), b"shared at once", None);
    scene.laptops[0].admissions.insert((file(2), person(1)));
    scene.sync(0);
    scene.sync(1);
    assert_eq!(of(&scene.laptops[1], file(1)).len(), 0);
    assert!(scene.laptops[1].cursor >= 10);

    scene.laptops[0].admissions.insert((file(1), person(1)));
    scene.sync(0);
    scene.sync(1);
    assert_eq!(of(&scene.laptops[1], file(1)).len(), 10);
    assert!(scene.laptops[1].lacking.is_empty());
}

#[test]
fn two_who_speak_in_the_directory_at_once_are_both_heard() {
    let mut scene = Scene::new(2, Proof::Signatures);
    scene.sync(0);
    scene.sync(1);
    scene.laptops[0].write(file(1), b"a", None);
    scene.laptops[1].write(file(2), b"b", None);
    // Each has planned at the same end of the directory.
    assert_eq!(scene.sync(0), Turned::Done);
    assert_eq!(scene.sync(1), Turned::Done);
    scene.sync(0);
    assert_eq!(scene.laptops[0].directory, scene.laptops[1].directory);
    assert_eq!(scene.laptops[0].directory.files().count(), 2);
}

#[test]
fn an_idle_round_is_short() {
    let mut scene = Scene::new(2, Proof::RulesOnly);
    for text in 0..50u8 {
        scene.laptops[0].write(file(1), &[text], None);
    }
    scene.sync(0);
    let before = scene.station.requests;
    scene.sync(0);
    // Greeting, directory, heads, changes.
    assert_eq!(scene.station.requests - before, 4);
}

#[test]
fn a_page_that_was_made_before_she_was_let_in_is_asked_for_anew() {
    let mut scene = Scene::new(2, Proof::Signatures);
    scene.laptops[0].write(file(1), b"before", None);
    scene.laptops[0].write(file(2), b"as well", None);
    scene.sync(0);
    for pulled in [false, true] {
        let file = file(1 + u128::from(pulled));
        assert_eq!(scene.laptops[1].cursor > 0, pulled);
        let page = loop {
            let Step::Call(call) = scene.engines[1].next(&mut scene.laptops[1], 1).unwrap() else {
                panic!("no page was asked for");
            };
            let answer = scene.station.handle(&call);
            if matches!(call.request, Request::Changes { .. }) {
                break answer;
            }
            scene.engines[1].take(Ok(answer));
        };
        // Meanwhile she is let in, and her laptop learns of it beside the round.
        scene.laptops[0].admissions.insert((file, person(1)));
        scene.sync(0);
        let known = scene.laptops[1].entries.len();
        let entries = scene.station.disk.entries[known..].to_vec();
        scene.laptops[1].apply_entries(&entries).unwrap();
        scene.engines[1].take(Ok(page));
        assert_eq!(scene.sync(1), Turned::Done);
        assert_eq!(of(&scene.laptops[1], file).len(), 1);
    }
}

#[test]
fn what_is_asked_ahead_is_what_comes_next() {
    let mut scene = Scene::new(2, Proof::Signatures);
    for n in 0..3000u32 {
        scene.laptops[0].write(file(1), &n.to_be_bytes(), None);
    }
    scene.laptops[0].admissions.insert((file(1), person(1)));
    scene.sync(0);

    let Scene { station, laptops, engines } = &mut scene;
    let (engine, laptop, mut ahead) = (&mut engines[1], &mut laptops[1], 0);
    loop {
        let guess = engine.ahead();
        let Step::Call(call) = engine.next(laptop, 1).unwrap() else { break };
        if let Some(guess) = guess {
            assert_eq!(guess, call);
            ahead += 1;
        }
        engine.take(Ok(station.handle(&call)));
    }
    assert!(ahead > 0, "all came in one page");
    assert_eq!(of(laptop, file(1)).len(), 3000);
    assert!(engine.ahead().is_none());
}

#[test]
fn what_one_sends_does_not_come_back_and_its_files_are_sent_once() {
    let mut scene = Scene::new(2, Proof::Signatures);
    for n in 0..5u8 {
        scene.laptops[0].write(file(1), &[n], Some(vec![n; 400]));
    }
    scene.laptops[0].admissions.insert((file(1), person(1)));
    let (mut came, mut asked) = (0, 0);
    for _ in 0..2 {
        scene.sync_with(0, |call, answer| {
            asked += usize::from(matches!(call.request, Request::BlobHead { .. }));
            if let Response::Changes(page) = &answer {
                came += page.items.len();
            }
            answer
        });
    }
    assert_eq!((came, asked), (0, 5));
    assert_eq!(scene.laptops[0].known_blobs.len(), 5);
    // Others' come, and are offered to nobody.
    assert_eq!(scene.sync(1), Turned::Done);
    assert_eq!(scene.laptops[1].known_blobs.len(), 5);
}
