//! A scale as it was taken: what stands in a signed record. It says all that a page needs, so that it
//! can be read when the file has changed or is not there.

use super::{AnswerError, Answers, Change, Effect, Scale, score};
use crate::words::Words;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// A scale that was taken on a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Taken {
    /// Which scale.
    pub scale: String,
    /// Which version of its file.
    pub version: u32,
    /// What it was called.
    pub name: Words,
    /// When it was taken.
    pub on: NaiveDate,
    /// The answers.
    pub answers: Answers,
    /// The score; none where a finding alone decided before all items were answered.
    pub score: Option<u16>,
    /// Most points there were.
    pub highest: u16,
    /// The result.
    pub band: String,
    /// What the result was called.
    pub band_name: Words,
    /// What changed the result, in the file's words.
    pub changed_by: Vec<Words>,
    /// It asked for a crisis.
    pub asks_crisis: bool,
}

/// Why a scale cannot be recorded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, thiserror::Error)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(tag = "error", rename_all = "snake_case")]
pub enum TakenError {
    /// Answers that the scale does not have.
    #[error("{} answers are not of the scale", wrong.len())]
    Answers {
        /// Which.
        wrong: Vec<AnswerError>,
    },
    /// Answers are missing.
    #[error("{} answers are missing", items.len() + findings.len())]
    Incomplete {
        /// Items without an answer.
        items: Vec<String>,
        /// Findings without an answer.
        findings: Vec<String>,
    },
}

/// The scale as it is recorded. Every item and finding is answered, unless a finding decides alone.
///
/// # Errors
/// Answers that the scale does not have, or that are missing.
pub fn take(scale: &Scale, answers: &Answers, on: NaiveDate) -> Result<Taken, TakenError> {
    let score = score(scale, answers).map_err(|wrong| TakenError::Answers { wrong })?;
    let sets = |change: &Change| matches!(change.effect, Effect::Set { .. });
    let decided_alone = score.changes.iter().any(sets);
    let whole = score.missing.is_empty() && score.missing_findings.is_empty();
    let band = score.band.filter(|_| whole || decided_alone);
    let Some(band) = band.and_then(|band| scale.band(&band)) else {
        let (items, findings) = (score.missing, score.missing_findings);
        return Err(TakenError::Incomplete { items, findings });
    };
    Ok(Taken {
        scale: scale.id.clone(),
        version: scale.version,
        name: scale.name.clone(),
        on,
        answers: answers.clone(),
        score: score.total,
        highest: scale.highest,
        band: band.id.clone(),
        band_name: band.name.clone(),
        changed_by: score.changes.into_iter().map(|change| change.text).collect(),
        asks_crisis: !score.alarms.is_empty(),
    })
}
