//! Reviews of signed visits: what each says, whether it counts, and where its note stands. They stand in the row of
//! the visit that they are about.

mod queue;

pub(super) use queue::group;
pub use queue::{ReviewAuthors, ReviewFilter, ReviewGroup, ReviewRow};

use super::case::{self, ReviewEntry};
use super::{columns, visit};
use crate::context::Context;
use crate::error::VaultError;
use casework::addendum::Addendum;
use casework::id::{CaseId, PersonId};
use casework::review::{Added, Given, Review, ReviewState, Verdict, standing};
use casework::risk::RiskLevel;
use casework::visit::VisitNote;
use history::{ChangeId, ChangeKind, Entry, Hash, RecordState, Rule};
use rusqlite::Connection;
use serde::{Deserialize, Serialize};

/// A review on record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReviewRecord {
    /// The change that signed it.
    pub change: ChangeId,
    /// What it says.
    pub review: Review,
    /// Why it does not count; nothing for one that does.
    pub refused: Option<ReviewRefusal>,
}

/// Why a review is kept and shown, and does not count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReviewRefusal {
    /// It is by the note's own author.
    OwnNote,
    /// Its author was no supervisor or manager when she signed it.
    NotHerRole,
    /// It names somebody else as its author than the person who signed it.
    AnotherPerson,
    /// It is of another note than this one.
    AnotherNote,
}

/// The reviews of a note, and where it stands with them.
pub(super) struct Reviews {
    pub all: Vec<ReviewRecord>,
    pub state: ReviewState,
}

impl Reviews {
    /// `note` is the change of the note; `addenda` are those that can be read, with their changes.
    pub fn of(
        state: &RecordState,
        (entry, note): (&Entry, &VisitNote),
        (addenda, changes): (&[Addendum], &[ChangeId]),
        context: &Context,
    ) -> Self {
        let (author, note_id) = (author(context, entry, note), entry.id);
        let mut found: Vec<&Entry> =
            state.entries().filter(|entry| entry.header.kind == ChangeKind::REVIEW).collect();
        let seen_elsewhere = |review: &Review| {
            let named = |id: ChangeId| review.seen.contains(&id.to_string());
            !named(note_id) && state.notes().iter().any(|other| named(other.id))
        };
        found.sort_unstable_by_key(|entry| entry.display_key());
        let all: Vec<ReviewRecord> = found
            .into_iter()
            .filter(|entry| entry.is_proven())
            .filter_map(|entry| {
                let review = Review::deserialize(entry.value()?).ok()?;
                if seen_elsewhere(&review) {
                    return None;
                }
                let refused =
                    broken(state, entry.id).or_else(|| refusal(context, entry, &review, author));
                Some(ReviewRecord { change: entry.id, review, refused })
            })
            .collect();
        let state = stands(&all, addenda, changes);
        Self { all, state }
    }

    /// As they stand in a column.
    pub fn json(&self) -> Result<String, VaultError> {
        let rows: Vec<_> = self
            .all
            .iter()
            .map(|record| (record.change.to_string(), &record.review, record.refused))
            .collect();
        columns::json(&rows)
    }
}

/// The reviews in a column.
pub(crate) fn from_json(column: &str) -> Result<Vec<ReviewRecord>, VaultError> {
    let rows: Vec<(String, Review, Option<ReviewRefusal>)> = columns::from_json(column)?;
    let record = |(change, review, refused): (String, Review, _)| {
        let change: Hash = change.parse().map_err(|_| columns::DAMAGED)?;
        Ok(ReviewRecord { change, review, refused })
    };
    rows.into_iter().map(record).collect()
}

/// Who wrote a note: the person whose laptop signed it, where that is known.
pub(super) fn author(context: &Context, entry: &Entry, note: &VisitNote) -> PersonId {
    context.people.get(&entry.header.author).map_or(note.author, |person| person.id)
}

/// The rule of the record that the change breaks.
fn broken(state: &RecordState, change: ChangeId) -> Option<ReviewRefusal> {
    let rules = state.violations().iter().filter(|violation| violation.change == change);
    rules
        .filter(|violation| violation.rule.rejects())
        .map(|violation| match violation.rule {
            Rule::OwnReview => ReviewRefusal::OwnNote,
            _ => ReviewRefusal::AnotherNote,
        })
        .next()
}

