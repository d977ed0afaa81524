//! Trust 36: thousands of schedules of three to five laptops and a station: partitions, lost, late and repeated
//! requests, power cuts at every commit, restarts and restored backups of the station; held against an oracle that
//! knows nothing of engines.
//!
//! `SYNC_SEED=n` runs one schedule again, `SYNC_SCHEDULES=n` so many.

use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};

use protocol::{ChangeId, FileId};
use sync::{Call, Engine, Step, Turned, Unreachable};

use crate::model::dice::Dice;
use crate::model::laptop::{Laptop, PowerCut};
use crate::model::link::good_round;
use crate::model::station::{Disk, Station};
use crate::model::world::{Proof, World, person};
use crate::plain::file;

const SCHEDULES: u64 = 2_000;

struct Simulation {
    dice: Dice,
    station: Station,
    laptops: Vec<Laptop>,
    engines: Vec<Engine>,
    calls: Vec<Option<Call>>,
    cut_off: Vec<bool>,
    /// Requests that were given up and are still on their way.
    late: Vec<Call>,
    backup: Disk,
    files: u128,
    /// The oracle: what was written, by file.
    written: BTreeMap<FileId, BTreeSet<ChangeId>>,
    /// What a laptop was told that the station has.
    acknowledged: BTreeSet<ChangeId>,
    done: Done,
}

/// What happened, so that nobody mistakes a quiet simulation for a good one.
#[derive(Debug, Default)]
struct Done {
    lost: u64,
    late: u64,
    power_cuts: u64,
    restores: u64,
    changes: u64,
}

impl Simulation {
    fn new(seed: u64, worlds: &[World]) -> Self {
        let mut dice = Dice(seed);
        let world = &worlds[dice.below(worlds.len())];
        let mut station = Station::new(world);
        station.page = 1 + dice.below(4);
        let count = world.members.len();
        let mut laptops: Vec<Laptop> = (0..count).map(|n| Laptop::new(world, n)).collect();
        let mut engines: Vec<Engine> = (0..count).map(|n| Engine::new(n as u64)).collect();
        for (engine, laptop) in engines.iter_mut().zip(&mut laptops) {
            good_round(engine, laptop, &mut station);
        }
        let backup = station.disk.clone();
        Self {
            dice,
            station,
            laptops,
            engines,
            calls: vec![None; count],
            cut_off: vec![false; count],
            late: Vec::new(),
            backup,
            files: 0,
            written: BTreeMap::new(),
            acknowledged: BTreeSet::new(),
            done: Done::default(),
        }
    }

    fn event(&mut self) {
        let n = self.dice.below(self.laptops.len());
        match self.dice.below(100) {
            0..10 => self.write(n),
            10..13 => self.let_in(n),
            13..15 => self.cut_off[n] = !self.cut_off[n],
            15..17 => self.end(n),
            17..19 => self.laptops[n].power_cut_in = Some(self.dice.below(12) as u32),
            19..21 => self.arrive_late(),
            21 => self.station.restart(),
            22 => self.back_up_or_restore(),
            23 if self.dice.percent(30) => self.station.read_only = !self.station.read_only,
            _ => self.step(n),
        }
    }

    fn write(&mut self, n: usize) {
        let laptop = &mut self.laptops[n];
        let mut files = laptop.writable();
        if files.is_empty() || self.dice.percent(15) {
            self.files += 1;
            files = vec![file(self.files)];
        }
        let Some(file) = self.dice.pick(&files) else { return };
        let picture = self.dice.percent(15).then(|| {
            let length = 1 + self.dice.below(2500);
            vec![self.dice.draw() as u8; length]
        });
        let id = laptop.write(file, &self.dice.draw().to_be_bytes(), picture);
        self.written.entry(file).or_default().insert(id);
        self.done.changes += 1;
    }

    fn let_in(&mut self, n: usize) {
        let whom = person(self.dice.below(self.laptops.len()));
        if let Some(file) = self.dice.pick(&self.laptops[n].writable()) {
            self.laptops[n].admissions.insert((file, whom));
        }
    }

    /// The program ends, and what it had asked is on its way.
    fn end(&mut self, n: usize) {
        self.engines[n] = Engine::new(self.dice.draw());
        self.late.extend(self.calls[n].take());
    }

    fn arrive_late(&mut self) {
        if !self.late.is_empty() {
            let call = self.late.swap_remove(self.dice.below(self.late.len()));
            self.station.handle(&call);
            self.done.late += 1;
        }
    }

    /// A backup is put back only where the directory has not grown since: what two laptops say to a directory that
    /// went back is a matter for people.
    fn back_up_or_restore(&mut self) {
        let same = self.backup.entries.len() == self.station.disk.entries.len();
        if same && self.dice.percent(70) {
            // What was on its way died with the machine.
            self.late.clear();
            self.station.restore(self.backup.clone());
            self.done.restores += 1;
        } else {
            self.backup = self.station.disk.clone();
        }
    }

