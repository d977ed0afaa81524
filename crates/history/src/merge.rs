//! What a set of changes of one record means. The outcome follows from the set alone: not from the order
//! in which changes arrived, nor from how often, nor from any clock.
//!
//! - A register holds every value that no other change has superseded. A change supersedes by naming; what
//!   it does not name stays beside it, in conflict, until a person decides.
//! - A change supersedes only what it may replace ([`ChangeKind::may_supersede`]) in its own place and field.
//!   Any other claim is ignored and reported.
//! - A change that cannot be read supersedes nothing: what stood before stays visible, and the change is
//!   listed as newer or unreadable.
//! - A laptop has one note of a record; a second is reported and never applied. Notes of several laptops stand side by
//!   side: no clock decides between them.
//! - A review is somebody else's, and of the note that it names: nobody reviews her own note, and no review is
//!   moved to another one. So is an addendum.
//! - What a change says of its case or client is what its header says of its file, or it is not applied.
//! - A change that is not proven to be its author's has no say at all: it is kept and reported.
//!
//! One step is all that is ever followed from a change to what it names, so that a cycle, which no honest
//! hash can make, ends like anything else.

use crate::entry::{Content, Entry};
use crate::hash::ChangeId;
use crate::header::{Header, Place};
use crate::kind::ChangeKind;
use crate::state::RecordState;
use crate::violation::{Rule, Violation};
use crate::{file, notes};
use std::collections::{BTreeMap, BTreeSet};

type Entries = BTreeMap<ChangeId, Entry>;

impl RecordState {
    /// The record that these changes make. They should be of one place: the same number in another file is another
    /// record. Where they are not, the lowest place is taken, and the others are reported.
    #[must_use]
    pub fn merge(entries: Vec<Entry>) -> Self {
        let entries = unique(entries);
        match lowest_place(&entries) {
            Some(place) => settle(place, entries),
            None => unproven(entries),
        }
    }

    /// The record at a known place. Changes of any other place are reported and not applied.
    #[must_use]
    pub fn merge_at(place: Place, entries: Vec<Entry>) -> Self {
        settle(place, unique(entries))
    }
}

/// Each change once. Where copies differ, the one that could be read counts; between two such copies, which
/// a commitment rules out, the choice is at least the same everywhere.
fn unique(entries: Vec<Entry>) -> Entries {
    let mut unique = Entries::new();
    for entry in entries {
        match unique.get(&entry.id) {
            Some(held) if *held == entry || rank(held) <= rank(&entry) => {}
            _ => {
                unique.insert(entry.id, entry);
            }
        }
    }
    unique
}

fn rank(entry: &Entry) -> (u8, String, &Header) {
    match &entry.content {
        Content::Value(value) => (0, value.to_string(), &entry.header),
        Content::Newer => (1, String::new(), &entry.header),
        Content::Unreadable => (2, String::new(), &entry.header),
        Content::Unproven => (3, String::new(), &entry.header),
    }
}

/// A record of whose changes none is proven: nothing is known of it but that they are there.
fn unproven(entries: Entries) -> RecordState {
    let violation = |entry: &Entry| Violation { change: entry.id, rule: Rule::Unproven };
    let mut shown: Vec<&Entry> = entries.values().collect();
    shown.sort_unstable_by_key(|entry| entry.display_key());
    RecordState {
        violations: shown.into_iter().map(violation).collect(),
        rejected: entries.keys().copied().collect(),
        entries,
        ..RecordState::default()
    }
}

/// No vote: whoever writes much must not move a record.
fn lowest_place(entries: &Entries) -> Option<Place> {
    entries.values().filter(|entry| entry.is_proven()).map(|entry| entry.header.place()).min()
}

