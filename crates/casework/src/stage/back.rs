//! The step back to an earlier stage 退回, and the reopening 重开 of a closed case: one signed note, with
//! its reason, that stays visible.

use super::standing::Live;
use super::{Stage, StageRecord, Standing};
use crate::id::{CaseId, PersonId, RecordId};
use crate::limits::MAX_FIELD_CHARS;
use crate::problem::{Lack, Lacks};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// A step back, as it is signed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct StepBack {
    /// The case.
    pub case: CaseId,
    /// The stage that it goes back to.
    pub to: Stage,
    /// Why.
    pub reason: String,
    /// When.
    pub on: NaiveDate,
    /// What no longer justifies a stage: [`beyond`] of what its author had before her.
    #[cfg_attr(feature = "ts", ts(skip))]
    pub sets_aside: Vec<RecordId>,
    /// Who takes it back.
    pub by: PersonId,
    /// Her name at the time.
    pub by_name: String,
}

/// What a step back to a stage sets aside: all that justifies a later one. Contacts are not named: those
/// until the day of the step no longer count where it goes back to the plan or before it.
#[must_use]
pub fn beyond(to: Stage, records: &[StageRecord]) -> Vec<RecordId> {
    let live = Live::of(records);
    let named =
        [Stage::Assessment, Stage::Plan, Stage::Evaluation, Stage::Referral, Stage::Closure];
    let later = named.into_iter().filter(|stage| *stage > to);
    let mut ids: Vec<RecordId> =
        later.flat_map(|stage| live.justifying(stage).to_vec()).map(|(_, id)| id).collect();
    ids.sort_unstable();
    ids.dedup();
    ids
}

/// The step back as it is signed. It goes to a stage of the work itself (接案 to 评估) that the case was in
/// before, and says why.
///
/// # Errors
/// Everything that is wrong, in the order of the form.
pub fn check_back(
    back: &StepBack,
    standing: &Standing,
    today: NaiveDate,
) -> Result<StepBack, Vec<Lack>> {
    let mut lacks = Lacks::default();
    if back.to >= standing.stage || back.to > Stage::Evaluation {
        lacks.tell("to", "not_back");
    } else if standing.entered(back.to).is_none() {
        lacks.tell("to", "not_entered");
    }
    let reason = lacks.some("reason", &back.reason, MAX_FIELD_CHARS);
    lacks.past("on", Some(back.on), today);
    lacks.or(StepBack { reason, ..back.clone() })
}
