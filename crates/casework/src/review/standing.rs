//! Where a note stands with its reviews. It follows from what each review and each addendum says that
//! its author had before her, and from no clock: two supervisors who did not know of each other, or a
//! supervisor and a worker, may have written at once on two laptops.

use super::Verdict;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Where a note stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum ReviewState {
    /// 待审阅: nobody has decided, or an addendum came that no decision covers.
    Waiting,
    /// 已退回: its author is to answer.
    Returned,
    /// 已答复: each return was answered by an addendum; it is for the supervisor again.
    Answered,
    /// 已通过: approved with all its addenda.
    Approved,
}

impl ReviewState {
    /// A supervisor is to look at it.
    #[must_use]
    pub fn is_for_reviewer(self) -> bool {
        matches!(self, Self::Waiting | Self::Answered)
    }
}

/// A review that counts.
#[derive(Clone, Copy, Debug)]
pub struct Given<'a> {
    /// Its change.
    pub id: &'a str,
    /// What it comes to.
    pub verdict: Verdict,
    /// The changes that the reviewer had before her.
    pub seen: &'a [String],
}

/// An addendum.
#[derive(Clone, Copy, Debug)]
pub struct Added<'a> {
    /// Its change.
    pub id: &'a str,
    /// The returns that its author answered.
    pub answers: &'a [String],
}

/// Where a note stands with these reviews and addenda, whatever their order.
///
/// A decision stands until another decision is made by somebody who had it before her. A return that
/// stands outweighs an approval that stands beside it: nobody loses a question that was asked.
#[must_use]
pub fn standing(reviews: &[Given<'_>], addenda: &[Added<'_>]) -> ReviewState {
    let decisions = || reviews.iter().filter(|given| given.verdict.decides());
    // A decision that names itself, which no honest hash can make, does not thereby undo itself.
    let settled: BTreeSet<&str> = decisions()
        .flat_map(|given| given.seen.iter().filter(|seen| *seen != given.id))
        .map(String::as_str)
        .collect();
    let stands = |given: &&Given<'_>| !settled.contains(given.id);
    let (returns, approvals): (Vec<&Given<'_>>, Vec<_>) =
        decisions().filter(stands).partition(|given| given.verdict == Verdict::Return);
    if !returns.is_empty() {
        let answered =
            |id: &str| addenda.iter().any(|added| added.answers.iter().any(|to| to == id));
        let all = returns.into_iter().all(|given| answered(given.id));
        return if all { ReviewState::Answered } else { ReviewState::Returned };
    }
    let covers = |given: &Given<'_>| {
        addenda.iter().all(|added| given.seen.iter().any(|seen| seen == added.id))
    };
    if approvals.into_iter().any(covers) { ReviewState::Approved } else { ReviewState::Waiting }
}

#[cfg(test)]
mod tests;