fn settle(place: Place, entries: Entries) -> RecordState {
    let mut broken = BTreeSet::new();
    let notes = judge(place, &entries, &mut broken);
    let rejected: BTreeSet<ChangeId> = broken.iter().map(|violation| violation.change).collect();
    let superseded = supersede(place, &entries, &rejected, &mut broken);
    let mut live: Vec<&Entry> = entries
        .values()
        .filter(|entry| {
            matches!(entry.header.kind, ChangeKind::SET | ChangeKind::ADD)
                && entry.value().is_some()
        })
        .filter(|entry| !rejected.contains(&entry.id) && !superseded.contains_key(&entry.id))
        .collect();
    live.sort_unstable_by_key(|entry| entry.display_key());
    let live = live.into_iter().map(|entry| entry.id).collect();
    let mut violations: Vec<Violation> = broken.into_iter().collect();
    violations.sort_by_key(|violation| entries.get(&violation.change).map(Entry::display_key));
    RecordState { place: Some(place), entries, rejected, superseded, live, notes, violations }
}

/// Finds every change that is not to be applied, and the notes.
fn judge(place: Place, entries: &Entries, broken: &mut BTreeSet<Violation>) -> Vec<ChangeId> {
    let (mut found, mut addenda, mut reviews) = (Vec::new(), Vec::new(), Vec::new());
    for entry in entries.values() {
        match breach(place, entry, entries) {
            Some(rule) => _ = broken.insert(Violation { change: entry.id, rule }),
            None if entry.header.kind == ChangeKind::NOTE => found.push(entry),
            None if entry.header.kind == ChangeKind::ADDENDUM => addenda.push(entry),
            None if entry.header.kind == ChangeKind::REVIEW => reviews.push(entry),
            None => {}
        }
    }
    let firsts = notes::firsts(&found);
    let ids: Vec<ChangeId> = firsts.iter().map(|entry| entry.id).collect();
    let second = found.iter().map(|entry| entry.id).filter(|id| !ids.contains(id));
    broken.extend(second.map(|change| Violation { change, rule: Rule::SecondNote }));
    for (hanging, breach) in [
        (addenda, notes::breach_of_addendum as fn(&[&Entry], &Entry) -> Option<Rule>),
        (reviews, notes::breach_of_review),
    ] {
        broken.extend(hanging.into_iter().filter_map(|entry| {
            Some(Violation { change: entry.id, rule: breach(&firsts, entry)? })
        }));
    }
    ids
}

/// Why a change is not applied, whatever the other notes of the record are.
fn breach(place: Place, entry: &Entry, entries: &Entries) -> Option<Rule> {
    let header = &entry.header;
    if !entry.is_proven() {
        return Some(Rule::Unproven);
    }
    if header.place() != place {
        return Some(Rule::Elsewhere);
    }
    if !header.kind.is_known() {
        return None;
    }
    if !file::fits(entry) {
        return Some(Rule::AnotherFile);
    }
    let is_note = |id: &&ChangeId| {
        entries
            .get(id)
            .is_some_and(|named| named.is_proven() && named.header.kind == ChangeKind::NOTE)
    };
    if let Some(note) = header.supersedes.iter().filter(is_note).min() {
        return Some(Rule::SupersedesNote { note: *note });
    }
    // Also where the note it names has not arrived or is withheld: a replaced note must not pass for the first.
    let claims = header.kind == ChangeKind::NOTE && !header.supersedes.is_empty();
    claims.then_some(Rule::NoteSupersedes)
}

/// Which changes have lost their place, and to whom.
fn supersede(
    place: Place,
    entries: &Entries,
    rejected: &BTreeSet<ChangeId>,
    broken: &mut BTreeSet<Violation>,
) -> BTreeMap<ChangeId, Vec<ChangeId>> {
    let mut superseded: BTreeMap<ChangeId, Vec<ChangeId>> = BTreeMap::new();
    // What a newer version may replace is not for this one to judge.
    let judged =
        entries.values().filter(|entry| !entry.is_newer() && !rejected.contains(&entry.id));
    for entry in judged {
        let named: BTreeSet<_> = entry.header.supersedes.iter().collect();
        for old in named.into_iter().filter_map(|id| entries.get(id)).filter(|old| old.is_proven())
        {
            let allowed = old.id != entry.id
                && old.header.place() == place
                && old.header.field == entry.header.field
                && entry.header.kind.may_supersede(old.header.kind);
            if !allowed {
                broken.insert(Violation {
                    change: entry.id,
                    rule: Rule::CannotSupersede { named: old.id },
                });
            } else if entry.value().is_some() {
                superseded.entry(old.id).or_default().push(entry.id);
            }
        }
    }
    superseded
}
