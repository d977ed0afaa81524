//! Sealed files make way for what is written, and stop nothing.

use protocol::api::RefusalCode;
use protocol::{Hash, change_id};
use sync::{Call, Engine, Request, Response, Turned, turn};

use crate::model::link::{Fate, Link};
use crate::model::world::{Proof, person};
use crate::plain::{Scene, file, of};

/// A film of so many MiB, of which no two are alike.
fn film(mebibytes: usize, first: u8) -> Vec<u8> {
    let mut film = vec![7; mebibytes << 20];
    film[0] = first;
    film
}

fn is_part(call: &Call) -> bool {
    matches!(call.request, Request::BlobPatch { .. })
}

impl Scene {
    /// The first laptop's rounds until all is done. `look` sees each of its calls, and the scene before it arrives; what it
    /// writes is written there.
    fn watch(&mut self, mut look: impl FnMut(&mut Self, &Call)) -> Turned {
        for _ in 0..2_000 {
            let mut seen = None;
            let mut link = Link {
                station: &mut self.station,
                fate: |call: &Call| {
                    seen = Some(call.clone());
                    Fate::Arrives
                },
            };
            let turned = turn(&mut self.engines[0], &mut self.laptops[0], &mut link, 1).unwrap();
            if let Some(call) = seen {
                look(self, &call);
            }
            match turned {
                Turned::Wait(time) if time.is_zero() => {}
                Turned::GoOn => {}
                ended => return ended,
            }
        }
        panic!("no end");
    }
}

fn filming() -> Scene {
    let mut scene = Scene::new(2, Proof::RulesOnly);
    scene.laptops[0].part = usize::MAX;
    scene.laptops[0].write(file(1), b"a film", Some(film(12, 1)));
    scene.laptops[0].admissions.insert((file(1), person(1)));
    scene
}

#[test]
fn a_sealed_file_follows_the_change_that_names_it() {
    let mut scene = Scene::new(2, Proof::Signatures);
    scene.sync(0);
    let blob: Vec<u8> = (0..5000u32).map(|n| n as u8).collect();
    scene.laptops[0].write(file(1), b"with a picture", Some(blob.clone()));
    scene.laptops[0].admissions.insert((file(1), person(1)));
    scene.sync(0);
    scene.sync(1);
    assert_eq!(scene.laptops[1].blobs.values().next(), Some(&blob));
}

#[test]
fn a_note_does_not_wait_for_a_film() {
    let mut scene = filming();
    let urgent = scene.laptops[0].write(file(2), b"urgent", None);
    let (mut parts, mut later, mut waited) = (0, None, 0);
    let ended = scene.watch(|scene, call| {
        if !is_part(call) {
            return;
        }
        parts += 1;
        assert!(scene.station.has(urgent), "before the first part of the film");
        match later {
            // Written in a new case while the film goes up.
            None => later = Some(scene.laptops[0].write(file(3), b"urgent as well", None)),
            Some(id) if !scene.station.has(id) => waited += 1,
            Some(_) => {}
        }
    });
    assert_eq!(ended, Turned::Done);
    assert!(parts >= 12, "{parts}");
    assert!(waited <= 1, "it waited for {waited} parts");
    assert!(scene.station.has(later.unwrap()));
    assert_eq!(scene.station.disk.whole.len(), 1);
}

#[test]
fn what_others_write_comes_down_while_a_film_goes_up() {
    let mut scene = filming();
    scene.laptops[0].admissions.insert((file(1), person(1)));
    let mut parts = 0;
    let mut after = None;
    scene.watch(|scene, call| {
        parts += usize::from(is_part(call));
        if parts == 1 && is_part(call) {
            scene.sync(1);
            scene.laptops[1].write(file(1), b"she answers", None);
            scene.sync(1);
        }
        if after.is_none() && of(&scene.laptops[0], file(1)).len() == 2 {
            after = Some(parts);
        }
    });
    assert!(after.unwrap() <= 5, "after {after:?} of {parts} parts");
}

