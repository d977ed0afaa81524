//! Trust 34: the link cut at every call, the request lost or the answer lost.

use sync::{Engine, Request, Turned};

use crate::model::laptop::Laptop;
use crate::model::link::{Fate, good_round, round};
use crate::model::station::Station;
use crate::model::world::{Proof, World, person};
use crate::plain::{file, of};

/// Two laptops that have much to tell each other.
fn scene() -> (Station, [Laptop; 2]) {
    let world = World::new(2, Proof::Signatures);
    let mut station = Station::new(&world);
    let mut laptops = [Laptop::new(&world, 0), Laptop::new(&world, 1)];
    for laptop in &mut laptops {
        good_round(&mut Engine::new(0), laptop, &mut station);
    }
    for (n, laptop) in laptops.iter_mut().enumerate() {
        for text in 0..7u8 {
            laptop.write(file(n as u128), &[text], None);
        }
        laptop.write(file(n as u128), b"picture", Some(vec![n as u8; 1500]));
        laptop.admissions.insert((file(n as u128), person(1 - n)));
    }
    (station, laptops)
}

/// Both go on until they are done; the calls of the first have the fate that `fate` says. Answers how many calls
/// the first made.
fn run(mut fate: impl FnMut(usize) -> Fate) -> usize {
    let (mut station, mut laptops) = scene();
    let mut engines = [Engine::new(1), Engine::new(2)];
    let mut calls = 0;
    for _ in 0..12 {
        for n in 0..2 {
            round(&mut engines[n], &mut laptops[n], &mut station, |call| {
                if n == 1 {
                    return Fate::Arrives;
                }
                calls += 1;
                match (fate(calls - 1), &call.request) {
                    // A challenge is good for one answer: that is what it is for.
                    (Fate::Twice, Request::SessionOpen(_)) => Fate::Arrives,
                    (fate, _) => fate,
                }
            });
        }
    }
    let [first, second] = &laptops;
    for n in 0..2 {
        assert_eq!(of(first, file(n)), of(second, file(n)));
        assert_eq!(of(first, file(n)).len(), 8);
    }
    assert_eq!(first.blobs, second.blobs);
    assert_eq!(first.blobs.len(), 2);
    for (engine, laptop) in engines.iter().zip(&laptops) {
        assert_eq!((engine.state().waiting, engine.state().alarm), (0, None));
        assert!(engine.state().refused.is_empty());
        assert!(laptop.held.is_empty() && laptop.lacking.is_empty());
    }
    calls
}

#[test]
fn trust_34_cut_at_every_call() {
    let calls = run(|_| Fate::Arrives);
    assert!(calls > 20, "{calls}");
    for cut in 0..calls {
        for lost in [Fate::RequestLost, Fate::AnswerLost] {
            run(|call| if call == cut { lost } else { Fate::Arrives });
        }
    }
}

#[test]
fn trust_34_every_request_twice() {
    run(|_| Fate::Twice);
}

#[test]
fn trust_34_a_link_that_never_holds_long_comes_to_the_end_all_the_same() {
    let (mut station, mut laptops) = scene();
    let mut engine = Engine::new(1);
    let mut rounds = 0;
    // Each round is cut off at its eighth call.
    while laptops[0].acknowledged.len() < 8 {
        let mut calls = 0;
        round(&mut engine, &mut laptops[0], &mut station, |_| {
            calls += 1;
            if calls > 8 { Fate::AnswerLost } else { Fate::Arrives }
        });
        rounds += 1;
        assert!(rounds < 50, "no end");
    }
}

#[test]
fn trust_28_power_fails_at_every_commit() {
    for cut in 0..200 {
        let (mut station, mut laptops) = scene();
        laptops[0].power_cut_in = Some(cut);
        for _ in 0..3 {
            // After a power cut the engine is a new one.
            let ended = good_round(&mut Engine::new(1), &mut laptops[0], &mut station);
            good_round(&mut Engine::new(2), &mut laptops[1], &mut station);
            assert!(matches!(ended, Turned::Done | Turned::Wait(_)));
        }
        good_round(&mut Engine::new(1), &mut laptops[0], &mut station);
        let [first, second] = &laptops;
        for n in 0..2 {
            assert_eq!(of(first, file(n)).len(), 8, "cut {cut}");
            assert_eq!(of(first, file(n)), of(second, file(n)), "cut {cut}");
        }
        if first.power_cut_in.is_some() {
            assert!(cut > 20, "{cut} commits are few");
            return;
        }
    }
    panic!("no end of commits");
}
