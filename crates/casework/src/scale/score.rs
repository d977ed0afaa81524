//! What answers come to, while they are given and when they are whole.

use super::{Alarm, Change, Effect, Scale};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Answers to a scale: of each item its points, of each finding its count. What is not asked yet is not there.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(default)]
pub struct Answers {
    /// Points by item.
    #[cfg_attr(feature = "ts", ts(type = "{ [item: string]: number }"))]
    pub items: BTreeMap<String, u16>,
    /// Counts by finding; 1 is yes, 0 is no.
    #[cfg_attr(feature = "ts", ts(type = "{ [finding: string]: number }"))]
    pub findings: BTreeMap<String, u16>,
}

/// An answer that the scale does not have.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, thiserror::Error)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(tag = "error", rename_all = "snake_case")]
pub enum AnswerError {
    /// The scale has no such item or finding.
    #[error("the scale has no `{id}`")]
    Unknown {
        /// Which.
        id: String,
    },
    /// No option of the item has these points, or the finding cannot be this many.
    #[error("`{id}` cannot be {found}")]
    OutOfRange {
        /// Which.
        id: String,
        /// What was answered.
        found: u16,
    },
}

/// What answers come to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Score {
    /// Items without an answer, in their order.
    pub missing: Vec<String>,
    /// Findings without an answer, in their order.
    pub missing_findings: Vec<String>,
    /// The score if every missing item gave its fewest points.
    pub lowest: u16,
    /// The score if every missing item gave its most.
    pub highest: u16,
    /// The score, once no item is missing.
    pub total: Option<u16>,
    /// The same for each part.
    pub parts: Vec<PartScore>,
    /// The band of the score alone, as soon as no missing item can change it.
    pub counted: Option<String>,
    /// The changes that apply.
    pub changes: Vec<Change>,
    /// The result: the band after all changes, once nothing that is missing could change it.
    pub band: Option<String>,
    /// What must not wait.
    pub alarms: Vec<Alarm>,
}

/// What the answers to one part come to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct PartScore {
    /// Which part.
    pub part: String,
    /// Fewest points with what is missing.
    pub lowest: u16,
    /// Most points with what is missing.
    pub highest: u16,
}

/// What answers to a scale come to; any of them may be missing.
///
/// # Errors
/// Every answer that the scale does not have. Nothing is counted then.
pub fn score(scale: &Scale, answers: &Answers) -> Result<Score, Vec<AnswerError>> {
    let refused = refused(scale, answers);
    if !refused.is_empty() {
        return Err(refused);
    }
    let answered = |id: &String| answers.items.contains_key(id);
    let missing: Vec<String> =
        scale.items.iter().map(|item| item.id.clone()).filter(|id| !answered(id)).collect();
    let missing_findings: Vec<String> = (scale.findings.iter())
        .map(|finding| finding.id.clone())
        .filter(|id| !answers.findings.contains_key(id))
        .collect();
    let (lowest, highest) = bounds(scale, answers, None);
    let parts = scale.parts.iter().map(|part| {
        let (lowest, highest) = bounds(scale, answers, Some(&part.id));
        PartScore { part: part.id.clone(), lowest, highest }
    });
    let counted = scale.band_of(lowest).filter(|band| highest <= band.to);
    let counted = counted.map(|band| band.id.clone());
    let changes: Vec<Change> =
        scale.changes.iter().filter(|change| met(change, answers)).cloned().collect();
    let band = result(scale, counted.as_deref(), &changes, missing_findings.is_empty());
    let alarmed = |alarm: &&Alarm| {
        answers.items.get(&alarm.item).is_some_and(|points| *points >= alarm.at_least)
    };
    Ok(Score {
        total: missing.is_empty().then_some(lowest),
        missing,
        missing_findings,
        lowest,
        highest,
        parts: parts.collect(),
        counted,
        changes,
        band,
        alarms: scale.alarms.iter().filter(alarmed).cloned().collect(),
    })
}

fn refused(scale: &Scale, answers: &Answers) -> Vec<AnswerError> {
    let items = answers.items.iter().filter_map(|(id, points)| match scale.item(id) {
        None => Some(AnswerError::Unknown { id: id.clone() }),
        Some(item) if item.choices.iter().all(|choice| choice.points != *points) => {
            Some(AnswerError::OutOfRange { id: id.clone(), found: *points })
        }
        Some(_) => None,
    });
    let findings = answers.findings.iter().filter_map(|(id, count)| match scale.finding(id) {
        None => Some(AnswerError::Unknown { id: id.clone() }),
        Some(finding) if *count > finding.most => {
            Some(AnswerError::OutOfRange { id: id.clone(), found: *count })
        }
        Some(_) => None,
    });
    items.chain(findings).collect()
}

/// Fewest and most points of all items, or of those of a part.
fn bounds(scale: &Scale, answers: &Answers, part: Option<&String>) -> (u16, u16) {
    let of_part = scale.items.iter().filter(|item| part.is_none() || item.part.as_ref() == part);
    of_part.fold((0, 0), |(lowest, highest), item| {
        let (least, most) = match answers.items.get(&item.id) {
            Some(points) => (*points, *points),
            None => item.range(),
        };
        // A file's items make at most 200 × 100 points.
        (lowest + least, highest + most)
    })
}

fn met(change: &Change, answers: &Answers) -> bool {
    let counts = change.findings.iter().filter_map(|id| answers.findings.get(id));
    counts.map(|count| u32::from(*count)).sum::<u32>() >= change.at_least
}

/// The result. A band that is set holds at once; a band that is counted waits for all findings.
fn result(
    scale: &Scale,
    counted: Option<&str>,
    changes: &[Change],
    all_found: bool,
) -> Option<String> {
    let set = changes.iter().filter_map(|change| match &change.effect {
        Effect::Set { band } => scale.badness(band),
        Effect::Worse { .. } => None,
    });
    let worse = changes.iter().map(|change| match change.effect {
        Effect::Worse { bands } => bands,
        Effect::Set { .. } => 0,
    });
    let worse = worse.fold(0_usize, usize::saturating_add).min(scale.worse_at_most);
    let counted = counted.and_then(|band| scale.badness(band)).filter(|_| all_found);
    // What is set holds whatever the score is, and the worst of several.
    let badness = match set.max() {
        Some(set) => set,
        None => counted?.saturating_add(worse),
    };
    scale.band_at(badness).map(|band| band.id.clone())
}

#[cfg(test)]
mod tests;
