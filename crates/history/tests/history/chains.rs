//! What the chains of authors show.

use crate::made::{Laptop, TITLE, altered};
use casework::id::DeviceId;
use history::chain::Head;
use history::{ChainChecker, ChainFault, ChainReport, Entry, Hash};
use proptest::prelude::*;

fn report<'a>(entries: impl IntoIterator<Item = &'a Entry>) -> ChainReport {
    let mut checker = ChainChecker::new();
    for entry in entries {
        checker.feed(entry.id, &entry.header);
    }
    checker.report()
}

fn chain(number: u8, length: usize) -> Vec<Entry> {
    let mut laptop = Laptop::new(number);
    (0..length).map(|n| laptop.set(TITLE, n as u64, &[])).collect()
}

fn device(number: u8) -> DeviceId {
    DeviceId::from_bytes([number; 16])
}

#[test]
fn whole_chains_are_sound_in_any_order_and_twice() {
    let (a, b) = (chain(1, 4), chain(2, 2));
    let whole = report(b.iter().chain(a.iter().rev()).chain(&a));
    assert!(whole.is_sound());
    assert_eq!(whole.heads[&device(1)], Head { seq: 4, change: a[3].id });
    assert_eq!(whole.heads[&device(2)], Head { seq: 2, change: b[1].id });
    assert_eq!(report([]), ChainReport::default());
}

#[test]
fn trust_8_a_dropped_change_leaves_a_gap() {
    let a = chain(1, 6);
    let gapped = report([&a[0], &a[1], &a[4], &a[5]]);
    assert_eq!(gapped.faults, [ChainFault::Gap { author: device(1), from: 3, to: 4 }]);
    assert_eq!(gapped.heads[&device(1)].seq, 2);
    let headless = report(&a[2..]);
    assert_eq!(headless.faults, [ChainFault::Gap { author: device(1), from: 1, to: 2 }]);
    assert!(headless.heads.is_empty());
}

#[test]
fn trust_22_one_number_twice_is_a_fork() {
    let a = chain(1, 2);
    let twin = altered(a[1].clone(), |header| header.commitment = [9; 32]);
    let after = altered(a[1].clone(), |header| {
        header.seq = 3;
        header.previous = Some(twin.id);
    });
    let forked = report([&a[0], &twin, &a[1], &after]);
    let mut changes = vec![a[1].id, twin.id];
    changes.sort();
    assert_eq!(forked.faults, [ChainFault::Fork { author: device(1), seq: 2, changes }]);
    assert_eq!(forked.heads[&device(1)], Head { seq: 1, change: a[0].id });
}

#[test]
fn trust_22_a_wrong_previous_is_seen() {
    let a = chain(1, 3);
    let author = device(1);
    let wrong = |change: &Entry| ChainFault::WrongPrevious {
        author,
        seq: change.header.seq,
        change: change.id,
    };
    for previous in [None, Some(Hash::ZERO), Some(a[2].id)] {
        let odd = altered(a[1].clone(), |header| header.previous = previous);
        assert_eq!(report([&a[0], &odd]).faults, [wrong(&odd)]);
    }
    let first = altered(a[0].clone(), |header| header.previous = Some(a[2].id));
    assert_eq!(report([&first]).faults, [wrong(&first)]);
}

#[test]
fn trust_22_a_cycle_of_previous_and_a_head_from_the_future_end() {
    let a = chain(1, 2);
    let future = altered(a[1].clone(), |header| header.seq = u64::MAX);
    let mut cycle = a[1].clone();
    cycle.header.previous = Some(cycle.id);
    let author = device(1);
    assert_eq!(
        report([&a[0], &future]).faults,
        [ChainFault::Gap { author, from: 2, to: u64::MAX - 1 }]
    );
    assert_eq!(report([&a[0], &cycle]).faults.len(), 1);
}

#[test]
fn one_authors_faults_are_not_anothers() {
    let (a, b) = (chain(1, 3), chain(2, 3));
    let mixed = report(a.iter().chain(&b[1..]));
    assert_eq!(mixed.faults, [ChainFault::Gap { author: device(2), from: 1, to: 1 }]);
    assert_eq!(mixed.heads.keys().copied().collect::<Vec<_>>(), [device(1)]);
}

proptest! {
    #[test]
    fn exactly_what_is_withheld_is_reported(held in prop::collection::vec(any::<bool>(), 1..20)) {
        let a = chain(1, held.len());
        let kept: Vec<&Entry> = a.iter().zip(&held).filter(|(_, held)| **held).map(|(entry, _)| entry).collect();
        let last = kept.last().map_or(0, |entry| entry.header.seq);
        let mut missing = Vec::new();
        for fault in report(kept.iter().copied()).faults {
            match fault {
                ChainFault::Gap { from, to, .. } => missing.extend(from..=to),
                other => prop_assert!(false, "{other:?}"),
            }
        }
        let expected: Vec<u64> = (1..=last).filter(|seq| !held[*seq as usize - 1]).collect();
        prop_assert_eq!(missing, expected);
    }
}
