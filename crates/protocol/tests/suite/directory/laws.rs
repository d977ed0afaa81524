//! What no sequence of entries by whomever may bring about.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use protocol::directory::{Access, Act, Directory, Entry, Fate, Role};
use protocol::{FileId, UserPublic, Wire};

use super::moves::{Move, any_move};
use crate::made::{STATION, World, as_access, device, escrow_at, escrow_beside, header, lockbox};

/// A schedule being played, with what must be remembered to judge it.
struct Play {
    world: World,
    /// User keys on devices that were revoked.
    lost: BTreeSet<UserPublic>,
    taken: BTreeMap<u8, u32>,
}

impl Play {
    fn begin() -> Self {
        let (lost, taken) = Default::default();
        Self { world: World::founded(), lost, taken }
    }

    fn plays(&mut self, moved: Move) {
        let (author, act) = moved.act(&self.world);
        let before = self.world.directory.clone();
        let acts = Vec::from_iter([act.clone()].into_iter().chain(self.follows(&act)));
        if self.world.does(author, acts).is_err() {
            return;
        }
        *self.taken.entry(number(&act)).or_default() += 1;
        let comes_in = matches!(act, Act::Join { .. });
        assert_eq!(before.device_is_active(device(author)), !comes_in, "an author who counts");
        match act {
            Act::RevokeDevice { device, .. } => {
                let person = before.device(device).unwrap().person;
                self.lost.extend(before.person(person).unwrap().user_key);
            }
            Act::RemovePerson { person, .. } => {
                self.lost.extend(before.person(person).unwrap().user_key);
            }
            Act::Admit { file, .. } | Act::Rotate { file, .. } | Act::BreakGlass { file, .. } => {
                self.gives_no_key_away(file, &before);
            }
            Act::Recover { files, .. } => {
                files.iter().for_each(|given| self.gives_no_key_away(given.file, &before));
            }
            Act::Escrow { file, .. } => self.boxes_are_managers(file),
            _ => {}
        }
        self.judge();
    }

    /// With a recovery key at the station, a file's new key goes with its emergency boxes.
    fn follows(&self, act: &Act) -> Option<Act> {
        self.world.directory.recovery_key()?;
        match act {
            Act::Rotate { file, generation, .. } => {
                Some(escrow_at(&self.world, *file, *generation))
            }
            // Begun by whoever becomes its member with this act: the other managers have boxes.
            Act::Admit { file, person, .. } if self.world.directory.file(*file).is_none() => {
                Some(escrow_beside(&self.world, *file, *person))
            }
            _ => None,
        }
    }

    /// No box that was made just now is sealed to a key on a lost laptop.
    fn gives_no_key_away(&self, file: FileId, before: &Directory) {
        for (person, member) in self.world.directory.members(file) {
            let was = before.file(file).and_then(|file| file.members.get(&person));
            if was != Some(member) {
                let user_key = member.key.as_ref().map(|key| key.user_key);
                assert!(user_key.is_none_or(|key| !self.lost.contains(&key)), "{person}");
            }
        }
    }

    /// Boxes that were filled just now are for managers beside the file, and for no key on a lost laptop.
    fn boxes_are_managers(&self, file: FileId) {
        let directory = &self.world.directory;
        let boxes = directory.file(file).unwrap().escrow.as_ref().unwrap();
        for (person, given) in &boxes.managers {
            assert_eq!(directory.role(*person), Some(Role::Manager));
            assert_eq!(directory.access(file, *person), None);
            assert!(!self.lost.contains(&given.user_key), "{person}");
        }
        assert!(!directory.escrow_is_due(file));
    }

