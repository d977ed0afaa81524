//! Three laptops write in the same files and exchange pages in any order, with gaps and repetitions. In the end all say
//! the same, and nothing that anybody wrote has gone without a trace.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail")]

mod laptop;
mod post;

use casework::client::Client;
use casework::id::{ClientId, VisitId};
use casework::role::Role;
use chrono::{DateTime, FixedOffset};
use history::ChangeId;
use laptop::{Laptop, form, later, open_case};
use post::{Person, Post, hand};
use proptest::prelude::*;
use vault::{Vault, VaultError, make_id};

/// What happens on one of the laptops, or between two.
#[derive(Clone, Debug)]
enum Step {
    /// She gives a field a value, from what her screen shows.
    Edit { who: usize, field: u8, value: u8 },
    /// She signs a note.
    Note { who: usize },
    /// She sends up what she has.
    Up { who: usize },
    /// She takes in so many pages of so many changes.
    Down { who: usize, at_once: usize },
    /// She hands some of her changes to another on a stick, in some order.
    Stick { from: usize, to: usize, seed: u64 },
    /// She rebuilds her views.
    Reopen { who: usize },
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let who = 0..3_usize;
    let step = prop_oneof![
        6 => (who.clone(), 0..3_u8, 0..4_u8)
            .prop_map(|(who, field, value)| Step::Edit { who, field, value }),
        1 => who.clone().prop_map(|who| Step::Note { who }),
        3 => who.clone().prop_map(|who| Step::Up { who }),
        3 => (who.clone(), 1..5_usize).prop_map(|(who, at_once)| Step::Down { who, at_once }),
        3 => (who.clone(), who.clone(), any::<u64>())
            .prop_map(|(from, to, seed)| Step::Stick { from, to, seed }),
        1 => who.prop_map(|who| Step::Reopen { who }),
    ];
    prop::collection::vec(step, 4..40)
}

struct World {
    post: Post,
    people: Vec<Person>,
    client: ClientId,
    case: casework::id::CaseId,
    written: Vec<ChangeId>,
    notes: Vec<VisitId>,
    minute: i64,
}

impl World {
    fn new() -> Self {
        let (laptop, vault) = Laptop::new();
        let mut founder = Person { vault, laptop };
        let mut post = Post::founded_by(&mut founder);
        let one = post.welcome(&mut founder, "罗岚", Role::Supervisor);
        let two = post.welcome(&mut founder, "沈月", Role::Supervisor);
        post.directory_down(&mut founder);
        let (client, case) = open_case(&mut founder);
        let mut people = vec![founder, one, two];
        people.iter_mut().for_each(|person| post.sync(person));
        people.iter_mut().for_each(|person| post.sync(person));
        let (written, notes) = (Vec::new(), Vec::new());
        Self { post, people, client, case, written, notes, minute: 0 }
    }

    fn take(&mut self, step: &Step) {
        self.minute += 1;
        let now = later(self.minute * 60);
        match *step {
            Step::Edit { who, field, value } => self.edit(who, field, value, now),
            Step::Note { who } => {
                let vault = &mut self.people[who].vault;
                let note = laptop::note(vault, self.case, self.client, form("又来了一次"));
                let visit = VisitId(make_id(now));
                self.written.push(vault.write(now, |tx| tx.sign_note(visit, &note)).unwrap());
                self.notes.push(visit);
            }
            Step::Up { who } => self.post.changes_up(&mut self.people[who].vault),
            Step::Down { who, at_once } => {
                self.post.changes_down(&mut self.people[who].vault, at_once);
            }
            Step::Stick { from, to, seed } => self.stick(from, to, seed),
            Step::Reopen { who } => {
                let vault = &mut self.people[who].vault;
                let dump = vault.view_dump().unwrap();
                vault.rebuild_views().unwrap();
                assert!(vault.view_dump().unwrap() == dump, "a rebuild gives other views");
            }
        }
    }

