//! A merged record, and the questions that screens and stores ask it.

use crate::entry::{Content, Entry};
use crate::hash::ChangeId;
use crate::header::Place;
use crate::kind::ChangeKind;
use crate::violation::Violation;
use casework::fields::{FieldId, Fields};
use casework::id::DeviceId;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// What a set of changes of one record means; made by [`RecordState::merge`]. The default is a record of
/// which nothing is known.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RecordState {
    pub(crate) place: Option<Place>,
    pub(crate) entries: BTreeMap<ChangeId, Entry>,
    pub(crate) rejected: BTreeSet<ChangeId>,
    pub(crate) superseded: BTreeMap<ChangeId, Vec<ChangeId>>,
    /// Live values of registers and sets, in display order.
    pub(crate) live: Vec<ChangeId>,
    /// One a laptop, in display order.
    pub(crate) notes: Vec<ChangeId>,
    pub(crate) violations: Vec<Violation>,
}

/// A member of a set, with the changes that added it: who takes it out names them all.
#[derive(Clone, Debug, PartialEq)]
pub struct SetMember<'a> {
    /// The member.
    pub value: &'a Value,
    /// The live changes that added it, in display order.
    pub changes: Vec<ChangeId>,
}

/// A field on which people disagree.
#[derive(Clone, Debug, PartialEq)]
pub struct Conflict<'a> {
    /// The field.
    pub field: FieldId,
    /// The changes whose values stand side by side, in display order.
    pub sides: Vec<&'a Entry>,
}

impl RecordState {
    /// Where the record belongs; `None` where nothing is known of it.
    #[must_use]
    pub fn place(&self) -> Option<Place> {
        self.place
    }

