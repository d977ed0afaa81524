//! What the station does not take is kept, told, and stands in nobody's way.

use protocol::ChangeId;
use protocol::api::{Answer, Answers, RefusalCode, Refused};
use protocol::directory::{Act, LastSeq};
use sync::{Asker, Block, Call, Phase, Request, Response, Transport, Turned, Unreachable, turn};

use crate::model::station::Station;
use crate::model::world::{Proof, device, person, sign};
use crate::plain::{Scene, file, of};

/// A station of which some answers are replaced.
pub struct Instead<'a, F> {
    pub station: &'a mut Station,
    /// The answer that takes the place of the station's.
    pub instead: F,
}

impl<F: FnMut(&Call, Response) -> Response> Transport for Instead<'_, F> {
    fn carry(&mut self, call: &Call) -> Result<Response, Unreachable> {
        let answer = self.station.handle(call);
        Ok((self.instead)(call, answer))
    }
}

impl Scene {
    /// Goes on until it must wait or is done. A station that keeps a laptop busy for ever fails.
    pub fn sync_with(
        &mut self,
        n: usize,
        instead: impl FnMut(&Call, Response) -> Response,
    ) -> Turned {
        let mut link = Instead { station: &mut self.station, instead };
        for _ in 0..20_000 {
            match turn(&mut self.engines[n], &mut self.laptops[n], &mut link, 1).unwrap() {
                Turned::GoOn => {}
                ended => return ended,
            }
        }
        panic!("no end");
    }
}

fn expel(scene: &mut Scene, n: usize, who: usize, last: Option<(u64, ChangeId)>) {
    let laptop = &scene.laptops[n];
    let last_seqs = vec![LastSeq::of(device(who), last)];
    let act = Act::Expel { file: file(1), person: person(who), last_seqs };
    let entry = sign(&laptop.directory, &laptop.me, vec![act]);
    let asker = Asker::Session(scene.engines[n].token().cloned().unwrap());
    let answer = scene.station.handle(&Call { request: Request::Append(entry), asker });
    assert!(matches!(answer, Response::Appended(_)), "{answer:?}");
}

#[test]
fn a_change_that_is_refused_is_kept_and_told_and_the_rest_goes_on() {
    let mut scene = Scene::new(2, Proof::Signatures);
    scene.sync(0);
    scene.laptops[0].write(file(1), b"together", None);
    scene.laptops[0].admissions.insert((file(1), person(1)));
    scene.sync(0);
    scene.sync(1);
    expel(&mut scene, 0, 1, None);
    // She does not know yet that she is out of the file.
    let refused = scene.laptops[1].write(file(1), b"too late", None);
    scene.sync(1);

    let state = scene.engines[1].state().clone();
    assert_eq!(state.refused.len(), 1);
    assert_eq!((state.refused[0].id, state.refused[0].seq), (refused, 1));
    assert_eq!(state.refused[0].why.code, RefusalCode::NotAWriter);
    assert_eq!(state.waiting, 1);
    assert_eq!(scene.laptops[1].refused.len(), 1);
    assert_eq!(of(&scene.laptops[1], file(1)).len(), 2);

    // What others write comes down all the same.
    scene.laptops[0].write(file(2), b"news", None);
    scene.laptops[0].admissions.insert((file(2), person(1)));
    scene.sync(0);
    assert_eq!(scene.sync(1), Turned::Done);
    assert_eq!(of(&scene.laptops[1], file(2)).len(), 1);

    // Let in again, the change is offered again.
    scene.laptops[0].admissions.insert((file(1), person(1)));
    scene.sync(0);
    scene.sync(1);
    assert_eq!(scene.engines[1].state().waiting, 0);
    assert!(scene.engines[1].state().refused.is_empty());
}

#[test]
fn a_refused_change_in_a_batch_leaves_the_others_their_answers() {
    let mut scene = Scene::new(1, Proof::Signatures);
    for text in 0..4u8 {
        scene.laptops[0].write(file(1), &[text], None);
    }
    scene.sync_with(0, |call, answer| match &call.request {
        Request::Push(push) if push.changes.len() == 4 => {
            let refused = Answer::Refused(RefusalCode::TooNew.into());
            let answers = vec![Answer::Stored, refused, Answer::Stored, Answer::AlreadyThere];
            Response::Answers(Answers { answers })
        }
        _ => answer,
    });
    let acknowledged: Vec<u64> = scene.laptops[0].acknowledged.iter().copied().collect();
    assert_eq!(acknowledged, [1, 3, 4]);
    assert_eq!(scene.engines[0].state().refused[0].seq, 2);
}

#[test]
fn a_batch_that_is_refused_whole_goes_change_by_change() {
    for code in [RefusalCode::TooLarge, RefusalCode::Malformed, RefusalCode::NotAllowed] {
        let mut scene = Scene::new(1, Proof::Signatures);
        for text in 0..7u8 {
            scene.laptops[0].write(file(1), &[text], None);
        }
        let ended = scene.sync_with(0, |call, answer| match &call.request {
            Request::Push(push) if push.changes.len() > 1 => Response::Refused(code.into()),
            _ => answer,
        });
        assert_eq!(ended, Turned::Done);
        assert_eq!(scene.engines[0].state().waiting, 0, "{code:?}");
    }
}

