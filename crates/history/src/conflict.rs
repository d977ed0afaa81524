//! Values that stand side by side, and values that lost their place when somebody decided between them.

use crate::clock::HybridClock;
use crate::entry::Entry;
use crate::hash::ChangeId;
use crate::kind::ChangeKind;
use crate::state::{Conflict, RecordState};
use casework::id::DeviceId;
use std::collections::{BTreeMap, BTreeSet};

/// A value that somebody else decided against.
#[derive(Clone, Debug, PartialEq)]
pub struct SetAside<'a> {
    /// The change whose value lost its place.
    pub lost: &'a Entry,
    /// The change that decided; where several did without knowing of each other, the last in display order.
    pub by: &'a Entry,
}

impl Conflict<'_> {
    /// When people began to disagree, by the clock of the first who wrote something else than the one before her.
    #[must_use]
    pub fn since(&self) -> HybridClock {
        let first = self.sides.first();
        let other =
            self.sides.iter().find(|side| side.value() != first.and_then(|one| one.value()));
        let clock = other.or(first).map(|side| side.header.clock);
        clock.unwrap_or(HybridClock { millis: 0, counter: 0 })
    }
}

impl RecordState {
    /// The changes that a view of the record shows, by id: of a register in conflict only those with the value that
    /// [`Fields::one`](casework::fields::Fields::one) answers. Who edits what she was shown has thereby no say over a
    /// value that she was not shown.
    #[must_use]
    pub fn shown(&self) -> Vec<ChangeId> {
        let conflicts = self.conflicts();
        let hidden: BTreeSet<ChangeId> = conflicts.iter().flat_map(hidden).collect();
        let mut shown = self.live_all();
        shown.retain(|id| !hidden.contains(id));
        shown
    }

    /// The changes whose place a change took, in display order: what its author had before her.
    #[must_use]
    pub fn replaced(&self, by: &Entry) -> Vec<&Entry> {
        let mut old: Vec<&Entry> =
            by.header.supersedes.iter().filter_map(|id| self.entry(*id)).collect();
        old.retain(|old| self.superseded_by(old.id).contains(&by.id));
        old.sort_unstable_by_key(|old| old.display_key());
        old.dedup_by_key(|old| old.id);
        old
    }

    /// The values that lost their place when somebody else decided between values, and that do not stand again since.
    /// Who has written into the field after the decision knows of it: her value is not among these.
    ///
    /// `same` tells whether two devices are one person's.
    #[must_use]
    pub fn set_aside(&self, same: impl Fn(DeviceId, DeviceId) -> bool) -> Vec<SetAside<'_>> {
        let mut found: BTreeMap<ChangeId, SetAside<'_>> = BTreeMap::new();
        let sets = self.displayed(|entry| is_value(entry) && !entry.header.supersedes.is_empty());
        for by in sets {
            let chosen_from: Vec<_> =
                self.replaced(by).into_iter().filter(|e| is_value(e)).collect();
            if !differ(&chosen_from) {
                continue;
            }
            for lost in chosen_from {
                let told = lost.value() != by.value()
                    && !same(lost.header.author, by.header.author)
                    && !self.stands(lost)
                    && !self.went_on(by, |author| same(author, lost.header.author));
                if told {
                    found.insert(lost.id, SetAside { lost, by });
                }
            }
        }
        let mut found: Vec<_> = found.into_values().collect();
        found.sort_unstable_by_key(|one| (one.by.display_key(), one.lost.display_key()));
        found
    }

    /// Whether the field holds the value of a change, by whichever change.
    fn stands(&self, of: &Entry) -> bool {
        let mut live = self.live_in(of.header.field).filter(|entry| is_value(entry));
        live.any(|entry| entry.value() == of.value())
    }

    /// Whether `somebody` wrote into the field after a change, knowing what came of it.
    fn went_on(&self, from: &Entry, somebody: impl Fn(DeviceId) -> bool) -> bool {
        let (mut seen, mut next) = (BTreeSet::new(), self.superseded_by(from.id).to_vec());
        while let Some(id) = next.pop() {
            // Changes name each other by hash and form no ring, but a set of them made up for harm might seem to.
            if let Some(entry) = self.entry(id).filter(|_| seen.insert(id)) {
                if somebody(entry.header.author) {
                    return true;
                }
                next.extend_from_slice(self.superseded_by(id));
            }
        }
        false
    }
}

fn hidden(conflict: &Conflict<'_>) -> Vec<ChangeId> {
    let shown = conflict.sides.first().and_then(|side| side.value());
    let others = conflict.sides.iter().filter(|side| side.value() != shown);
    others.map(|side| side.id).collect()
}

fn is_value(entry: &Entry) -> bool {
    entry.header.kind == ChangeKind::SET && entry.value().is_some()
}

fn differ(entries: &[&Entry]) -> bool {
    entries.windows(2).any(|pair| pair[0].value() != pair[1].value())
}
