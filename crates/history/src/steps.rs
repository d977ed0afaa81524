//! The history of a record's fields as people read it: who, when, old → new.

use crate::clock::HybridClock;
use crate::entry::Entry;
use crate::hash::ChangeId;
use crate::kind::ChangeKind;
use crate::state::RecordState;
use casework::fields::FieldId;
use casework::id::DeviceId;
use serde_json::Value;

/// One step in the history of a record.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// The change.
    pub change: ChangeId,
    /// The field; [`FieldId::WHOLE`] for a note or an addendum.
    pub field: FieldId,
    /// What was done.
    pub kind: ChangeKind,
    /// The laptop it was done on.
    pub author: DeviceId,
    /// When, by that laptop's clock.
    pub clock: HybridClock,
    /// The values it took the place of, in display order. Empty where there were none, or they are not here.
    pub old: Vec<Value>,
    /// The value it brought; null where a register was cleared. `None` for a member taken out of a set, and
    /// for a change that this program cannot read.
    pub new: Option<Value>,
}

/// The steps of a record, newest first. Changes that break a rule and are not applied are no steps; they
/// are among [`RecordState::violations`].
#[must_use]
pub fn steps(state: &RecordState) -> Vec<Step> {
    let applied = state.displayed(|entry| !state.rejected.contains(&entry.id));
    applied.into_iter().rev().map(|entry| step(state, entry)).collect()
}

fn step(state: &RecordState, entry: &Entry) -> Step {
    let old = state.replaced_by(entry).into_iter().cloned().collect();
    let new = if entry.header.kind == ChangeKind::REMOVE { None } else { entry.value().cloned() };
    Step {
        change: entry.id,
        field: entry.header.field,
        kind: entry.header.kind,
        author: entry.header.author,
        clock: entry.header.clock,
        old,
        new,
    }
}