#[test]
fn a_note_whose_film_is_still_on_its_way_is_read_and_nothing_is_amiss() {
    let mut scene = filming();
    let mut looked = false;
    scene.watch(|scene, call| {
        if is_part(call) && !looked {
            looked = true;
            assert_eq!(scene.sync(1), Turned::Done);
            assert_eq!(of(&scene.laptops[1], file(1)).len(), 1);
            assert!(scene.laptops[1].blobs.is_empty());
            assert_eq!(scene.engines[1].state().stuck_blobs, []);
        }
    });
    assert!(looked);
    while scene.sync(1) != Turned::Done {}
    assert_eq!(scene.laptops[1].blobs.len(), 1);
}

#[test]
fn a_sealed_file_that_the_disk_does_not_give_or_take_stops_nothing() {
    let mut scene = Scene::new(2, Proof::RulesOnly);
    let (good, bad) = (vec![1; 900], vec![2; 900]);
    for picture in [&good, &bad] {
        scene.laptops[0].write(file(1), b"a picture", Some(picture.clone()));
    }
    scene.laptops[0].admissions.insert((file(1), person(1)));
    scene.laptops[0].bad_blobs.insert(change_id(&bad));
    assert_eq!(scene.sync(0), Turned::Done);
    assert_eq!(scene.engines[0].state().waiting, 0);
    assert_eq!(scene.engines[0].state().stuck_blobs, [change_id(&bad)]);
    assert!(scene.station.disk.whole.contains_key(&change_id(&good)));

    scene.laptops[0].bad_blobs.clear();
    scene.sync(0);
    assert_eq!(scene.engines[0].state().stuck_blobs, []);
    scene.laptops[1].bad_blobs.insert(change_id(&good));
    assert_eq!(scene.sync(1), Turned::Done);
    assert_eq!(scene.engines[1].state().stuck_blobs, [change_id(&good)]);
    assert_eq!(scene.laptops[1].blobs.len(), 1);
}

#[test]
fn a_sealed_file_that_the_station_fails_at_stops_nothing() {
    let mut scene = Scene::new(1, Proof::RulesOnly);
    let pictures: Vec<Vec<u8>> = (0..30).map(|n| vec![n; 900]).collect();
    for picture in &pictures {
        scene.laptops[0].write(file(1), b"a picture", Some(picture.clone()));
    }
    let bad: Hash = change_id(&pictures[3]);
    let ended = scene.sync_with(0, |call, answer| match &call.request {
        Request::BlobPatch { hash, .. } if *hash == bad => {
            Response::Refused(RefusalCode::Failed.into())
        }
        _ => answer,
    });
    assert_eq!(ended, Turned::Done);
    assert_eq!(scene.engines[0].state().stuck_blobs, [bad]);

    // Where all fail, not each of thousands is tried.
    scene.laptops[0].known_blobs.clear();
    let mut asked = 0;
    let ended = scene.sync_with(0, |call, answer| match &call.request {
        Request::BlobHead { .. } => {
            asked += 1;
            Response::Refused(RefusalCode::Failed.into())
        }
        _ => answer,
    });
    assert_eq!((ended, asked), (Turned::Done, 8));
}

#[test]
fn a_station_that_keeps_nothing_of_a_film_is_not_sent_it_for_ever() {
    let mut scene = filming();
    let mut parts = 0;
    let mut engine = Engine::new(4);
    std::mem::swap(&mut scene.engines[0], &mut engine);
    loop {
        let ended = scene.sync_with(0, |call, answer| match &call.request {
            Request::BlobHead { .. } => Response::Refused(RefusalCode::NotFound.into()),
            Request::BlobPatch { offset, bytes, .. } => {
                parts += 1;
                Response::BlobHas { have: offset + bytes.len() as u64 }
            }
            _ => answer,
        });
        assert!(parts <= 14, "{parts}");
        if ended == Turned::Done {
            return;
        }
    }
}