    fn step(&mut self, n: usize) {
        if let Some(call) = self.calls[n].take() {
            let answer = self.carry(n, &call);
            self.engines[n].take(answer);
        }
        let before = (self.laptops[n].cursor, self.laptops[n].acknowledged.len());
        match self.engines[n].next(&mut self.laptops[n], 1) {
            Ok(Step::Call(call)) => self.calls[n] = Some(call),
            Ok(Step::Wait(_) | Step::Done) => {}
            Err(PowerCut) => {
                self.done.power_cuts += 1;
                self.end(n);
            }
        }
        if before != (self.laptops[n].cursor, self.laptops[n].acknowledged.len()) {
            self.look(n);
        }
    }

    fn carry(&mut self, n: usize, call: &Call) -> Result<sync::Response, Unreachable> {
        let fate = if self.cut_off[n] { 0 } else { self.dice.below(100) };
        self.done.lost += u64::from(fate < 11);
        match fate {
            0..4 => Err(Unreachable::Offline),
            4..8 => {
                self.station.handle(call);
                Err(Unreachable::BrokenOff)
            }
            8..11 => {
                self.late.push(call.clone());
                Err(Unreachable::TimedOut)
            }
            11..15 => {
                self.station.handle(call);
                Ok(self.station.handle(call))
            }
            _ => Ok(self.station.handle(call)),
        }
    }

    /// What must hold at every moment: the cursor is never ahead of the data.
    fn look(&mut self, n: usize) {
        let laptop = &self.laptops[n];
        for (seq, logged) in laptop.own() {
            if laptop.acknowledged.contains(&seq) {
                self.acknowledged.insert(logged.id);
            }
        }
        let here: BTreeSet<ChangeId> = laptop.log.values().map(|logged| logged.id).collect();
        let held: BTreeSet<ChangeId> = laptop.held.iter().map(|change| change.id()).collect();
        for kept in self.station.disk.changes.range(..=laptop.cursor).map(|(_, kept)| kept) {
            let hers = laptop.joined.contains(&kept.file);
            if hers && !laptop.lacking.contains_key(&kept.file) {
                assert!(here.contains(&kept.id) || held.contains(&kept.id), "cursor ahead of data");
            }
        }
    }

    /// The network heals and everybody goes on until nothing is left to do.
    fn settle(&mut self) {
        self.station.read_only = false;
        self.calls.fill(None);
        for call in std::mem::take(&mut self.late) {
            self.station.handle(&call);
        }
        for laptop in &mut self.laptops {
            laptop.power_cut_in = None;
        }
        for _ in 0..8 {
            let mut busy = false;
            for (engine, laptop) in self.engines.iter_mut().zip(&mut self.laptops) {
                let size = |laptop: &Laptop| {
                    let blobs = (laptop.blobs.len(), laptop.known_blobs.len());
                    (laptop.log.len(), laptop.entries.len(), blobs)
                };
                let before = size(laptop);
                let ended = good_round(engine, laptop, &mut self.station);
                busy |= ended != Turned::Done || before != size(laptop);
            }
            if !busy {
                return;
            }
        }
    }

    fn judge(&self) {
        let directory = &self.station.disk.directory;
        for (file, ids) in &self.written {
            assert!(directory.file(*file).is_some(), "a file never came up");
            for id in ids {
                assert!(self.station.has(*id), "a change never came up");
            }
            for laptop in &self.laptops {
                if directory.access(*file, laptop.me.person).is_none() {
                    continue;
                }
                let of_file = laptop.log.values().filter(|logged| logged.file == *file);
                let here: BTreeSet<ChangeId> = of_file.map(|logged| logged.id).collect();
                assert_eq!(here, *ids, "a member lacks a change or has one too many");
            }
        }
        assert!(self.acknowledged.iter().all(|id| self.station.has(*id)), "acknowledged and lost");
        for (engine, laptop) in self.engines.iter().zip(&self.laptops) {
            assert_eq!(laptop.directory, *directory);
            assert_eq!(engine.state().waiting, 0);
            assert!(laptop.held.is_empty() && laptop.lacking.is_empty());
            for logged in laptop.log.values() {
                if let Some((hash, _)) = Laptop::named_blob(&logged.change) {
                    assert!(laptop.blobs.contains_key(&hash), "a sealed file is lacking");
                }
            }
        }
    }

    fn run(mut self) -> Done {
        for _ in 0..200 {
            self.event();
        }
        self.settle();
        self.judge();
        self.done
    }
}

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

#[test]
fn trust_36_all_have_all_and_nothing_acknowledged_is_lost() {
    let worlds: Vec<World> = (3..=5).map(|count| World::new(count, Proof::RulesOnly)).collect();
    if let Some(seed) = number("SYNC_SEED") {
        println!("seed {seed}: {:?}", Simulation::new(seed, &worlds).run());
        return;
    }
    let mut all = Done::default();
    for seed in 0..number("SYNC_SCHEDULES").unwrap_or(SCHEDULES) {
        let ran = catch_unwind(AssertUnwindSafe(|| Simulation::new(seed, &worlds).run()));
        let Ok(done) = ran else {
            panic!("seed {seed} failed: run it again with SYNC_SEED={seed}")
        };
        all.lost += done.lost;
        all.late += done.late;
        all.power_cuts += done.power_cuts;
        all.restores += done.restores;
        all.changes += done.changes;
    }
    println!("{all:?}");
    assert!(all.lost > SCHEDULES && all.late > 0 && all.power_cuts > 0, "{all:?}");
    assert!(all.restores > 0 && all.changes > SCHEDULES, "{all:?}");
}
