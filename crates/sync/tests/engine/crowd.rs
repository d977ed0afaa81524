//! Many laptops that come back at once, each with something to say in the directory.

use std::time::Duration;

use protocol::api::RefusalCode;
use sync::{Block, Phase, Request, Step};

use crate::model::world::Proof;
use crate::plain::{Scene, file};

const LAPTOPS: usize = 40;

#[test]
fn trust_34_all_of_a_crowd_are_heard_and_nobody_is_told_that_all_is_done_before() {
    let mut scene = Scene::new(LAPTOPS, Proof::RulesOnly);
    scene.station.page = 100;
    for n in 0..LAPTOPS {
        scene.sync(n);
        scene.laptops[n].write(file(n as u128), b"a new case", None);
        scene.laptops[n].synced_at = None;
    }
    let mut calls = vec![None; LAPTOPS];
    let mut asleep = [Duration::ZERO; LAPTOPS];
    let mut waited = Duration::ZERO;
    let (mut entries, mut late) = (0, 0);
    // Everybody's requests arrive before anybody has the next answer.
    while scene.laptops.iter().any(|laptop| laptop.synced_at.is_none()) {
        let awake = (0..LAPTOPS).filter(|n| asleep[*n] <= waited);
        let awake: Vec<usize> = awake.filter(|n| scene.laptops[*n].synced_at.is_none()).collect();
        if awake.is_empty() {
            waited += Duration::from_millis(50);
            assert!(waited < Duration::from_secs(600), "no end");
        }
        for n in awake {
            match scene.engines[n].next(&mut scene.laptops[n], 1).unwrap() {
                Step::Call(call) => calls[n] = Some(call),
                Step::Wait(time) => {
                    asleep[n] = waited + time;
                    let phase = scene.engines[n].state().phase;
                    if let Phase::Blocked(Block::Refused(why)) = phase {
                        assert_eq!(why.code, RefusalCode::StaleHead);
                        late += 1;
                    }
                }
                Step::Done | Step::Leave => assert_eq!(scene.engines[n].state().waiting, 0),
            }
        }
        for (n, call) in calls.iter_mut().enumerate() {
            if let Some(call) = call.take() {
                entries += usize::from(matches!(call.request, Request::Append(_)));
                scene.engines[n].take(Ok(scene.station.handle(&call)));
            }
        }
    }
    assert_eq!(scene.station.disk.directory.files().count(), LAPTOPS);
    assert!(late > 0, "nobody was too late: this shows nothing");
    assert!(entries < LAPTOPS * 16, "{entries} entries were sent for {LAPTOPS}");
    assert!(waited < Duration::from_secs(120), "{waited:?}");
}
