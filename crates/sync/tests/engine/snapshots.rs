//! Snapshots, and files that a person waits for.

use protocol::api::RefusalCode;
use sync::{FirstFile, Misbehaviour, Request, Response, Turned};

use crate::bad_station::misbehaved;
use crate::model::world::{Proof, person};
use crate::plain::{Scene, file, of};

/// One who has written in two files that the second may read.
fn scene() -> Scene {
    let mut scene = Scene::new(2, Proof::Signatures);
    assert_eq!(scene.sync(0), Turned::Done);
    for text in 0..12u8 {
        scene.laptops[0].write(file(1 + u128::from(text % 2)), &[text], None);
    }
    for n in [1, 2] {
        scene.laptops[0].admissions.insert((file(n), person(1)));
    }
    assert_eq!(scene.sync(0), Turned::Done);
    scene
}

#[test]
fn they_go_up_once_the_station_has_what_they_show() {
    let mut scene = scene();
    assert_eq!(scene.station.snapshots.len(), 1);
    assert_eq!(scene.sync(0), Turned::Done);
    assert_eq!(scene.station.snapshots.len(), 1, "nothing new was written");
    scene.laptops[0].write(file(1), b"more", None);
    assert_eq!(scene.sync(0), Turned::Done);
    assert_eq!(scene.station.snapshots.len(), 2);
}

#[test]
fn a_new_laptop_shows_them_before_the_changes_and_not_after() {
    let mut scene = scene();
    let mut asked = Vec::new();
    scene.sync_with(1, |call, answer| {
        match call.request {
            Request::Snapshots { .. } => asked.push("snapshots"),
            Request::Changes { .. } => asked.push("changes"),
            _ => {}
        }
        answer
    });
    assert_eq!(asked.first(), Some(&"snapshots"));
    assert_eq!(asked.iter().filter(|what| **what == "snapshots").count(), 1);
    assert!(scene.laptops[1].shown.is_empty(), "all has come");
    asked.clear();
    scene.sync_with(1, |call, answer| {
        if let Request::Snapshots { .. } = call.request {
            asked.push("snapshots");
        }
        answer
    });
    assert!(asked.is_empty(), "she has the changes");
}

#[test]
fn trust_35_a_station_that_knows_none_is_as_good() {
    let mut scene = scene();
    scene.laptops[0].write(file(1), b"more", None);
    for n in [0, 1] {
        let done = scene.sync_with(n, |call, answer| match call.request {
            Request::Snapshots { .. } | Request::PutSnapshots(_) => {
                Response::Refused(RefusalCode::NotFound.into())
            }
            _ => answer,
        });
        assert_eq!(done, Turned::Done);
    }
    assert_eq!(of(&scene.laptops[1], file(1)), of(&scene.laptops[0], file(1)));
}

#[test]
fn trust_21_pages_of_them_that_no_station_sends() {
    type Spoils = fn(&mut protocol::snapshot::SnapshotsPage);
    let cases: [(Spoils, Misbehaviour); 3] = [
        (|page| (page.more, page.items) = (true, Vec::new()), Misbehaviour::OutOfBounds),
        (|page| page.items.push(page.items[0].clone()), Misbehaviour::OutOfBounds),
        (|page| page.items[0].n = 0, Misbehaviour::WrongPlace),
    ];
    for (spoil, how) in cases {
        let mut scene = scene();
        scene.sync_with(1, |_, answer| match answer {
            Response::Snapshots(mut page) => {
                spoil(&mut page);
                Response::Snapshots(page)
            }
            answer => answer,
        });
        assert_eq!(scene.engines[1].state().phase, misbehaved(how));
        assert!(scene.laptops[1].shown.is_empty());
        assert_eq!(scene.sync(1), Turned::Done);
        assert_eq!(of(&scene.laptops[1], file(2)).len(), 6);
    }
}

#[test]
fn the_file_that_a_person_waits_for_comes_first_and_the_rest_follows() {
    let mut scene = scene();
    scene.laptops[1].first = Some(FirstFile { file: file(2), after: 0 });
    let mut asked = Vec::new();
    scene.sync_with(1, |call, answer| {
        match call.request {
            Request::FileChanges { file, after, .. } => asked.push((Some(file), after)),
            Request::Changes { after, .. } => asked.push((None, after)),
            _ => {}
        }
        answer
    });
    let of_the_file = asked.iter().take_while(|(file, _)| file.is_some()).count();
    assert!(of_the_file >= 2, "page by page: {asked:?}");
    assert_eq!(asked[of_the_file], (None, 0));
    for n in [1, 2] {
        assert_eq!(of(&scene.laptops[1], file(n)).len(), 6);
    }
    assert_eq!(scene.laptops[1].first, None);
}

#[test]
fn a_file_that_is_refused_holds_nothing_up() {
    let mut scene = scene();
    scene.laptops[1].first = Some(FirstFile { file: file(99), after: 0 });
    assert_eq!(scene.sync(1), Turned::Done);
    assert_eq!(of(&scene.laptops[1], file(1)).len(), 6);
}
