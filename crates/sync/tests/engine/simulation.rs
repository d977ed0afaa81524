//! Trust 36: thousands of schedules of three to five laptops and a station: partitions, lost, late and repeated
//! requests, power cuts at every commit, restarts and restored backups of the station; held against an oracle that
//! knows nothing of engines.
//!
//! `SYNC_SEED=n` runs one schedule again, `SYNC_SCHEDULES=n` so many, `SYNC_FROM=n` from that seed on; `cargo xtask nightly`
//! runs a million that differ from day to day.

use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};

use protocol::{ChangeId, FileId};
use sync::{Call, Engine, Step, Unreachable};

use crate::model::dice::Dice;
use crate::model::laptop::{Laptop, PowerCut};
use crate::model::link::good_round;
use crate::model::station::{Disk, Station};
use crate::model::world::{Proof, World, person};
use crate::plain::file;

const SCHEDULES: u64 = 20_000;

pub struct Simulation {
    pub dice: Dice,
    pub station: Station,
    pub laptops: Vec<Laptop>,
    pub engines: Vec<Engine>,
    pub calls: Vec<Option<Call>>,
    pub cut_off: Vec<bool>,
    /// Requests that were given up and are still on their way.
    pub late: Vec<Call>,
    pub backup: Disk,
    pub files: u128,
    /// The oracle: what was written, by file.
    pub written: BTreeMap<FileId, BTreeSet<ChangeId>>,
    /// What a laptop was told that the station has.
    pub acknowledged: BTreeSet<ChangeId>,
    pub done: Done,
}

/// What happened, so that nobody mistakes a quiet simulation for a good one.
#[derive(Debug, Default)]
pub struct Done {
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
            Ok(Step::Wait(_) | Step::Done | Step::Leave) => {}
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

    fn run(mut self) -> Done {
        for _ in 0..200 {
            self.event();
        }
        self.settle();
        self.judge();
        self.done
    }
}

impl Done {
    fn add(&mut self, other: &Self) {
        self.lost += other.lost;
        self.late += other.late;
        self.power_cuts += other.power_cuts;
        self.restores += other.restores;
        self.changes += other.changes;
    }
}

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

/// Runs these schedules; the seed of the first that fails is an error.
fn run_all(worlds: &[World], seeds: impl Iterator<Item = u64>) -> Result<Done, u64> {
    let mut all = Done::default();
    for seed in seeds {
        let ran = catch_unwind(AssertUnwindSafe(|| Simulation::new(seed, worlds).run()));
        all.add(&ran.map_err(|_| seed)?);
    }
    Ok(all)
}

#[test]
fn trust_36_all_have_all_and_nothing_acknowledged_is_lost() {
    let worlds: Vec<World> = (3..=5).map(|count| World::new(count, Proof::RulesOnly)).collect();
    if let Some(seed) = number("SYNC_SEED") {
        println!("seed {seed}: {:?}", Simulation::new(seed, &worlds).run());
        return;
    }
    let schedules = number("SYNC_SCHEDULES").unwrap_or(SCHEDULES);
    let from = number("SYNC_FROM").unwrap_or(0);
    let upto = from.saturating_add(schedules);
    let threads = std::thread::available_parallelism().map_or(1, |threads| threads.get());
    let mut all = Done::default();
    std::thread::scope(|scope| {
        let worlds = &worlds;
        let run = |first| move || run_all(worlds, (from + first..upto).step_by(threads));
        let running: Vec<_> = (0..threads as u64).map(|first| scope.spawn(run(first))).collect();
        for running in running {
            match running.join().unwrap() {
                Ok(done) => all.add(&done),
                Err(seed) => panic!("seed {seed} failed: run it again with SYNC_SEED={seed}"),
            }
        }
    });
    println!("{schedules} schedules from seed {from}: {all:?}");
    assert!(all.lost > schedules && all.late > 0 && all.power_cuts > 0, "{all:?}");
    assert!(all.restores > 0 && all.changes > schedules, "{all:?}");
}
