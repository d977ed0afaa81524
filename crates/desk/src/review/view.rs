//! What the screens show of reviews.

use crate::visit::view::VisitCard;
use casework::review::{Review, ReviewState};
use casework::risk::RiskLevel;
use chrono::{DateTime, FixedOffset, Utc};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A review of a note.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct ReviewView {
    /// The change that signed it: what an addendum names that answers it.
    pub change: String,
    /// What it says.
    pub review: Review,
    /// Why it does not count; nothing for one that does.
    pub refused: Option<ReviewRefusal>,
}

/// Why a review is kept and shown, and does not count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ReviewRefusal {
    /// It is by the note's own author.
    OwnNote,
    /// Its author was no supervisor or manager.
    NotHerRole,
    /// It names somebody else as its author than the person who signed it.
    AnotherPerson,
    /// It is of another note than this one.
    AnotherNote,
}

/// Whether the person at the desk may review a note.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ReviewRight {
    /// She may.
    Allowed,
    /// It is her own.
    OwnNote,
}

/// A list of notes by where they stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ReviewGroup {
    /// To be looked at: waiting, or answered after a return.
    ToReview,
    /// Their authors are to answer.
    Returned,
    /// Approved.
    Approved,
}

/// A note in the queue.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct ReviewLine {
    /// The visit.
    pub visit: VisitCard,
    /// Number of its case.
    pub case_number: String,
    /// Where the note stands.
    pub state: ReviewState,
    /// Risk of the case.
    pub risk: Option<RiskLevel>,
    /// When the note was signed.
    pub signed_at: DateTime<Utc>,
    /// Whole days since then.
    pub days: u32,
}

/// A note that was returned to its author.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct ReturnedNote {
    /// The visit.
    pub visit: VisitCard,
    /// Risk of the case.
    pub risk: Option<RiskLevel>,
    /// Who returned it.
    pub reviewer_name: String,
    /// Why.
    pub reasons: String,
    /// Remarks on passages.
    pub comments: u32,
    /// When it was returned, by the reviewer's clock.
    pub returned_at: DateTime<FixedOffset>,
}
