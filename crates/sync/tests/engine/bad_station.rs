//! Trust 21 and 22: a station that answers as no station may. Each answer is refused, bounded, and does not
//! harm what is here.

use protocol::api::{Answers, ChangesPage, Heads, Numbered, RefusalCode, Refused};
use protocol::{SealedChange, Wire as _};
use sync::{Alarm, Block, Misbehaviour, Phase, Request, Response, Turned};

use crate::model::world::{Proof, device, person};
use crate::plain::{Scene, file, of};

/// Two laptops; the first has written what the second has not read.
pub fn scene() -> Scene {
    let mut scene = Scene::new(2, Proof::Signatures);
    scene.sync(0);
    scene.sync(1);
    for text in 0..5u8 {
        scene.laptops[0].write(file(1), &[text], None);
    }
    scene.laptops[0].admissions.insert((file(1), person(1)));
    scene.sync(0);
    scene
}

/// The second laptop gets bad pages, and good ones afterwards.
fn with_pages(spoil: impl Fn(&mut ChangesPage, u64)) -> Phase {
    let mut scene = scene();
    let ended = scene.sync_with(1, |call, answer| match (&call.request, answer) {
        (Request::Changes { after, .. }, Response::Changes(mut page)) => {
            spoil(&mut page, *after);
            Response::Changes(page)
        }
        (_, answer) => answer,
    });
    assert!(matches!(ended, Turned::Wait(_)));
    let phase = scene.engines[1].state().phase;
    assert_eq!(scene.sync(1), Turned::Done);
    assert_eq!(of(&scene.laptops[1], file(1)).len(), 5);
    phase
}

pub fn misbehaved(how: Misbehaviour) -> Phase {
    Phase::Blocked(Block::Misbehaved(how))
}

#[test]
fn trust_21_an_empty_page_that_promises_more() {
    let phase = with_pages(|page, _| {
        page.items.clear();
        page.more = true;
    });
    assert_eq!(phase, misbehaved(Misbehaviour::OutOfBounds));
}

#[test]
fn trust_21_a_cursor_that_goes_back() {
    let back = |page: &mut ChangesPage, after: u64| {
        page.items.clear();
        page.more = false;
        page.next = after.wrapping_sub(1);
    };
    assert_eq!(with_pages(back), misbehaved(Misbehaviour::WrongPlace));
    let again = |page: &mut ChangesPage, after: u64| {
        if let Some(first) = page.items.first_mut() {
            first.n = after;
        }
    };
    let phase = with_pages(again);
    assert_eq!(phase, misbehaved(Misbehaviour::WrongPlace));
}

#[test]
fn trust_21_a_place_beyond_all_places() {
    assert_eq!(with_pages(|page, _| page.next = u64::MAX), misbehaved(Misbehaviour::WrongPlace));
}

#[test]
fn trust_21_places_out_of_order_and_too_many() {
    let phase = with_pages(|page, _| page.items.reverse());
    assert_eq!(phase, misbehaved(Misbehaviour::OutOfBounds));
    let phase = with_pages(|page, after| {
        let change = page.items[0].change.clone();
        let numbered = |n| Numbered { n: after + n, change: change.clone() };
        page.items = (1..=1001).map(numbered).collect();
        page.next = after + 1001;
    });
    assert_eq!(phase, misbehaved(Misbehaviour::OutOfBounds));
}

#[test]
fn trust_21_pages_of_rubbish_without_end() {
    let mut scene = scene();
    let mut pages = 0;
    let ended = scene.sync_with(1, |call, answer| match (&call.request, answer) {
        (Request::Changes { after, .. }, Response::Changes(mut page)) => {
            pages += 1;
            page.items.truncate(1);
            if let Some(item) = page.items.first_mut() {
                item.n = after + 1;
                item.change.header = vec![pages as u8; 40];
            }
            Response::Changes(ChangesPage { next: after + 1, more: true, ..page })
        }
        (_, answer) => answer,
    });
    assert!(matches!(ended, Turned::Wait(_)));
    assert!(pages <= 16, "{pages}");
}

#[test]
fn trust_21_rubbish_beside_what_is_known_ends_as_well() {
    let mut scene = scene();
    scene.sync(1);
    let known = scene.laptops[1].log.values().next().unwrap().change.clone();
    let mut pages = 0;
    let ended = scene.sync_with(1, |call, answer| match (&call.request, answer) {
        (Request::Changes { after, .. }, Response::Changes(_)) => {
            pages += 1;
            let rubbish = SealedChange { header: vec![pages as u8; 40], ..known.clone() };
            let items = [known.clone(), rubbish].into_iter().zip(after + 1..);
            let items = items.map(|(change, n)| Numbered { n, change }).collect();
            Response::Changes(ChangesPage { items, next: after + 2, more: true })
        }
        (_, answer) => answer,
    });
    assert!(matches!(ended, Turned::Wait(_)));
    assert!(pages <= 16, "{pages}");
}

