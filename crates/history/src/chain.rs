//! Each laptop numbers its changes and names the one before. The chain shows what is withheld, and a laptop
//! that tells two stories.

use crate::hash::ChangeId;
use crate::header::Header;
use casework::id::DeviceId;
use std::collections::BTreeMap;

/// Collects the links of every author, in any order and with repetition.
#[derive(Clone, Debug, Default)]
pub struct ChainChecker {
    authors: BTreeMap<DeviceId, Links>,
}

/// By number: the changes that claim it, each with the one it names as previous.
type Links = BTreeMap<u64, BTreeMap<ChangeId, Option<ChangeId>>>;

/// What the chains show.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ChainReport {
    /// For each author the last change up to which the chain is whole, counted from the first. An author
    /// whose first change is missing or broken has none.
    pub heads: BTreeMap<DeviceId, Head>,
    /// What is wrong, by author and number.
    pub faults: Vec<ChainFault>,
}

/// The end of an unbroken chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Head {
    /// Number of the change.
    pub seq: u64,
    /// The change.
    pub change: ChangeId,
}

/// A fault in an author's chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ChainFault {
    /// Changes are missing before one that is here.
    Gap {
        /// The author.
        author: DeviceId,
        /// First missing number.
        from: u64,
        /// Last missing number.
        to: u64,
    },
    /// Several changes have one number: the laptop was copied or restored, or it lies.
    Fork {
        /// The author.
        author: DeviceId,
        /// The number.
        seq: u64,
        /// The changes, by id.
        changes: Vec<ChangeId>,
    },
    /// A change names as previous what is not the change before it.
    WrongPrevious {
        /// The author.
        author: DeviceId,
        /// The number.
        seq: u64,
        /// The change.
        change: ChangeId,
    },
}

impl ChainChecker {
    /// A checker that has seen nothing.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes note of a change whose signature was verified.
    pub fn feed(&mut self, id: ChangeId, header: &Header) {
        let links = self.authors.entry(header.author).or_default();
        links.entry(header.seq).or_default().insert(id, header.previous);
    }

    /// What the changes so far show.
    #[must_use]
    pub fn report(&self) -> ChainReport {
        let mut report = ChainReport::default();
        for (author, links) in &self.authors {
            report.walk(*author, links);
        }
        report
    }
}

impl ChainReport {
    /// Nothing is wrong.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        self.faults.is_empty()
    }

    /// By number, never by the hash of the previous: a cycle of hashes is only a wrong previous.
    fn walk(&mut self, author: DeviceId, links: &Links) {
        let mut whole = true;
        let mut before: Option<(u64, &BTreeMap<ChangeId, Option<ChangeId>>)> = None;
        for (&seq, changes) in links {
            let faults = self.faults.len();
            let expected = before.map_or(1, |(last, _)| last.saturating_add(1));
            if seq > expected {
                self.faults.push(ChainFault::Gap { author, from: expected, to: seq - 1 });
            }
            if changes.len() > 1 {
                self.faults.push(ChainFault::Fork {
                    author,
                    seq,
                    changes: changes.keys().copied().collect(),
                });
            }
            for (&change, previous) in changes {
                if !follows(seq, *previous, before) {
                    self.faults.push(ChainFault::WrongPrevious { author, seq, change });
                }
            }
            whole &= self.faults.len() == faults;
            if let Some(&change) = changes.keys().next().filter(|_| whole) {
                self.heads.insert(author, Head { seq, change });
            }
            before = Some((seq, changes));
        }
    }
}

/// Whether a change of this number may name this change as previous, as far as can be told from the last
/// number that is here.
fn follows(
    seq: u64,
    previous: Option<ChangeId>,
    before: Option<(u64, &BTreeMap<ChangeId, Option<ChangeId>>)>,
) -> bool {
    match (previous, before) {
        (None, _) => seq == 1,
        (Some(_), _) if seq <= 1 => false,
        (Some(previous), Some((last, changes))) if last == seq - 1 => {
            changes.contains_key(&previous)
        }
        (Some(_), _) => true,
    }
}
