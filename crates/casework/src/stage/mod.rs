//! Stages of a case: 接案 预估 计划 介入 评估 结案 跟进, and 转介 (MZ/T 094-2017, 个案工作).
//!
//! A stage is entered by the record that justifies it, never by choosing it from a list, so where a case
//! stands is a function of its records ([`standing`]) and of nothing else: not of their order, not of a
//! clock. A later record names the one it rests on (a plan its assessment, an evaluation its plan, a
//! closure its evaluation); a step back names what it sets aside. What two people did without knowing of
//! each other therefore comes to the same on every laptop.

mod back;
mod standing;

pub use back::{StepBack, beyond, check_back};
pub use standing::{Back, Entered, Standing, standing};

use crate::id::RecordId;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Where a case is. In the order of the work, a referral before the closure that follows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// 接案: entered by the case itself.
    Intake,
    /// 预估: entered by a signed assessment.
    Assessment,
    /// 计划: entered by an agreed plan that rests on an assessment.
    Plan,
    /// 介入: entered by the first contact on or after the day of the plan.
    Intervention,
    /// 评估: entered by an evaluation of the plan.
    Evaluation,
    /// 转介: entered by a referral of the whole case that was accepted; possible from any stage.
    Referral,
    /// 结案: entered by a closure.
    Closure,
    /// 跟进: entered by the first contact after the day of the closure.
    FollowUp,
}

impl Stage {
    /// Every stage, in the order of the work.
    pub const ALL: [Self; 8] = [
        Self::Intake,
        Self::Assessment,
        Self::Plan,
        Self::Intervention,
        Self::Evaluation,
        Self::Referral,
        Self::Closure,
        Self::FollowUp,
    ];

    /// The case is no longer worked at.
    #[must_use]
    pub fn is_closed(self) -> bool {
        matches!(self, Self::Closure | Self::FollowUp)
    }

    /// The stage that follows in the ordinary course; a referral is followed by the closure.
    #[must_use]
    pub fn next(self) -> Option<Self> {
        match self {
            Self::Intake => Some(Self::Assessment),
            Self::Assessment => Some(Self::Plan),
            Self::Plan => Some(Self::Intervention),
            Self::Intervention => Some(Self::Evaluation),
            Self::Evaluation | Self::Referral => Some(Self::Closure),
            Self::Closure => Some(Self::FollowUp),
            Self::FollowUp => None,
        }
    }
}

/// What a signed record says about stages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Says {
    /// An assessment.
    Assessed,
    /// A plan was agreed.
    Planned {
        /// The assessment that it rests on.
        assessment: RecordId,
    },
    /// Somebody met the client or the family: a visit (also by telephone), a session, a family meeting, a crisis.
    Met,
    /// The plan was evaluated.
    Evaluated {
        /// The plan.
        plan: RecordId,
    },
    /// The whole case was referred, and accepted there.
    ReferredAway,
    /// The case was closed.
    Closed {
        /// The evaluation that it rests on; none where the work ended early (moved away, died, withdrew,
        /// was referred).
        evaluation: Option<RecordId>,
    },
    /// It was taken back to an earlier stage.
    SteppedBack {
        /// To which.
        to: Stage,
        /// The records that no longer justify a stage. They stay in the file.
        sets_aside: Vec<RecordId>,
        /// Why.
        reason: String,
    },
}

/// A signed record, as far as stages go. A note that was signed twice on two laptops counts once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StageRecord {
    /// Its identity.
    pub id: RecordId,
    /// The day that it is about, as it says.
    pub on: NaiveDate,
    /// What it says.
    pub says: Says,
}

/// What else holds of a case now, as far as stages go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseNow {
    /// Day of intake.
    pub opened_on: NaiveDate,
    /// Consent or a legal ground is recorded.
    pub grounded: bool,
    /// Goals that go on.
    pub goals: usize,
    /// Those of them whose scale does not say what each of its points looks like.
    pub unscaled: Vec<RecordId>,
    /// Crises that are not stood down.
    pub open_crises: Vec<RecordId>,
    /// Notes that are not signed. A draft is its author's alone: another laptop does not know of it.
    pub unsigned: Vec<RecordId>,
}

/// Something that the next stage still needs, or that keeps a case from being closed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(tag = "needed", rename_all = "snake_case")]
pub enum Needed {
    /// Consent or a legal ground.
    Ground,
    /// A signed assessment.
    Assessment,
    /// A goal.
    Goal,
    /// What each point of a goal's scale looks like.
    Scale {
        /// The goal.
        #[cfg_attr(feature = "ts", ts(type = "string"))]
        goal: RecordId,
    },
    /// A plan that the client agreed to.
    Plan,
    /// A contact on or after the day of the plan.
    Contact,
    /// An evaluation.
    Evaluation,
    /// A crisis is still open.
    OpenCrisis {
        /// Which.
        #[cfg_attr(feature = "ts", ts(type = "string"))]
        crisis: RecordId,
    },
    /// A note is not signed.
    Unsigned {
        /// Which.
        #[cfg_attr(feature = "ts", ts(type = "string"))]
        note: RecordId,
    },
    /// A closure.
    Closure,
    /// A contact after the closure.
    FollowUp,
}

/// Whether a case may be closed, early or not.
///
/// # Errors
/// Every crisis that is open and every note that is not signed.
pub fn may_close(now: &CaseNow) -> Result<(), Vec<Needed>> {
    let hindrances = hindrances(now);
    if hindrances.is_empty() { Ok(()) } else { Err(hindrances) }
}

fn hindrances(now: &CaseNow) -> Vec<Needed> {
    let crises = now.open_crises.iter().map(|crisis| Needed::OpenCrisis { crisis: *crisis });
    let notes = now.unsigned.iter().map(|note| Needed::Unsigned { note: *note });
    crises.chain(notes).collect()
}

#[cfg(test)]
mod tests;
