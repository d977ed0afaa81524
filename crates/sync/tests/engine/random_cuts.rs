//! Random links between two or three laptops and their station, found and shrunk by proptest.

use proptest::collection::vec;
use proptest::prelude::*;
use sync::{Engine, Request};

use crate::model::laptop::Laptop;
use crate::model::link::{Fate, good_round, round};
use crate::model::station::Station;
use crate::model::world::{Proof, World, person};
use crate::plain::{file, of};

#[derive(Clone, Debug)]
enum Event {
    Write {
        who: usize,
        file: u128,
        picture: bool,
    },
    LetIn {
        who: usize,
        file: u128,
        whom: usize,
    },
    /// A round whose calls have these fates; the rest of it is cut off.
    Round {
        who: usize,
        fates: Vec<Fate>,
    },
    /// The program ends.
    End {
        who: usize,
    },
}

fn fate() -> impl Strategy<Value = Fate> {
    prop_oneof![
        6 => Just(Fate::Arrives),
        1 => Just(Fate::RequestLost),
        1 => Just(Fate::AnswerLost),
        1 => Just(Fate::Twice),
    ]
}

fn event() -> impl Strategy<Value = Event> {
    let who = 0..3usize;
    prop_oneof![
        3 => (who.clone(), 0..4u128, any::<bool>())
            .prop_map(|(who, file, picture)| Event::Write { who, file, picture }),
        1 => (who.clone(), 0..4u128, 0..3usize)
            .prop_map(|(who, file, whom)| Event::LetIn { who, file, whom }),
        4 => (who.clone(), vec(fate(), 0..25))
            .prop_map(|(who, fates)| Event::Round { who, fates }),
        1 => who.prop_map(|who| Event::End { who }),
    ]
}

fn happens(event: Event, station: &mut Station, laptops: &mut [Laptop], engines: &mut [Engine]) {
    let count = laptops.len();
    match event {
        Event::Write { who, file: n, picture } => {
            let laptop = &mut laptops[who % count];
            // A file is its creator's until others are let in.
            let open = laptop.writable().contains(&file(n)) || n as usize % count == who % count;
            if open {
                let seq = laptop.log.len() as u8;
                laptop.write(file(n), &[seq], picture.then(|| vec![seq; 1300]));
            }
        }
        Event::LetIn { who, file: n, whom } => {
            laptops[who % count].admissions.insert((file(n), person(whom % count)));
        }
        Event::Round { who, fates } => {
            let who = who % count;
            let mut fates = fates.into_iter();
            round(&mut engines[who], &mut laptops[who], station, |call| {
                let fate = fates.next().unwrap_or(Fate::RequestLost);
                let once = matches!(call.request, Request::SessionOpen(_));
                if once && fate == Fate::Twice { Fate::Arrives } else { fate }
            });
        }
        Event::End { who } => engines[who % count] = Engine::new(5),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn trust_36_whatever_the_link_does_all_have_all(
        count in 2..4usize,
        events in vec(event(), 1..40),
    ) {
        let world = World::new(count, Proof::RulesOnly);
        let mut station = Station::new(&world);
        let mut laptops: Vec<Laptop> = (0..count).map(|n| Laptop::new(&world, n)).collect();
        let mut engines: Vec<Engine> = (0..count).map(|n| Engine::new(n as u64)).collect();
        for (engine, laptop) in engines.iter_mut().zip(&mut laptops) {
            good_round(engine, laptop, &mut station);
        }
        for event in events {
            happens(event, &mut station, &mut laptops, &mut engines);
        }
        for _ in 0..6 {
            for (engine, laptop) in engines.iter_mut().zip(&mut laptops) {
                good_round(engine, laptop, &mut station);
            }
        }
        for n in 0..4 {
            let mut all: Vec<_> = laptops.iter().flat_map(|laptop| of(laptop, file(n))).collect();
            all.sort_unstable();
            all.dedup();
            for laptop in &laptops {
                if station.disk.directory.access(file(n), laptop.me.person).is_some() {
                    let mut here = of(laptop, file(n));
                    here.sort_unstable();
                    prop_assert_eq!(&here, &all);
                }
            }
            prop_assert!(all.iter().all(|id| station.has(*id)));
        }
        for (engine, laptop) in engines.iter().zip(&laptops) {
            prop_assert_eq!(engine.state().waiting, 0);
            prop_assert!(laptop.held.is_empty());
            prop_assert_eq!(engine.state().alarm, None);
        }
    }
}