    fn judge(&self) {
        let directory = &self.world.directory;
        let manages = |person| directory.role(person) == Some(Role::Manager);
        let mut acting = directory.devices().filter(|(_, device)| device.is_active());
        assert!(acting.any(|(_, device)| manages(device.person)), "a manager who can act");

        let due: BTreeSet<_> = directory.boxes_due().collect();
        for (id, file) in directory.files() {
            let writes = file.members.values().any(|member| member.access == Access::Write);
            assert!(writes, "a writer");
            for (person, member) in &file.members {
                let who = directory.person(*person).unwrap();
                assert!(!who.removed);
                match &member.key {
                    Some(key) => assert_eq!(key.lockbox, lockbox(file.generation(), *person)),
                    None => assert!(who.exposed || due.contains(&(id, *person))),
                }
            }
        }
        let used = directory.invitations().filter(|(_, open)| matches!(open.fate, Fate::Used(_)));
        assert_eq!(directory.devices().count(), used.count() + 1, "a device an invitation");
        self.judge_emergencies();
        self.judge_changes();
    }

    /// Nobody opens a file in an emergency without leaving a trace; a recovery key has a box of every key that was
    /// made since it was there.
    fn judge_emergencies(&self) {
        let directory = &self.world.directory;
        for (id, file) in directory.files() {
            let boxes = file.escrow.as_ref();
            let recovery = boxes.and_then(|boxes| boxes.recovery.as_ref());
            if let Some(boxed) = recovery {
                assert!(directory.recovery_keys().iter().any(|key| key.user_key == boxed.user_key));
            }
            let due = directory.escrow_is_due(id);
            let key = directory.recovery_key().map(|key| key.user_key);
            assert!(due || recovery.map(|boxed| boxed.user_key) == key);
            assert!(file.glass.iter().all(|glass| glass.entry < self.world.entries.len() as u64));
        }
    }

    /// However high a device numbers a change, it is admitted only where its person may write now, and an access only
    /// where she may read.
    fn judge_changes(&self) {
        let directory = &self.world.directory;
        for (id, device) in directory.devices() {
            for (file, _) in directory.files() {
                let change = header(id.bytes()[0], u64::MAX, file, self.world.head().hash);
                let access = directory.access(file, device.person);
                let writes = access == Some(Access::Write);
                let reads = writes || access == Some(Access::Read);
                assert_eq!(directory.admits(&change).is_ok(), device.is_active() && writes);
                let access = as_access(change);
                assert_eq!(directory.admits(&access).is_ok(), device.is_active() && reads);
            }
        }
    }

    /// Whoever gets the entries says the same, and so does whoever verified them before.
    fn judge_chain(&self) {
        let mut strict = Directory::begin(STATION, None);
        let mut trusting = Directory::begin(STATION, None);
        for signed in &self.world.entries {
            let entry = signed.read().unwrap();
            assert_eq!(Entry::from_bytes(&entry.to_bytes()).as_ref(), Ok(&entry));
            strict.apply(signed).unwrap();
            trusting.replay_trusted(signed).unwrap();
        }
        assert_eq!((&strict, &trusting), (&self.world.directory, &self.world.directory));
    }
}

/// An act's number on the wire.
fn number(act: &Act) -> u8 {
    minicbor::to_vec(act).unwrap()[1]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn no_sequence_of_entries_breaks_the_directory(moves in prop::collection::vec(any_move(), 1..100)) {
        let mut play = Play::begin();
        moves.into_iter().for_each(|moved| play.plays(moved));
        play.judge_chain();
    }
}

#[test]
fn random_moves_do_everything_that_can_be_done() {
    let mut runner = TestRunner::deterministic();
    let schedules = prop::collection::vec(any_move(), 100..101);
    let mut taken = BTreeMap::<u8, u32>::new();
    for _ in 0..80 {
        let mut play = Play::begin();
        let moves = schedules.new_tree(&mut runner).unwrap().current();
        moves.into_iter().for_each(|moved| play.plays(moved));
        for (act, count) in play.taken {
            *taken.entry(act).or_default() += count;
        }
    }
    let every = [2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22];
    assert_eq!(taken.keys().copied().collect::<Vec<_>>(), every, "{taken:?}");
    assert!(taken.values().all(|count| *count >= 3), "{taken:?}");
}
