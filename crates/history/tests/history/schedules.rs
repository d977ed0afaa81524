//! Trust 36: laptops that edit, exchange changes late, twice, out of order and in part. In the end all show
//! the same, and what each person wrote is live, superseded by somebody who had it, or in conflict.
//! `PROPTEST_CASES=20000` runs the long form.

use crate::made::{Laptop, Sheet, TAGS, TITLE};
use casework::fields::Edited;
use history::{ChangeId, Entry, RecordState, decide, diff};
use proptest::prelude::*;
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};

const LAPTOPS: usize = 4;

#[derive(Clone, Debug)]
enum Move {
    /// Opens the record on the screen.
    Look,
    /// Saves what is on the screen, with this changed.
    Save { title: Option<u8>, size: Option<u32>, toggle: Option<u8> },
    /// Decides the title, whatever it is.
    Decide(u8),
    /// Receives some of what another laptop holds, as the bits say, last first.
    Receive { from: usize, some: u32 },
    /// The wall clock jumps.
    Jump(u64),
}

fn any_move() -> impl Strategy<Value = (usize, Move)> {
    let what = prop_oneof![
        2 => Just(Move::Look),
        4 => (prop::option::of(0..3u8), prop::option::of(0..3u32), prop::option::of(0..3u8))
            .prop_map(|(title, size, toggle)| Move::Save { title, size, toggle }),
        1 => (0..3u8).prop_map(Move::Decide),
        4 => (0..LAPTOPS, any::<u32>()).prop_map(|(from, some)| Move::Receive { from, some }),
        1 => (0..1000u64).prop_map(Move::Jump),
    ];
    (0..LAPTOPS, what)
}

struct Worker {
    laptop: Laptop,
    held: Vec<Entry>,
    screen: Sheet,
    seen: Vec<ChangeId>,
}

impl Worker {
    fn new(number: usize) -> Self {
        let empty = Sheet::project(&RecordState::default().fields());
        Self {
            laptop: Laptop::new(number as u8),
            held: Vec::new(),
            screen: empty,
            seen: Vec::new(),
        }
    }

    fn state(&self) -> RecordState {
        RecordState::merge(self.held.clone())
    }

    fn look(&mut self) {
        let state = self.state();
        self.screen = Sheet::project(&state.fields());
        self.seen = state.live_all();
    }

    fn save(&mut self, title: Option<u8>, size: Option<u32>, toggle: Option<u8>) -> Vec<Entry> {
        let mut new = self.screen.clone();
        new.title = title.map_or(new.title, |n| format!("title {n}"));
        new.size = size.unwrap_or(new.size);
        if let Some(tag) = toggle.map(|n| format!("tag {n}")) {
            match new.tags.iter().position(|held| *held == tag) {
                Some(at) => _ = new.tags.remove(at),
                None => new.tags.push(tag),
            }
        }
        diff(&self.state(), &self.seen, &new)
            .map(|plan| self.laptop.carry_out(plan))
            .unwrap_or_default()
    }

    fn decide(&mut self, title: u8) -> Vec<Entry> {
        let planned = decide(&self.state(), &self.seen, TITLE, json!(format!("title {title}")));
        self.laptop.carry_out(planned.into_iter().collect())
    }
}

/// What every laptop holds in the end, and what each writer held when she wrote.
fn play(moves: Vec<(usize, Move)>) -> (Vec<Worker>, BTreeMap<ChangeId, BTreeSet<ChangeId>>) {
    let mut workers: Vec<Worker> = (0..LAPTOPS).map(Worker::new).collect();
    let mut had = BTreeMap::new();
    for (who, what) in moves {
        let worker = &mut workers[who];
        let written = match what {
            Move::Look => {
                worker.look();
                vec![]
            }
            Move::Jump(wall) => {
                worker.laptop.wall = wall;
                vec![]
            }
            Move::Save { title, size, toggle } => worker.save(title, size, toggle),
            Move::Decide(title) => worker.decide(title),
            Move::Receive { from, some } => {
                let sent = workers[from].held.clone().into_iter().rev().enumerate();
                let sent = sent
                    .filter(|(n, _)| some >> (n % 32) & 1 == 1)
                    .map(|(_, entry)| entry)
                    .collect::<Vec<_>>();
                workers[who].held.extend(sent);
                vec![]
            }
        };
        let worker = &mut workers[who];
        let held: BTreeSet<ChangeId> = worker.held.iter().map(|entry| entry.id).collect();
        had.extend(written.iter().map(|entry| (entry.id, held.clone())));
        worker.held.extend(written);
    }
    (workers, had)
}

proptest! {
    #[test]
    fn trust_36_all_converge_and_nothing_is_lost(moves in prop::collection::vec(any_move(), 1..40)) {
        let (workers, had) = play(moves);
        let everything: Vec<Entry> = workers.iter().flat_map(|worker| worker.held.clone()).collect();
        let state = RecordState::merge(everything.clone());
        for worker in &workers {
            let all = [everything.clone(), worker.held.clone()].concat();
            prop_assert_eq!(&RecordState::merge(all.into_iter().rev().collect()), &state);
        }
        prop_assert!(state.violations().is_empty(), "honest laptops break no rule: {:?}", state.violations());
        for entry in state.entries() {
            for successor in state.superseded_by(entry.id) {
                prop_assert!(had[successor].contains(&entry.id), "superseded unseen: {entry:?}");
            }
        }
        let tags: BTreeSet<String> = state.fields().set(TAGS).into_iter().collect();
        for entry in state.entries().filter(|entry| state.superseded_by(entry.id).is_empty()) {
            let value = entry.value().unwrap();
            let disputed = |field| state.conflicts().into_iter().find(|conflict| conflict.field == field);
            let shown = match (entry.header.field, entry.header.kind) {
                (_, history::ChangeKind::REMOVE) => true,
                (TAGS, _) => value.as_str().is_some_and(|tag| tags.contains(tag)),
                (field, _) => disputed(field).map_or(state.fields().one(field).as_ref() == Some(value), |conflict| conflict.sides.contains(&entry)),
            };
            prop_assert!(shown, "lost: {entry:?}");
        }
    }
}