#[test]
fn a_station_that_takes_nothing_still_gives() {
    let mut scene = Scene::new(2, Proof::Signatures);
    scene.laptops[0].write(file(1), b"a", None);
    scene.laptops[0].admissions.insert((file(1), person(1)));
    scene.sync(0);
    scene.sync(1);
    scene.laptops[0].write(file(1), b"b", None);
    scene.sync(0);
    scene.station.read_only = true;
    scene.laptops[1].write(file(2), b"waits", None);
    let before = scene.laptops[1].synced_at.take();
    assert!(matches!(scene.sync(1), Turned::Wait(_)), "it is not done while something waits");
    let state = scene.engines[1].state();
    assert!(state.read_only);
    assert_eq!(state.phase, Phase::Blocked(Block::Refused(RefusalCode::ReadOnly.into())));
    assert_eq!(state.waiting, 1);
    assert_eq!((before, scene.laptops[1].synced_at), (Some(1), None));
    assert_eq!(of(&scene.laptops[1], file(1)).len(), 2);
    // Whoever has nothing to send is as well off as ever.
    assert_eq!(scene.sync(0), Turned::Done);
    scene.station.read_only = false;
    assert_eq!(scene.sync(1), Turned::Done);
    assert!(!scene.engines[1].state().read_only);
    assert_eq!(scene.engines[1].state().waiting, 0);
}

#[test]
fn a_disk_that_fills_in_the_middle_of_a_round_ends_only_the_way_up() {
    let mut scene = Scene::new(1, Proof::Signatures);
    scene.laptops[0].write(file(1), b"a", None);
    let ended = scene.sync_with(0, |call, answer| match &call.request {
        Request::Push(_) => Response::Refused(RefusalCode::ReadOnly.into()),
        _ => answer,
    });
    assert!(matches!(ended, Turned::Wait(_)));
    assert!(scene.engines[0].state().read_only);
    assert_eq!(scene.engines[0].state().waiting, 1);
}

#[test]
fn a_session_that_ends_is_renewed_and_one_that_always_ends_is_not_asked_for_ever() {
    let mut scene = Scene::new(1, Proof::Signatures);
    scene.sync(0);
    scene.station.restart();
    scene.laptops[0].write(file(1), b"a", None);
    assert_eq!(scene.sync(0), Turned::Done);
    assert_eq!(scene.engines[0].state().waiting, 0);

    let ended = scene.sync_with(0, |call, answer| match &call.request {
        Request::Heads => Response::Refused(RefusalCode::NoSession.into()),
        _ => answer,
    });
    assert!(matches!(ended, Turned::Wait(_)));
}

#[test]
fn a_station_that_asks_for_time_gets_it_within_reason() {
    let wait = |seconds| {
        let mut scene = Scene::new(1, Proof::Signatures);
        let slow = Refused { code: RefusalCode::SlowDown, detail: Some(seconds) };
        let ended = scene.sync_with(0, |_, _| Response::Refused(slow));
        let Turned::Wait(time) = ended else { panic!("{ended:?}") };
        time.as_secs()
    };
    assert_eq!(wait(77), 77);
    assert_eq!(wait(u64::MAX), 3600);
}

#[test]
fn another_station_or_a_newer_one_is_told_from_ours() {
    let greeted = |change: fn(&mut protocol::api::Hello)| {
        let mut scene = Scene::new(1, Proof::Signatures);
        let ended = scene.sync_with(0, |_, answer| match answer {
            Response::Hello(mut hello) => {
                change(&mut hello);
                Response::Hello(hello)
            }
            answer => answer,
        });
        assert!(matches!(ended, Turned::Wait(_)));
        assert!(scene.laptops[0].entries.is_empty());
        scene.engines[0].state().phase
    };
    let other = Phase::Blocked(Block::OtherStation);
    assert_eq!(greeted(|hello| hello.station = None), other);
    assert_eq!(
        greeted(|hello| hello.station = Some(protocol::StationId::from_bytes([1; 16]))),
        other
    );
    let outdated = Phase::Blocked(Block::Outdated { min_format: 9 });
    assert_eq!(greeted(|hello| hello.min_format = 9), outdated);
}

#[test]
fn an_entry_that_is_refused_does_not_hold_up_the_changes_of_others() {
    let mut scene = Scene::new(2, Proof::Signatures);
    scene.sync(1);
    scene.laptops[1].write(file(1), b"for you", None);
    scene.laptops[1].admissions.insert((file(1), person(0)));
    scene.sync(1);
    scene.laptops[0].write(file(2), b"a", None);
    let broken = Refused { code: RefusalCode::BrokenRule, detail: Some(0) };
    scene.sync_with(0, |call, answer| match &call.request {
        Request::Append(_) => Response::Refused(broken),
        _ => answer,
    });
    let state = scene.engines[0].state();
    assert_eq!(state.refused_entry, Some(broken));
    assert_eq!(state.phase, Phase::Blocked(Block::Refused(broken)));
    assert_eq!(scene.laptops[0].synced_at, None);
    assert_eq!(of(&scene.laptops[0], file(1)).len(), 1);
}