    /// Every change of the record, whatever became of it, by id.
    pub fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.entries.values()
    }

    /// Every change of the record, to be merged again with others.
    #[must_use]
    pub fn into_entries(self) -> Vec<Entry> {
        self.entries.into_values().collect()
    }

    /// A change of the record.
    #[must_use]
    pub fn entry(&self, id: ChangeId) -> Option<&Entry> {
        self.entries.get(&id)
    }

    /// The live values of the record's fields. Equal values of one register count once.
    #[must_use]
    pub fn fields(&self) -> Fields {
        fields_of(self.live_entries())
    }

    /// The fields as a view showed them whose live changes were `seen`: what a person had before her when
    /// she made an edit, whatever has arrived since. Ids that are not here are passed over.
    #[must_use]
    pub fn fields_seen(&self, seen: &[ChangeId]) -> Fields {
        let ids: BTreeSet<_> = seen.iter().copied().collect();
        let mut shown: Vec<&Entry> = ids.iter().filter_map(|id| self.entries.get(id)).collect();
        shown.retain(|entry| !self.rejected.contains(&entry.id));
        shown.sort_unstable_by_key(|entry| entry.display_key());
        fields_of(shown)
    }

    /// The changes whose values a field holds, in display order.
    #[must_use]
    pub fn live(&self, field: FieldId) -> Vec<ChangeId> {
        self.live_in(field).map(|entry| entry.id).collect()
    }

    /// The changes whose values the record's fields hold, by id. A view keeps them as what it has shown.
    #[must_use]
    pub fn live_all(&self) -> Vec<ChangeId> {
        let mut live = self.live.clone();
        live.sort_unstable();
        live
    }

    /// The members of a set, in the display order of the changes that first added them.
    #[must_use]
    pub fn set_members(&self, field: FieldId) -> Vec<SetMember<'_>> {
        let mut members: Vec<SetMember<'_>> = Vec::new();
        let mut places = BTreeMap::new();
        for entry in self.live_in(field).filter(|entry| entry.header.kind == ChangeKind::ADD) {
            let Some(value) = entry.value() else { continue };
            let place = *places.entry(value.to_string()).or_insert(members.len());
            match members.get_mut(place) {
                Some(member) => member.changes.push(entry.id),
                None => members.push(SetMember { value, changes: vec![entry.id] }),
            }
        }
        members
    }

    /// The laptop on which the record was entered: that of its first change in display order.
    #[must_use]
    pub fn entered_on(&self) -> Option<DeviceId> {
        self.displayed(|_| true).first().map(|entry| entry.header.author)
    }

    /// The addenda to the notes, in display order.
    #[must_use]
    pub fn addenda(&self) -> Vec<&Entry> {
        self.displayed(|entry| {
            entry.header.kind == ChangeKind::ADDENDUM && !self.rejected.contains(&entry.id)
        })
    }

    /// The reviews of the notes, in display order. Whether their authors may review is not known here: roles are the
    /// directory's.
    #[must_use]
    pub fn reviews(&self) -> Vec<&Entry> {
        self.displayed(|entry| {
            entry.header.kind == ChangeKind::REVIEW && !self.rejected.contains(&entry.id)
        })
    }

    /// The changes that a newer version wrote, in display order. They are kept and not understood.
    #[must_use]
    pub fn newer(&self) -> Vec<&Entry> {
        self.displayed(Entry::is_newer)
    }

    /// The changes that could not be opened or read, in display order.
    #[must_use]
    pub fn unreadable(&self) -> Vec<&Entry> {
        self.displayed(|entry| !entry.is_newer() && entry.content == Content::Unreadable)
    }

    /// The changes that break a rule, in display order.
    #[must_use]
    pub fn violations(&self) -> &[Violation] {
        &self.violations
    }

    /// The registers that hold more than one value. People who wrote the same are not in conflict.
    #[must_use]
    pub fn conflicts(&self) -> Vec<Conflict<'_>> {
        let mut sides: BTreeMap<FieldId, Vec<&Entry>> = BTreeMap::new();
        for entry in self.live_entries().filter(|entry| entry.header.kind == ChangeKind::SET) {
            sides.entry(entry.header.field).or_default().push(entry);
        }
        let differ =
            |sides: &[&Entry]| sides.windows(2).any(|pair| pair[0].value() != pair[1].value());
        let disputed = sides.into_iter().filter(|(_, sides)| differ(sides));
        disputed.map(|(field, sides)| Conflict { field, sides }).collect()
    }

    /// The changes that took a change's place, by id; empty where it is live or never had one.
    #[must_use]
    pub fn superseded_by(&self, id: ChangeId) -> &[ChangeId] {
        self.superseded.get(&id).map(Vec::as_slice).unwrap_or_default()
    }

    /// The changes that others name as superseded and that are not here: withheld, or still on their way.
    #[must_use]
    pub fn missing(&self) -> BTreeSet<ChangeId> {
        let named = self.entries.values().flat_map(|entry| &entry.header.supersedes);
        named.filter(|id| !self.entries.contains_key(id)).copied().collect()
    }

    /// The values that a change took the place of, in display order.
    pub(crate) fn replaced_by(&self, entry: &Entry) -> Vec<&Value> {
        let mut old: Vec<&Entry> =
            entry.header.supersedes.iter().filter_map(|id| self.entries.get(id)).collect();
        old.retain(|old| self.superseded_by(old.id).contains(&entry.id));
        old.sort_unstable_by_key(|old| old.display_key());
        old.dedup_by_key(|old| old.id);
        old.into_iter().filter_map(Entry::value).collect()
    }

    pub(crate) fn live_in(&self, field: FieldId) -> impl Iterator<Item = &Entry> {
        self.live_entries().filter(move |entry| entry.header.field == field)
    }

    fn live_entries(&self) -> impl Iterator<Item = &Entry> {
        self.live.iter().filter_map(|id| self.entries.get(id))
    }

    pub(crate) fn displayed(&self, wanted: impl Fn(&Entry) -> bool) -> Vec<&Entry> {
        let mut entries: Vec<&Entry> =
            self.entries.values().filter(|entry| wanted(entry)).collect();
        entries.sort_unstable_by_key(|entry| entry.display_key());
        entries
    }
}

fn fields_of<'a>(shown: impl IntoIterator<Item = &'a Entry>) -> Fields {
    let mut registers: BTreeMap<FieldId, Vec<Value>> = BTreeMap::new();
    let mut sets: BTreeMap<FieldId, Vec<Value>> = BTreeMap::new();
    for entry in shown {
        let held = match entry.header.kind {
            ChangeKind::SET => &mut registers,
            ChangeKind::ADD => &mut sets,
            _ => continue,
        };
        let Some(value) = entry.value() else { continue };
        let values = held.entry(entry.header.field).or_default();
        if !values.contains(value) {
            values.push(value.clone());
        }
    }
    Fields::new(registers, sets)
}
