//! The goal 服务目标: what the client wants, in her words and in the worker's, and how far it was
//! reached. Edited field by field; progress entries are only ever added.

mod attainment;
mod check;
mod t_score;

pub use attainment::{Attainment, Levels, NotAttainment};
pub use check::{check, check_entry};
pub use t_score::{CORRELATION, Rated, TPoint, t_score, t_scores};

use crate::fields::{Edited, FieldId, Fields, RecordKind, value, values};
use crate::id::{CaseId, PersonId};
use crate::kind;
use crate::need::Need;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// How work at a goal ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Ending {
    /// It was reached, as far as it was to be.
    Reached,
    /// It was given up.
    Dropped,
}

/// The end of work at a goal: one statement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct GoalEnd {
    /// Reached or given up.
    pub ending: Ending,
    /// When.
    pub on: NaiveDate,
    /// How it went; why it was given up.
    pub reason: String,
}

/// One look at how far the goal is. Never changed: who sees it otherwise adds another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct ProgressEntry {
    /// The day it is about.
    pub on: NaiveDate,
    /// How far, where it was rated.
    pub level: Option<Attainment>,
    /// What was seen.
    pub note: String,
    /// Who says so.
    pub by: PersonId,
    /// Her name at the time.
    pub by_name: String,
}

/// A goal as recorded. It stands in signed plans, too: what an older one lacks is empty.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(default)]
pub struct Goal {
    /// The case.
    pub case: CaseId,
    /// In the client's words.
    pub client_words: String,
    /// In the worker's words: what can be observed.
    pub worker_words: String,
    /// The domain of need that it answers.
    pub need: Option<Need>,
    /// By what one sees that it is reached.
    pub indicator: String,
    /// How it was at the beginning.
    pub baseline: String,
    /// When it was set.
    pub set_on: Option<NaiveDate>,
    /// By when.
    pub target_on: Option<NaiveDate>,
    /// What each point of its scale looks like.
    pub levels: Levels,
    /// How much it counts among the goals of the case, from 1.
    pub weight: u8,
    /// How work at it ended; nothing while it goes on.
    pub end: Option<GoalEnd>,
    /// Progress, in display order.
    pub progress: Vec<ProgressEntry>,
}

impl Goal {
    /// Field id of `case`.
    pub const CASE: FieldId = FieldId(1);
    /// Field id of `client_words`.
    pub const CLIENT_WORDS: FieldId = FieldId(2);
    /// Field id of `worker_words`.
    pub const WORKER_WORDS: FieldId = FieldId(3);
    /// Field id of `need`.
    pub const NEED: FieldId = FieldId(4);
    /// Field id of `indicator`.
    pub const INDICATOR: FieldId = FieldId(5);
    /// Field id of `baseline`.
    pub const BASELINE: FieldId = FieldId(6);
    /// Field id of `set_on`.
    pub const SET_ON: FieldId = FieldId(7);
    /// Field id of `target_on`.
    pub const TARGET_ON: FieldId = FieldId(8);
    /// Field id of `levels`: the five are one statement.
    pub const LEVELS: FieldId = FieldId(9);
    /// Field id of `weight`.
    pub const WEIGHT: FieldId = FieldId(10);
    /// Field id of `end`.
    pub const END: FieldId = FieldId(11);
    /// Field id of `progress`, a set.
    pub const PROGRESS: FieldId = FieldId(12);

    /// The last rating: by day, and of one day the last in display order.
    #[must_use]
    pub fn attained(&self) -> Option<Attainment> {
        let rated = self.progress.iter().filter(|entry| entry.level.is_some());
        // `max_by_key` gives the last of equals.
        rated.max_by_key(|entry| entry.on)?.level
    }
}

impl Default for Goal {
    fn default() -> Self {
        Self::project(&Fields::default())
    }
}

impl Edited for Goal {
    const KIND: RecordKind = kind::GOAL;

    fn registers(&self) -> Vec<(FieldId, Value)> {
        vec![
            (Self::CASE, value(&self.case)),
            (Self::CLIENT_WORDS, value(&self.client_words)),
            (Self::WORKER_WORDS, value(&self.worker_words)),
            (Self::NEED, value(&self.need)),
            (Self::INDICATOR, value(&self.indicator)),
            (Self::BASELINE, value(&self.baseline)),
            (Self::SET_ON, value(&self.set_on)),
            (Self::TARGET_ON, value(&self.target_on)),
            (Self::LEVELS, value(&self.levels)),
            (Self::WEIGHT, value(&self.weight)),
            (Self::END, value(&self.end)),
        ]
    }

    fn sets(&self) -> Vec<(FieldId, Vec<Value>)> {
        vec![(Self::PROGRESS, values(&self.progress))]
    }

    fn project(fields: &Fields) -> Self {
        Self {
            case: fields.one(Self::CASE).unwrap_or(CaseId::from_bytes([0; 16])),
            client_words: fields.text(Self::CLIENT_WORDS),
            worker_words: fields.text(Self::WORKER_WORDS),
            need: fields.one(Self::NEED),
            indicator: fields.text(Self::INDICATOR),
            baseline: fields.text(Self::BASELINE),
            set_on: fields.one(Self::SET_ON),
            target_on: fields.one(Self::TARGET_ON),
            levels: fields.one(Self::LEVELS).unwrap_or_default(),
            weight: fields.one(Self::WEIGHT).unwrap_or(1),
            end: fields.one(Self::END),
            progress: fields.set(Self::PROGRESS),
        }
    }
}

#[cfg(test)]
mod tests;