    /// By the form; or, where people disagree about the field, by deciding between what all of them say.
    fn edit(&mut self, who: usize, field: u8, value: u8, now: DateTime<FixedOffset>) {
        let (vault, record) = (&mut self.people[who].vault, self.client.into());
        let shown = vault.read().client(self.client).unwrap().unwrap();
        let text = format!("第 {value} 种说法");
        let new = match field {
            0 => Client { village: text, ..shown.client },
            1 => Client { address: text, ..shown.client },
            _ => Client { phones: vec![format!("1380000000{value}")], ..shown.client },
        };
        let file = self.client.into();
        match vault.write(now, |tx| tx.edit(file, record, &shown.seen, &new)) {
            Ok(made) => self.written.extend(made),
            Err(VaultError::ChangedMeanwhile { fields }) => {
                let seen = vault.read().state(record).unwrap().live_all();
                let text = value.to_string().into();
                let decided = vault.write(now, |tx| tx.decide(record, &seen, fields[0], text));
                self.written.push(decided.unwrap());
            }
            Err(other) => panic!("{other}"),
        }
    }

    /// Some of what she has, shuffled by a small generator, some of it twice.
    fn stick(&mut self, from: usize, to: usize, mut seed: u64) {
        let vault = &self.people[from].vault;
        let heads = vault.heads().unwrap();
        let all: Vec<_> = heads
            .iter()
            .flat_map(|head| vault.changes_of(head.author, 0, usize::MAX).unwrap())
            .collect();
        let mut chance = |below: usize| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            usize::try_from(seed >> 33).unwrap() % below
        };
        let count = chance(all.len() + 1);
        let picked: Vec<_> = (0..count).map(|_| all[chance(all.len())].clone()).collect();
        let received = hand(&mut self.people[to].vault, picked);
        assert_eq!(received.held, []);
    }

    fn settle(&mut self) {
        for _ in 0..2 {
            for person in &mut self.people {
                self.post.sync(&mut person.vault);
            }
        }
    }

    /// The record and what it was made from, on one laptop.
    fn check(&mut self) {
        let records: Vec<_> = [self.client.into(), self.case.into()]
            .into_iter()
            .chain(self.notes.iter().map(|visit| (*visit).into()))
            .collect();
        for record in &records {
            let states: Vec<_> =
                self.people.iter().map(|one| one.read().state(*record).unwrap()).collect();
            assert!(states.windows(2).all(|pair| pair[0] == pair[1]), "laptops disagree");
        }
        for person in &mut self.people {
            check_one(&mut person.vault);
        }
        let vault = &self.people[0].vault;
        let all = records.iter().map(|record| vault.read().state(*record).unwrap());
        let all: Vec<_> = all.collect();
        for id in &self.written {
            let state = all.iter().find(|state| state.entry(*id).is_some());
            let state = state.expect("what was written is on every laptop");
            let field = state.entry(*id).unwrap().header.field;
            let live = state.live(field).contains(id);
            let is_note = state.note().is_some_and(|note| note.id == *id);
            // A change that took something out of a set says nothing but that.
            let took_out = state.entry(*id).unwrap().header.kind == history::ChangeKind::REMOVE;
            let seen = !state.superseded_by(*id).is_empty();
            assert!(live || is_note || took_out || seen, "a value was lost in silence");
        }
    }
}

fn check_one(vault: &mut Vault) {
    let report = vault.verify().unwrap();
    assert!(report.broken.is_empty() && report.views_match, "{report:?}");
    assert_eq!(vault.held().unwrap(), []);
    assert_eq!(vault.sync_state().unwrap().waiting, 0);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, max_shrink_iters: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn trust_36_laptops_come_to_say_the_same_and_nothing_is_lost_in_silence(steps in steps()) {
        let mut world = World::new();
        for step in &steps {
            world.take(step);
        }
        world.settle();
        world.check();
    }
}
