//! The review 督导审阅 of a signed visit note: approved and countersigned, returned with reasons, or
//! commented on. The note itself never changes: its author answers with an addendum.

mod check;
mod passage;
mod standing;

pub use check::{MayNotReview, NoteTexts, ReviewError, check, may_review};
pub use passage::{NotePart, Passage, locate};
pub use standing::{Added, Given, ReviewState, standing};

use crate::id::PersonId;
use crate::risk::RiskLevel;
use crate::role::Role;
use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};
use std::cmp::Reverse;

/// What a review comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// 通过: the note stands, countersigned.
    Approve,
    /// 退回: the author is to answer.
    Return,
    /// 批注: a remark; the note goes on waiting.
    Comment,
}

impl Verdict {
    /// It decides where the note stands.
    #[must_use]
    pub fn decides(self) -> bool {
        self != Self::Comment
    }
}

/// A remark on a passage of the note.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct ReviewComment {
    /// What it is about.
    pub passage: Passage,
    /// The remark.
    pub text: String,
}

/// A review as it is being written. An empty one is a valid draft.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(default)]
pub struct ReviewForm {
    /// Words on the note as a whole; with a return, its reasons.
    pub text: String,
    /// Remarks on passages, in the order in which they were made.
    pub comments: Vec<ReviewComment>,
}

/// A signed review.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Review {
    /// What it comes to.
    pub verdict: Verdict,
    /// The words and remarks, complete by [`check`].
    pub form: ReviewForm,
    /// Who reviewed.
    pub reviewer: PersonId,
    /// The reviewer's name at the time.
    pub reviewer_name: String,
    /// The reviewer's role at the time.
    pub role: Role,
    /// When it was signed, by the laptop's clock.
    pub signed_at: DateTime<FixedOffset>,
    /// What the reviewer had before her: the changes of the note, its addenda and its earlier reviews, in
    /// hexadecimal. What is not among them is not covered.
    #[cfg_attr(feature = "ts", ts(skip))]
    pub seen: Vec<String>,
}

/// The order of a supervisor's queue: the graver risk first, then who has waited longer. A note whose
/// case is not known yet comes last.
#[must_use]
pub fn queue_order(
    risk: Option<RiskLevel>,
    signed_at: DateTime<FixedOffset>,
) -> (Reverse<Option<RiskLevel>>, DateTime<FixedOffset>) {
    (Reverse(risk), signed_at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeDelta;

    #[test]
    fn the_queue_goes_by_risk_then_by_age() {
        let monday: DateTime<FixedOffset> = "2026-03-02T18:00:00+08:00".parse().unwrap();
        let later = |hours| monday + TimeDelta::hours(hours);
        let mut queue = [
            (None, later(0), "of no known case"),
            (Some(RiskLevel::Low), later(1), "low"),
            (Some(RiskLevel::Critical), later(30), "critical, later"),
            (Some(RiskLevel::Medium), later(2), "medium"),
            (Some(RiskLevel::Critical), later(20), "critical"),
        ];
        queue.sort_by_key(|(risk, at, _)| queue_order(*risk, *at));
        let order = queue.map(|(.., what)| what);
        assert_eq!(order, ["critical", "critical, later", "medium", "low", "of no known case"]);
    }

    #[test]
    fn a_review_reads_as_it_was_written() {
        let review = Review {
            verdict: Verdict::Return,
            form: ReviewForm {
                text: "请补充核实情况。".into(),
                comments: vec![ReviewComment {
                    passage: Passage {
                        part: NotePart::Judgement,
                        quote: "吃饭没有着落".into(),
                        occurrence: 0,
                    },
                    text: "依据是什么？".into(),
                }],
            },
            reviewer: PersonId::from_bytes([2; 16]),
            reviewer_name: "沈督导".into(),
            role: Role::Supervisor,
            signed_at: "2026-03-03T09:00:00+08:00".parse().unwrap(),
            seen: vec!["00".repeat(32)],
        };
        let value = serde_json::to_value(&review).unwrap();
        // Frozen: such bodies lie in signed changes.
        assert_eq!(
            value,
            serde_json::json!({
                "verdict": "return",
                "form": {
                    "text": "请补充核实情况。",
                    "comments": [{
                        "passage": {"part": "judgement", "quote": "吃饭没有着落", "occurrence": 0},
                        "text": "依据是什么？",
                    }],
                },
                "reviewer": "02020202-0202-0202-0202-020202020202",
                "reviewer_name": "沈督导",
                "role": "supervisor",
                "signed_at": "2026-03-03T09:00:00+08:00",
                "seen": ["00".repeat(32)],
            })
        );
        assert_eq!(serde_json::from_value::<Review>(value).unwrap(), review);
    }
}