/// Why a review does not count that breaks no rule of its record: what only the directory tells.
fn refusal(
    context: &Context,
    entry: &Entry,
    review: &Review,
    author: PersonId,
) -> Option<ReviewRefusal> {
    let Some(person) = context.people.get(&entry.header.author) else {
        return Some(ReviewRefusal::NotHerRole);
    };
    if person.id == author {
        return Some(ReviewRefusal::OwnNote);
    }
    if person.id != review.reviewer {
        return Some(ReviewRefusal::AnotherPerson);
    }
    (!context.role_in(&entry.header).reviews()).then_some(ReviewRefusal::NotHerRole)
}

fn stands(reviews: &[ReviewRecord], addenda: &[Addendum], changes: &[ChangeId]) -> ReviewState {
    let counting: Vec<(String, &Review)> = reviews
        .iter()
        .filter(|record| record.refused.is_none())
        .map(|record| (record.change.to_string(), &record.review))
        .collect();
    let given: Vec<_> = counting
        .iter()
        .map(|(id, review)| Given { id, verdict: review.verdict, seen: &review.seen })
        .collect();
    let ids: Vec<String> = changes.iter().map(ToString::to_string).collect();
    let added: Vec<_> = ids
        .iter()
        .zip(addenda)
        .map(|(id, addendum)| Added { id, answers: &addendum.answers })
        .collect();
    standing(&given, &added)
}

pub(super) fn state(state: ReviewState) -> u8 {
    match state {
        ReviewState::Waiting => 1,
        ReviewState::Returned => 2,
        ReviewState::Answered => 3,
        ReviewState::Approved => 4,
    }
}

pub(super) fn state_of(column: u8) -> Result<ReviewState, VaultError> {
    match column {
        1 => Ok(ReviewState::Waiting),
        2 => Ok(ReviewState::Returned),
        3 => Ok(ReviewState::Answered),
        4 => Ok(ReviewState::Approved),
        _ => Err(columns::DAMAGED),
    }
}

/// Brings the entries of a visit's reviews in its case's timeline from what they were to what they are. Those that do
/// not count have none. Answers how many more there are.
pub(super) fn put_entries(
    conn: &Connection,
    (case, n): (CaseId, i64),
    before: &[ReviewRecord],
    now: &[ReviewRecord],
) -> Result<i32, VaultError> {
    if before == now {
        return Ok(0);
    }
    let mut added = 0;
    for record in before.iter().filter(|record| record.refused.is_none()) {
        with_entry(case, record, |entry| case::remove_review(conn, entry))?;
        added -= 1;
    }
    for record in now.iter().filter(|record| record.refused.is_none()) {
        with_entry(case, record, |entry| case::put_review(conn, entry, n))?;
        added += 1;
    }
    Ok(added)
}

fn with_entry(
    case: CaseId,
    record: &ReviewRecord,
    work: impl FnOnce(&ReviewEntry<'_>) -> Result<(), VaultError>,
) -> Result<(), VaultError> {
    let (review, form) = (&record.review, &record.review.form);
    let remark = form.comments.first().map(|comment| comment.text.as_str());
    let text = if form.text.is_empty() { remark.unwrap_or_default() } else { &form.text };
    work(&ReviewEntry {
        case,
        change: record.change,
        on_day: columns::day(review.signed_at.date_naive()),
        at: review.signed_at.timestamp_millis(),
        who: &review.reviewer_name,
        sentence: &visit::one_line(text),
        verdict: verdict(review.verdict),
    })
}

fn verdict(verdict: Verdict) -> u8 {
    match verdict {
        Verdict::Approve => 1,
        Verdict::Return => 2,
        Verdict::Comment => 3,
    }
}

pub(super) fn verdict_of(column: u8) -> Result<Verdict, VaultError> {
    match column {
        1 => Ok(Verdict::Approve),
        2 => Ok(Verdict::Return),
        3 => Ok(Verdict::Comment),
        _ => Err(columns::DAMAGED),
    }
}

/// Writes the risk of a case beside its visits, where the queue is sorted by it. Grows with them: only where the
/// case itself changed.
pub(super) fn put_risk(conn: &Connection, case: CaseId, risk: RiskLevel) -> Result<(), VaultError> {
    conn.prepare_cached(
        "UPDATE visits SET risk = ?2 WHERE risk IS NOT ?2
         AND n IN (SELECT visit FROM entries WHERE \"case\" = ?1 AND visit IS NOT NULL)",
    )?
    .execute((case.bytes(), columns::risk(risk)))?;
    Ok(())
}

#[cfg(test)]
mod tests;
