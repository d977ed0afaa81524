//! Signs a review: approves the note, returns it, or comments on it.

use super::{form_key, waiting_for};
use crate::desk::Desk;
use crate::failure::{Code, Failure};
use crate::seen::{seen, shown};
use crate::visit::get::note_of;
use casework::id::{CaseId, VisitId};
use casework::review::{
    NoteTexts, Review, ReviewError, ReviewForm, ReviewState, Verdict, check, may_review,
};
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use vault::{Reader, VisitRecord};

/// Request of `review_sign`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "ReviewSignRequest")]
pub struct Request {
    /// The visit.
    pub visit: VisitId,
    /// What it comes to.
    pub verdict: Verdict,
    /// All that is typed.
    pub form: ReviewForm,
    /// What `review_get` showed.
    pub seen: Vec<String>,
}

/// Response of `review_sign`.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(rename = "ReviewSignResponse")]
pub struct Response {
    /// Where the note stands now.
    pub state: ReviewState,
    /// The note that is next in the queue; nothing where none waits.
    pub next: Option<NextReview>,
    /// Notes that wait in all.
    pub to_review: u32,
}

/// A note that waits.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct NextReview {
    /// The visit.
    pub visit: VisitId,
    /// Its case.
    pub case: CaseId,
    /// Which of its notes, by its change.
    pub note: String,
}

/// Runs the command.
///
/// # Errors
/// [`Code::NotYourRole`], [`Code::OwnNote`]; [`Code::Invalid`] for a return without reasons and a remark that is
/// about nothing in the note; [`Code::ChangedMeanwhile`] when an addendum or a review came since it was shown;
/// [`Code::NotFound`] without such a signed note. In each case what was typed is still kept.
pub fn run(desk: &Desk, request: Request) -> Result<Response, Failure> {
    let now = desk.host().now();
    let seen = shown(seen(&request.seen)?);
    let visit = request.visit;
    desk.open(|vault| {
        let record = shown_note(vault.read(), visit, &seen)?;
        let note = record.note_change.to_string();
        let (role, me) = (vault.role(), vault.identity());
        may_review(role, me.person, record.note.author).map_err(Code::from)?;
        let texts = NoteTexts { note: &record.note, addenda: &record.addenda };
        let form = check(request.verdict, &request.form, texts).map_err(invalid)?;
        let review = Review {
            verdict: request.verdict,
            form,
            reviewer: me.person,
            reviewer_name: me.person_name.clone(),
            role,
            signed_at: now,
            seen,
        };
        vault.write(now, |tx| {
            tx.sign_review(visit, &review)?;
            tx.remove_form(&form_key(visit))
        })?;
        let read = vault.read();
        let state = note_of(read, visit, Some(&note))?.review;
        // A comment leaves the note in the queue: the next is another one.
        let (first, to_review) = read.review_queue(&waiting_for(vault), (0, 2))?;
        let next =
            first.into_iter().map(|row| row.card).find(|card| card.change.to_string() != note);
        let next = next.map(|card| NextReview {
            visit: card.id,
            case: card.case,
            note: card.change.to_string(),
        });
        Ok(Response { state, next, to_review })
    })
}

/// The note that was shown: of several on one visit the one that is among what was seen.
fn shown_note(read: Reader<'_>, visit: VisitId, seen: &[String]) -> Result<VisitRecord, Failure> {
    let notes = read.visit_notes(visit)?;
    let change = notes.iter().map(|one| one.note_change.to_string()).find(|one| seen.contains(one));
    note_of(read, visit, change.as_deref())
}

fn invalid(errors: Vec<ReviewError>) -> Failure {
    Failure::invalid(errors.iter().map(ReviewError::problem))
}
