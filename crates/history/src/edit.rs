//! From what a person saved to the changes that say so. Three things are compared: the record as the screen
//! showed it, as it was saved, and as it is now. A field that the person left alone is left alone, whatever
//! has become of it; a field that she changed and somebody else changed meanwhile is her decision, not ours.

use crate::entry::Entry;
use crate::hash::ChangeId;
use crate::header::MAX_LISTED;
use crate::kind::ChangeKind;
use crate::state::RecordState;
use casework::fields::{Edited, FieldId, Fields, RecordKind};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// A change to be made: what is known before it is numbered, sealed and signed.
#[derive(Clone, Debug, PartialEq)]
pub struct Planned {
    /// The field.
    pub field: FieldId,
    /// [`ChangeKind::SET`], [`ChangeKind::ADD`] or [`ChangeKind::REMOVE`].
    pub kind: ChangeKind,
    /// The changes whose place it takes, sorted.
    pub supersedes: Vec<ChangeId>,
    /// The new value; for [`ChangeKind::REMOVE`] the member taken out. Null where a register is cleared.
    pub value: Value,
}

/// An edit that cannot be made as it stands.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EditError {
    /// Fields that the person changed hold values that she has not seen.
    #[error("{} fields were changed meanwhile", fields.len())]
    ChangedMeanwhile {
        /// The fields.
        fields: Vec<FieldId>,
    },
    /// The changes are of another kind of record.
    #[error("the record is of kind {}, not {}", found.0, expected.0)]
    WrongKind {
        /// The kind that was edited.
        expected: RecordKind,
        /// The kind of the record.
        found: RecordKind,
    },
    /// A field holds more values than one change can supersede ([`MAX_LISTED`]).
    #[error("field {} holds too many values to replace them in one change", field.0)]
    TooMany {
        /// The field.
        field: FieldId,
    },
}

/// The changes that make `state` say what the person saved, who had `seen` before her
/// ([`RecordState::shown`] as it was then; nothing for a new record). Registers come first, each
/// field in its own order; a new record's empty registers need no change.
///
/// # Errors
/// [`EditError::ChangedMeanwhile`] with all such fields; nothing is planned then.
pub fn diff<R: Edited>(
    state: &RecordState,
    seen: &[ChangeId],
    new: &R,
) -> Result<Vec<Planned>, EditError> {
    if let Some(place) = state.place().filter(|place| place.kind != R::KIND) {
        return Err(EditError::WrongKind { expected: R::KIND, found: place.kind });
    }
    let mut edit = Edit {
        state,
        seen: seen.iter().copied().collect(),
        planned: Vec::new(),
        meanwhile: BTreeSet::new(),
    };
    let shown = state.fields_seen(seen);
    edit.registers(&shown, new);
    edit.sets(&shown, new);
    edit.finish()
}

/// The change by which a person decides a conflict, or brings an old value back: exactly this value, in
/// place of all that she had `seen`, also where it is one of the values that stand.
///
/// # Errors
/// [`EditError::ChangedMeanwhile`] where the field holds a value that she has not seen.
pub fn decide(
    state: &RecordState,
    seen: &[ChangeId],
    field: FieldId,
    value: Value,
) -> Result<Planned, EditError> {
    let live = live_sets(state, field);
    if !live.iter().all(|id| seen.contains(id)) {
        return Err(EditError::ChangedMeanwhile { fields: vec![field] });
    }
    let planned = Planned { field, kind: ChangeKind::SET, supersedes: live, value };
    bounded(planned)
}

/// The change that brings back what an earlier `change` said, in place of all that the person had `seen` of its field:
/// the value of a register, or a member that was taken out of a set. Nothing where it stands already, or where the
/// change says nothing that could stand.
///
/// # Errors
/// [`EditError::ChangedMeanwhile`] where the register holds a value that she has not seen.
pub fn restore(
    state: &RecordState,
    seen: &[ChangeId],
    change: ChangeId,
) -> Result<Option<Planned>, EditError> {
    // What is not applied has never stood.
    let applied = |entry: &&Entry| !state.rejected.contains(&entry.id);
    let Some(entry) = state.entry(change).filter(applied) else { return Ok(None) };
    let Some(value) = entry.value().cloned() else { return Ok(None) };
    let field = entry.header.field;
    match entry.header.kind {
        ChangeKind::SET => {
            let live = state.live_in(field).filter(|entry| entry.header.kind == ChangeKind::SET);
            let values: Vec<_> = live.map(Entry::value).collect();
            let stands = !values.is_empty() && values.iter().all(|held| *held == Some(&value));
            if stands { Ok(None) } else { decide(state, seen, field, value).map(Some) }
        }
        ChangeKind::ADD => {
            let stands = state.set_members(field).iter().any(|member| *member.value == value);
            let planned = Planned { field, kind: ChangeKind::ADD, supersedes: Vec::new(), value };
            Ok((!stands).then_some(planned))
        }
        _ => Ok(None),
    }
}

