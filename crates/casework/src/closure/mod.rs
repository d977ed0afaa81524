//! The closure 结案: why the work ends, what the client thinks of it, and who looks in afterwards. Refused
//! while a crisis is open or a note is unsigned.

use crate::fields::RecordKind;
use crate::id::RecordId;
use crate::kind;
use crate::limits::{MAX_ENTRIES, MAX_FIELD_CHARS, MAX_NOTE_CHARS};
use crate::problem::{Lack, Lacks};
use crate::signed::Note;
use crate::stage::{CaseNow, Needed, Says, may_close};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Why a case ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum ClosureReason {
    /// 目标达成: the goals were reached. Rests on an evaluation.
    GoalsReached,
    /// 转介: another organisation has taken the case on.
    Referred,
    /// 服务对象退出: the client wishes it.
    Withdrew,
    /// 迁出: the client moved away.
    Moved,
    /// 失联: the client cannot be found.
    Lost,
    /// 死亡: the client died.
    Died,
    /// 其他
    Other,
}

impl ClosureReason {
    /// The work ended before its time: no evaluation is asked for.
    #[must_use]
    pub fn is_early(self) -> bool {
        self != Self::GoalsReached
    }

    /// Nobody is left to tell or to look in on.
    #[must_use]
    pub fn is_without_client(self) -> bool {
        matches!(self, Self::Lost | Self::Died)
    }
}

/// A look afterwards.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct FollowUpPlanned {
    /// The day; none yet while the closure is a draft.
    pub on: Option<NaiveDate>,
    /// Who, and how.
    pub how: String,
}

/// A closure form. An empty one is a valid draft.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(default)]
pub struct ClosureForm {
    /// When.
    pub on: Option<NaiveDate>,
    /// Why.
    pub reason: Option<ClosureReason>,
    /// Why, in words. May be empty where the goals were reached.
    pub words: String,
    /// The evaluation that it rests on.
    pub evaluation: Option<RecordId>,
    /// What was done and what came of it.
    pub summary: String,
    /// What the client thinks of the ending, in her words.
    pub client_view: String,
    /// When and how somebody looks in afterwards.
    pub follow_ups: Vec<FollowUpPlanned>,
}

impl Note for ClosureForm {
    const KIND: RecordKind = kind::CLOSURE;
}

impl ClosureForm {
    /// What it says about stages, once it is signed.
    #[must_use]
    pub fn says(&self) -> Option<Says> {
        let early = self.reason?.is_early();
        if !early && self.evaluation.is_none() {
            return None;
        }
        // An early end rests on nothing, though an evaluation may be named for the reader.
        Some(Says::Closed { evaluation: self.evaluation.filter(|_| !early) })
    }
}

/// Why a case is not closed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ClosureError {
    /// Crises are open or notes unsigned: each is named. The form was not looked at.
    #[error("{} things keep the case open", needed.len())]
    KeptOpen {
        /// Which.
        needed: Vec<Needed>,
    },
    /// The form is not whole.
    #[error("{} things are wrong with the form", lacks.len())]
    Form {
        /// What is wrong, in the order of the form.
        lacks: Vec<Lack>,
    },
}

/// The closure as it is signed.
///
/// # Errors
/// What keeps the case open, before anything else; then everything that is wrong with the form.
pub fn check(
    form: &ClosureForm,
    now: &CaseNow,
    today: NaiveDate,
) -> Result<ClosureForm, ClosureError> {
    may_close(now).map_err(|needed| ClosureError::KeptOpen { needed })?;
    let mut lacks = Lacks::default();
    lacks.past("on", form.on, today);
    lacks.tell_if(form.reason.is_none(), "reason", "empty");
    let reached = form.reason.is_none_or(|reason| !reason.is_early());
    let without_client = form.reason.is_some_and(ClosureReason::is_without_client);
    let words = if reached {
        lacks.text("words", &form.words, MAX_FIELD_CHARS)
    } else {
        lacks.some("words", &form.words, MAX_FIELD_CHARS)
    };
    lacks.tell_if(reached && form.evaluation.is_none(), "evaluation", "empty");
    let summary = lacks.some("summary", &form.summary, MAX_NOTE_CHARS);
    let client_view = if without_client {
        lacks.text("client_view", &form.client_view, MAX_NOTE_CHARS)
    } else {
        lacks.some("client_view", &form.client_view, MAX_NOTE_CHARS)
    };
    let follow_ups = follow_ups(&mut lacks, form, reached);
    lacks
        .or(ClosureForm { words, summary, client_view, follow_ups, ..form.clone() })
        .map_err(|lacks| ClosureError::Form { lacks })
}

/// Where the goals were reached somebody looks in afterwards; else it may be that nobody can.
fn follow_ups(lacks: &mut Lacks, form: &ClosureForm, needed: bool) -> Vec<FollowUpPlanned> {
    let says = |planned: &&FollowUpPlanned| planned.on.is_some() || !planned.how.trim().is_empty();
    let planned: Vec<&FollowUpPlanned> = form.follow_ups.iter().filter(says).collect();
    lacks.tell_if(needed && planned.is_empty(), "follow_ups", "empty");
    lacks.at_most("follow_ups", planned.len(), MAX_ENTRIES);
    let after = form.on.and_then(|on| on.succ_opt());
    let checked = planned.into_iter().enumerate().map(|(index, planned)| {
        lacks.not_before(("follow_ups", index), planned.on, after);
        let how = lacks.text(("follow_up_how", index), &planned.how, MAX_FIELD_CHARS);
        FollowUpPlanned { on: planned.on, how }
    });
    checked.collect()
}

#[cfg(test)]
mod tests;
