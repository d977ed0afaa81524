//! From the vault's records to what the screens show of reviews.

use super::view::{ReturnedNote, ReviewLine, ReviewRefusal, ReviewView};
use crate::failure::Failure;
use crate::visit::show::signed_card;
use casework::id::PersonId;
use casework::review::{Review, Verdict};
use chrono::{DateTime, FixedOffset};
use vault::{Listed, Reader, ReviewAuthors, ReviewFilter, ReviewGroup, ReviewRecord, ReviewRow};

/// A review. What it covers is the vault's to know.
pub(crate) fn review(record: ReviewRecord) -> ReviewView {
    ReviewView {
        change: record.change.to_string(),
        review: Review { seen: Vec::new(), ..record.review },
        refused: record.refused.map(|why| match why {
            vault::ReviewRefusal::OwnNote => ReviewRefusal::OwnNote,
            vault::ReviewRefusal::NotHerRole => ReviewRefusal::NotHerRole,
            vault::ReviewRefusal::AnotherPerson => ReviewRefusal::AnotherPerson,
            vault::ReviewRefusal::AnotherNote => ReviewRefusal::AnotherNote,
        }),
    }
}

/// A note in the queue.
pub(crate) fn line(row: ReviewRow, now: DateTime<FixedOffset>) -> ReviewLine {
    let waited = now.to_utc().signed_duration_since(row.signed_at);
    ReviewLine {
        visit: signed_card(row.card, &row.client_name),
        case_number: row.case_number,
        state: row.state,
        risk: row.risk,
        signed_at: row.signed_at,
        days: u32::try_from(waited.num_days()).unwrap_or(0),
    }
}

/// The notes that were returned to a person, the gravest risk first, `limit` at the most.
pub(crate) fn returned_to(
    read: Reader<'_>,
    person: PersonId,
    limit: u32,
) -> Result<Listed<ReturnedNote>, Failure> {
    let authors = ReviewAuthors::Only(person);
    let filter = ReviewFilter { group: ReviewGroup::Returned, risks: Vec::new(), authors };
    let (rows, total) = read.review_queue(&filter, (0, limit))?;
    let mut first = Vec::with_capacity(rows.len());
    for row in rows {
        let reviews = read.visit(row.card.id)?.map(|visit| visit.reviews).unwrap_or_default();
        first.extend(latest(&reviews, Verdict::Return).map(|returned| ReturnedNote {
            visit: signed_card(row.card, &row.client_name),
            risk: row.risk,
            reviewer_name: returned.reviewer_name.clone(),
            reasons: returned.form.text.clone(),
            comments: u32::try_from(returned.form.comments.len()).unwrap_or(u32::MAX),
            returned_at: returned.signed_at,
        }));
    }
    Ok(Listed { first, total })
}

/// The latest review that counts and comes to this.
pub(crate) fn latest(reviews: &[ReviewRecord], verdict: Verdict) -> Option<&Review> {
    let counting = reviews.iter().filter(|record| record.refused.is_none());
    counting.map(|record| &record.review).rfind(|review| review.verdict == verdict)
}
