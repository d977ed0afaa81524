//! Trust 7 and 16: a station that shows another directory than it should.

use protocol::api::DirectoryPage;
use protocol::directory::DirectoryFault;
use sync::{Alarm, Misbehaviour, Phase, Request, Response, Turned};

use crate::bad_station::{misbehaved, scene};
use crate::model::world::{Proof, World, person};
use crate::plain::{Scene, file};
use crate::refusals::Instead;

#[test]
fn trust_16_another_history_of_the_directory_stops_everything() {
    let mut scene = scene();
    scene.sync(1);
    let mut other = World::new(2, Proof::Signatures);
    let act = protocol::directory::Act::SetRole {
        person: person(1),
        role: protocol::directory::Role::Manager,
    };
    for _ in 0..3 {
        other.append(0, vec![act.clone()]);
    }
    scene.laptops[1].write(file(1), b"not for him", None);
    let mut beyond = 0;
    let ended = scene.sync_with(1, |call, answer| match &call.request {
        Request::Directory { after, .. } => {
            let from = after.map_or(0, |after| after as usize + 1);
            let entries = other.entries.get(from..).unwrap_or_default().to_vec();
            Response::Directory(DirectoryPage { entries, more: false })
        }
        Request::Hello | Request::SessionBegin(_) | Request::SessionOpen(_) => answer,
        _ => {
            beyond += 1;
            answer
        }
    });
    assert!(matches!(ended, Turned::Wait(_)));
    let alarm = scene.engines[1].state().alarm;
    assert_eq!(alarm, Some(Alarm::DirectoryFault(DirectoryFault::Forked)));
    assert_eq!(beyond, 0);
}

#[test]
fn trust_07_an_entry_with_one_bit_changed_is_not_taken() {
    let mut scene = Scene::new(2, Proof::Signatures);
    scene.sync_with(1, |_, answer| match answer {
        Response::Directory(mut page) => {
            if let Some(entry) = page.entries.get_mut(1) {
                entry.signature.0[5] ^= 1;
            }
            Response::Directory(page)
        }
        answer => answer,
    });
    assert_eq!(scene.laptops[1].entries.len(), 1);
    let alarm = scene.engines[1].state().alarm;
    assert_eq!(alarm, Some(Alarm::DirectoryFault(DirectoryFault::BadSignature)));
}

#[test]
fn a_station_that_never_shows_what_it_took_is_given_up() {
    let mut scene = scene();
    scene.sync(1);
    let mut link = Instead {
        station: &mut scene.station,
        instead: |call: &sync::Call, answer| match &call.request {
            Request::Directory { .. } => {
                Response::Directory(DirectoryPage { entries: Vec::new(), more: false })
            }
            Request::Append(entry) => {
                let index = entry.read().unwrap().index;
                let hash = entry.hash();
                Response::Appended(protocol::api::DirectoryHead { index, hash })
            }
            _ => answer,
        },
    };
    let mut ended = Turned::GoOn;
    for _ in 0..1000 {
        ended = sync::turn(&mut scene.engines[1], &mut scene.laptops[1], &mut link, 1).unwrap();
        if ended != Turned::GoOn {
            break;
        }
    }
    assert!(matches!(ended, Turned::Wait(_)));
    let phase: Phase = scene.engines[1].state().phase;
    assert_eq!(phase, misbehaved(Misbehaviour::NoProgress));
}