#[test]
fn trust_21_the_same_pages_without_end_end() {
    let mut scene = scene();
    scene.sync(1);
    let mut last = 0;
    // True changes again and again, under ever higher places.
    let known = scene.laptops[1].log.values().next().unwrap().change.clone();
    let ended = scene.sync_with(1, |call, answer| match (&call.request, answer) {
        (Request::Changes { after, .. }, Response::Changes(_)) => {
            last = after + 1;
            let items = vec![Numbered { n: last, change: known.clone() }];
            Response::Changes(ChangesPage { items, next: last, more: true })
        }
        (_, answer) => answer,
    });
    assert!(matches!(ended, Turned::Wait(_)), "{ended:?}");
}

#[test]
fn trust_21_another_answer_than_was_asked_for() {
    let all: [fn() -> Response; 4] = [
        || Response::Kept,
        || Response::Heads(Heads { heads: Vec::new() }),
        || Response::Answers(Answers { answers: Vec::new() }),
        || Response::BlobHas { have: 7 },
    ];
    for other in all {
        // At each place of a round.
        for place in 0..10 {
            let mut scene = scene();
            scene.laptops[1].write(file(2), b"mine", None);
            let mut calls = 0;
            scene.sync_with(1, |_, answer| {
                calls += 1;
                let same = std::mem::discriminant(&answer) == std::mem::discriminant(&other());
                if calls == place + 1 && !same { other() } else { answer }
            });
            scene.sync(1);
            assert_eq!(scene.engines[1].state().phase, Phase::Synced);
            assert_eq!(of(&scene.laptops[1], file(1)).len(), 5);
        }
    }
}

#[test]
fn trust_21_fewer_answers_than_changes_acknowledge_nothing() {
    let mut scene = scene();
    scene.laptops[1].write(file(2), b"mine", None);
    scene.laptops[1].write(file(2), b"mine too", None);
    scene.sync_with(1, |_, answer| match answer {
        Response::Answers(mut answers) => {
            answers.answers.pop();
            Response::Answers(answers)
        }
        answer => answer,
    });
    assert!(scene.laptops[1].acknowledged.is_empty());
    assert_eq!(scene.engines[1].state().phase, misbehaved(Misbehaviour::OtherAnswer));
}

#[test]
fn trust_21_every_single_request_refused_with_every_code_ends_and_heals() {
    let codes: Vec<RefusalCode> = (1..=40).filter_map(code_of).collect();
    assert_eq!(codes.len(), 30);
    for code in codes {
        for place in 0..9 {
            let mut scene = scene();
            scene.laptops[1].write(file(2), b"mine", None);
            let mut calls = 0;
            scene.sync_with(1, |_, answer| {
                calls += 1;
                if calls == place + 1 { Response::Refused(code.into()) } else { answer }
            });
            scene.sync(1);
            let state = scene.engines[1].state();
            assert_eq!((state.phase, state.waiting), (Phase::Synced, 0), "{code:?} at {place}");
        }
    }
}

/// The code with this number, if there is one.
fn code_of(number: u8) -> Option<RefusalCode> {
    let bytes = match number {
        0..24 => vec![0x81, number],
        _ => vec![0x81, 0x18, number],
    };
    Refused::from_bytes(&bytes).ok().map(|refused| refused.code)
}

#[test]
fn trust_22_a_head_from_the_future_moves_nothing() {
    let mut scene = scene();
    scene.sync(1);
    let asked = scene.station.requests;
    let ended = scene.sync_with(1, |_, answer| match answer {
        Response::Heads(mut heads) => {
            heads.heads.iter_mut().for_each(|head| head.seq = 1 << 60);
            Response::Heads(heads)
        }
        answer => answer,
    });
    assert_eq!(ended, Turned::Done);
    assert!(scene.station.requests - asked < 8);
    // The next honest word raises no alarm.
    scene.sync(1);
    assert_eq!(scene.engines[1].state().alarm, None);
}

#[test]
fn trust_22_another_change_in_an_authors_place_raises_an_alarm() {
    let mut scene = scene();
    scene.sync(1);
    scene.sync_with(1, |_, answer| match answer {
        Response::Heads(mut heads) => {
            heads.heads[0].id = protocol::Hash([9; 32]);
            Response::Heads(heads)
        }
        answer => answer,
    });
    assert_eq!(scene.engines[1].state().alarm, Some(Alarm::Forked { author: device(0) }));
}
