//! Actions agreed at a visit. What was agreed stands in the signed note and never changes; what
//! became of it is edited here.

use crate::fields::{Edited, FieldId, Fields, RecordKind, value};
use crate::id::ActionId;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// An action as agreed: part of the signed note.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct AgreedAction {
    /// Its identity, kept from the draft on.
    pub id: ActionId,
    /// What is to be done.
    pub what: String,
    /// Who does it: the worker, a member of the household, a school…
    pub owner: String,
    /// By when.
    pub due: Option<NaiveDate>,
}

/// What became of an action.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum ActionState {
    /// To be done.
    Open,
    /// Done.
    Done,
    /// Given up, with a reason in the outcome.
    Dropped,
}

/// The edited part of an action.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct ActionProgress {
    /// Open, done or dropped.
    pub state: ActionState,
    /// When it was closed.
    pub closed_on: Option<NaiveDate>,
    /// How it went, or why it was dropped.
    pub outcome: String,
}

impl ActionProgress {
    /// Field id of the whole progress: state, day and outcome are one statement.
    pub const PROGRESS: FieldId = FieldId(1);
}

impl Default for ActionProgress {
    fn default() -> Self {
        Self { state: ActionState::Open, closed_on: None, outcome: String::new() }
    }
}

impl Edited for ActionProgress {
    const KIND: RecordKind = RecordKind::ACTION;

    fn registers(&self) -> Vec<(FieldId, Value)> {
        vec![(Self::PROGRESS, value(self))]
    }

    fn project(fields: &Fields) -> Self {
        fields.one(Self::PROGRESS).unwrap_or_default()
    }
}
