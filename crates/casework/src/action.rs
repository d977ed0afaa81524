//! Actions agreed at a visit. What was agreed stands in the signed note and never changes; what
//! became of it is edited here.

use crate::fields::{Edited, FieldId, Fields, RecordKind, value};
use crate::id::ActionId;
use crate::limits::MAX_FIELD_CHARS;
use crate::problem::{Problem, Told, bare};
use crate::text::{self, TextError};
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

/// One thing that is wrong with what became of an action: the field, and what is the matter with it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ActionError {
    /// The day it was closed.
    #[error("closed on: {0}")]
    ClosedOn(ClosedError),
    /// How it went. Why it was dropped is needed.
    #[error("outcome: {0}")]
    Outcome(TextError),
}

impl ActionError {
    /// The problem as screens translate it.
    #[must_use]
    pub fn problem(&self) -> Problem {
        match self {
            Self::ClosedOn(wrong) => Problem::of("closed_on", wrong),
            Self::Outcome(wrong) => Problem::of("outcome", wrong),
        }
    }
}

/// What is wrong with the day on which an action was closed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ClosedError {
    /// It is not known.
    #[error("the day is missing")]
    Missing,
    /// It lies ahead.
    #[error("{day} lies in the future")]
    InFuture {
        /// The day.
        day: NaiveDate,
    },
}

impl Told for ClosedError {
    fn told(&self) -> (&'static str, Option<String>) {
        match self {
            Self::Missing => bare("empty"),
            Self::InFuture { .. } => bare("in_future"),
        }
    }
}

/// The progress as it is kept: text cleaned; an open action has no day on which it was closed.
///
/// # Errors
/// Everything that is wrong, in the order of the form.
pub fn check(
    progress: &ActionProgress,
    today: NaiveDate,
) -> Result<ActionProgress, Vec<ActionError>> {
    let mut errors = Vec::new();
    let closed_on = progress.closed_on.filter(|_| progress.state != ActionState::Open);
    match closed_on {
        None if progress.state != ActionState::Open => {
            errors.push(ActionError::ClosedOn(ClosedError::Missing));
        }
        Some(day) if day > today => {
            errors.push(ActionError::ClosedOn(ClosedError::InFuture { day }));
        }
        _ => {}
    }
    let outcome = match progress.state {
        ActionState::Dropped => text::check_some(&progress.outcome, MAX_FIELD_CHARS),
        ActionState::Open | ActionState::Done => {
            text::check(&progress.outcome, MAX_FIELD_CHARS).map(|outcome| outcome.trim().to_owned())
        }
    };
    match outcome {
        Ok(outcome) if errors.is_empty() => {
            Ok(ActionProgress { state: progress.state, closed_on, outcome })
        }
        Ok(_) => Err(errors),
        Err(wrong) => {
            errors.push(ActionError::Outcome(wrong));
            Err(errors)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 3, day).unwrap()
    }

    fn progress(state: ActionState, closed_on: Option<NaiveDate>, outcome: &str) -> ActionProgress {
        ActionProgress { state, closed_on, outcome: outcome.into() }
    }

    #[test]
    fn what_is_done_has_its_day() {
        let done = progress(ActionState::Done, Some(day(14)), " 米已送到\r\n");
        let kept = progress(ActionState::Done, Some(day(14)), "米已送到");
        assert_eq!(check(&done, day(14)), Ok(kept));
        let never = ActionError::ClosedOn(ClosedError::Missing);
        assert_eq!(check(&progress(ActionState::Done, None, ""), day(14)), Err(vec![never]));
        let ahead = ActionError::ClosedOn(ClosedError::InFuture { day: day(15) });
        assert_eq!(
            check(&progress(ActionState::Done, Some(day(15)), ""), day(14)),
            Err(vec![ahead])
        );
    }

    #[test]
    fn what_is_dropped_has_its_reason() {
        let dropped = progress(ActionState::Dropped, None, " ");
        let errors = check(&dropped, day(14)).unwrap_err();
        let told: Vec<_> = errors.iter().map(|error| error.problem()).collect();
        let told: Vec<_> = told.iter().map(|told| (told.field, told.problem)).collect();
        assert_eq!(told, [("closed_on", "empty"), ("outcome", "empty")]);
    }

    #[test]
    fn what_is_opened_again_is_not_closed() {
        let opened = progress(ActionState::Open, Some(day(14)), "还没送");
        assert_eq!(check(&opened, day(14)), Ok(progress(ActionState::Open, None, "还没送")));
        let long = progress(ActionState::Open, None, &"长".repeat(MAX_FIELD_CHARS + 1));
        assert!(matches!(check(&long, day(14)).unwrap_err()[..], [ActionError::Outcome(_)]));
    }
}