struct Edit<'a> {
    state: &'a RecordState,
    seen: BTreeSet<ChangeId>,
    planned: Vec<Planned>,
    meanwhile: BTreeSet<FieldId>,
}

impl Edit<'_> {
    fn registers<R: Edited>(&mut self, shown: &Fields, new: &R) {
        let known = self.seen.iter().any(|id| self.state.entry(*id).is_some());
        // Compared as projected: a value that the record cannot express must not look like an edit.
        let old: BTreeMap<FieldId, Value> = if known {
            R::project(shown).registers().into_iter().collect()
        } else {
            BTreeMap::new()
        };
        for (field, value) in new.registers() {
            if *old.get(&field).unwrap_or(&Value::Null) != value {
                self.set(field, value);
            }
        }
    }

    fn set(&mut self, field: FieldId, value: Value) {
        let held: Vec<_> = self
            .state
            .live_in(field)
            .filter(|entry| entry.header.kind == ChangeKind::SET)
            .collect();
        if !held.is_empty() && held.iter().all(|entry| entry.value() == Some(&value)) {
            return;
        }
        self.plan(field, ChangeKind::SET, live_sets(self.state, field), value);
    }

    fn sets<R: Edited>(&mut self, shown: &Fields, new: &R) {
        let was: BTreeMap<FieldId, Vec<Value>> = R::project(shown).sets().into_iter().collect();
        for (field, wanted) in new.sets() {
            let was = was.get(&field).map(Vec::as_slice).unwrap_or_default();
            for value in was.iter().filter(|value| !wanted.contains(value)) {
                self.remove::<R>(field, value);
            }
            for value in distinct(wanted).into_iter().filter(|value| !was.contains(value)) {
                self.add::<R>(field, value);
            }
        }
    }

    fn add<R: Edited>(&mut self, field: FieldId, value: Value) {
        let held = self
            .state
            .set_members(field)
            .iter()
            .any(|member| reads_as::<R>(field, member.value, &value));
        if !held && !value.is_null() {
            self.plan(field, ChangeKind::ADD, Vec::new(), value);
        }
    }

    fn remove<R: Edited>(&mut self, field: FieldId, value: &Value) {
        for member in self.state.set_members(field) {
            if reads_as::<R>(field, member.value, value) {
                self.plan(field, ChangeKind::REMOVE, sorted(member.changes), member.value.clone());
            }
        }
    }

    fn plan(&mut self, field: FieldId, kind: ChangeKind, supersedes: Vec<ChangeId>, value: Value) {
        if supersedes.iter().all(|id| self.seen.contains(id)) {
            self.planned.push(Planned { field, kind, supersedes, value });
        } else {
            self.meanwhile.insert(field);
        }
    }

    fn finish(self) -> Result<Vec<Planned>, EditError> {
        if !self.meanwhile.is_empty() {
            return Err(EditError::ChangedMeanwhile {
                fields: self.meanwhile.into_iter().collect(),
            });
        }
        self.planned.into_iter().map(bounded).collect()
    }
}

/// Whether a stored member is what the record shows as `shown`: it may hold more than the record can say.
fn reads_as<R: Edited>(field: FieldId, stored: &Value, shown: &Value) -> bool {
    let alone = Fields::new(BTreeMap::new(), BTreeMap::from([(field, vec![stored.clone()])]));
    let sets = R::project(&alone).sets();
    sets.iter().any(|(of, members)| *of == field && members.contains(shown))
}

fn live_sets(state: &RecordState, field: FieldId) -> Vec<ChangeId> {
    let sets = state.live_in(field).filter(|entry| entry.header.kind == ChangeKind::SET);
    sorted(sets.map(|entry| entry.id).collect())
}

fn sorted(mut ids: Vec<ChangeId>) -> Vec<ChangeId> {
    ids.sort_unstable();
    ids
}

fn distinct(values: Vec<Value>) -> Vec<Value> {
    let mut distinct = Vec::with_capacity(values.len());
    for value in values {
        if !distinct.contains(&value) {
            distinct.push(value);
        }
    }
    distinct
}

fn bounded(planned: Planned) -> Result<Planned, EditError> {
    let few = planned.supersedes.len() <= MAX_LISTED;
    if few { Ok(planned) } else { Err(EditError::TooMany { field: planned.field }) }
}
