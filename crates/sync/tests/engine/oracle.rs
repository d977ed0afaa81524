//! What must hold in the simulation, at every moment and at its end.

use std::collections::BTreeSet;

use protocol::ChangeId;
use sync::Turned;

use crate::model::laptop::Laptop;
use crate::model::link::good_round;
use crate::simulation::Simulation;

impl Simulation {
    /// What must hold at every moment: the cursor is never ahead of the data.
    pub fn look(&mut self, n: usize) {
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
    pub fn settle(&mut self) {
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
                    (laptop.log.len(), laptop.acknowledged.len(), laptop.entries.len(), blobs)
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

    pub fn judge(&self) {
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
}
