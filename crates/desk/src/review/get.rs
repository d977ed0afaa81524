//! A signed note to be reviewed, with what stands around it in its case.

use super::view::ReviewRight;
use super::{reviewer, waiting_for};
use crate::case::show::entry;
use crate::case::view::TimelineEntry;
use crate::desk::Desk;
use crate::failure::{Code, Failure};
use crate::seen::shown;
use crate::visit::get::{note_of, signed};
use crate::visit::view::NoteView;
use casework::access::AccessKind;
use casework::id::VisitId;
use casework::review::{MayNotReview, may_review};
use casework::risk::Risk;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Request of `review_get`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "ReviewGetRequest")]
pub struct Request {
    /// The visit.
    pub visit: VisitId,
    /// Which of its notes, by its change; the first where none is named.
    #[serde(default)]
    #[ts(optional)]
    pub note: Option<String>,
}

/// Response of `review_get`.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(rename = "ReviewGetResponse")]
pub struct Response {
    /// The note with its addenda and reviews.
    pub note: NoteView,
    /// Risk of the case, and why.
    pub risk: Risk,
    /// The newest entries of the case's timeline.
    pub timeline: Vec<TimelineEntry>,
    /// Entries of the timeline in all.
    pub entries: u32,
    /// What this shows; sent back with the review, which covers nothing else.
    pub seen: Vec<String>,
    /// Whether the person at the desk may review it.
    pub right: ReviewRight,
    /// Notes that wait for her in all.
    pub to_review: u32,
}

/// Entries beside the note: as many as are read at a glance.
const ENTRIES: u32 = 40;

/// Runs the command.
///
/// # Errors
/// [`Code::NotYourRole`]; [`Code::NotFound`] without such a signed note.
pub fn run(desk: &Desk, request: Request) -> Result<Response, Failure> {
    let now = desk.host().now();
    let review = desk.open(|vault| {
        reviewer(vault)?;
        let read = vault.read();
        let record = note_of(read, request.visit, request.note.as_deref())?;
        let case = read.case(record.note.case)?.ok_or(Code::NotFound)?;
        let me = vault.identity();
        let right = match may_review(vault.role(), me.person, record.note.author) {
            Err(MayNotReview::OwnNote) => ReviewRight::OwnNote,
            Err(why @ MayNotReview::NotHerRole) => return Err(Code::from(why).into()),
            Ok(()) => ReviewRight::Allowed,
        };
        let reviews = record.reviews.iter().map(|review| review.change);
        let hanging = record.addenda_changes.iter().copied().chain(reviews);
        let seen = shown([record.note_change].into_iter().chain(hanging));
        let note = signed(read, record, now)?;
        let (timeline, entries) = read.timeline(note.note.case, 0, ENTRIES)?;
        let timeline = timeline.into_iter();
        let timeline = timeline.map(|found| entry(found, &note.client.name, &me.person_name, now));
        Ok(Response {
            timeline: timeline.collect(),
            entries,
            risk: case.case.risk,
            seen,
            right,
            to_review: read.review_queue(&waiting_for(vault), (0, 0))?.1,
            note,
        })
    })?;
    desk.note_access(review.note.note.case, AccessKind::Opened);
    Ok(review)
}
