//! A visit: the form of a draft, or the signed note.

use super::draft::{open_draft, without_keys};
use super::view::{DraftView, NoteView, SignedVisit, VisitView};
use crate::case::show::action;
use crate::client::show::{card_of, members};
use crate::desk::Desk;
use crate::failure::{Code, Failure};
use crate::review::show;
use crate::steps::changes;
use casework::access::AccessKind;
use casework::id::VisitId;
use casework::visit::VisitNote;
use casework::visit::readiness::missing;
use chrono::{DateTime, FixedOffset};
use serde::Deserialize;
use ts_rs::TS;
use vault::{DraftContent, DraftKind, Reader, VaultError, VisitRecord};

/// Request of `visit_get`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "VisitGetRequest")]
pub struct Request {
    /// The visit.
    pub id: VisitId,
}

/// Response of `visit_get`.
pub type Response = VisitView;

/// Runs the command.
///
/// # Errors
/// [`Code::NotFound`] without such a visit, or where its draft was discarded.
pub fn run(desk: &Desk, request: Request) -> Result<Response, Failure> {
    let now = desk.host().now();
    let view = desk.open(|vault| {
        let read = vault.read();
        let notes = read.visit_notes(request.id)?.into_iter();
        let mut notes =
            notes.map(|record| signed(read, record, now)).collect::<Result<Vec<_>, _>>()?;
        if notes.is_empty() {
            return draft(read, request.id, now).map(VisitView::Draft);
        }
        let first = notes.remove(0);
        Ok(VisitView::Signed(SignedVisit { note: first, others: notes }))
    })?;
    let case = match &view {
        VisitView::Signed(signed) => signed.note.note.case,
        VisitView::Draft(draft) => draft.case,
    };
    desk.note_access(case, AccessKind::Opened);
    Ok(view)
}

fn draft(read: Reader<'_>, id: VisitId, now: DateTime<FixedOffset>) -> Result<DraftView, Failure> {
    let today = now.date_naive();
    let draft = open_draft(read, id)?;
    let case = read.case(draft.case)?.ok_or(Code::NotFound)?;
    let actions = read.open_actions(draft.case)?.into_iter();
    Ok(DraftView {
        id,
        case: draft.case,
        case_number: case.case.number,
        client: card_of(read, draft.client, today)?,
        members: members(read, draft.client)?,
        missing: missing(&draft.form, now.naive_local()),
        form: without_keys(draft.form),
        open_actions: actions.map(|record| action(record, today)).collect(),
        saved_at: draft.saved_at,
    })
}

/// One of the notes of a visit: the one that this change is, or the first. Notes of several laptops stand side by side.
///
/// # Errors
/// [`Code::NotFound`] without such a signed note.
pub(crate) fn note_of(
    read: Reader<'_>,
    visit: VisitId,
    note: Option<&str>,
) -> Result<VisitRecord, Failure> {
    let mut notes = read.visit_notes(visit)?.into_iter();
    let found = match note {
        Some(note) => notes.find(|one| one.note_change.to_string() == note),
        None => notes.next(),
    };
    found.ok_or(Code::NotFound.into())
}

/// The note as it is read.
pub(crate) fn signed(
    read: Reader<'_>,
    record: VisitRecord,
    now: DateTime<FixedOffset>,
) -> Result<NoteView, Failure> {
    let today = now.date_naive();
    let VisitRecord { id, note, note_change, addenda, addenda_unreadable, .. } = record;
    let VisitRecord { code, reviews, review, .. } = record;
    let case = read.case(note.case)?.ok_or(Code::NotFound)?;
    let begun = read.draft(id, DraftKind::Addendum);
    // A draft that cannot be read does not take the note with it.
    let addendum_draft_unreadable = matches!(begun, Err(VaultError::DraftUnreadable));
    let begun = if addendum_draft_unreadable { None } else { begun?.map(|draft| draft.content) };
    let addendum_draft = match begun {
        Some(DraftContent::Addendum(text)) => text,
        _ => String::new(),
    };
    let actions = read.actions_of_note(note_change, id)?.into_iter();
    Ok(NoteView {
        id,
        change: note_change.to_string(),
        case_number: case.case.number,
        client: card_of(read, note.client, today)?,
        addenda,
        addenda_unreadable,
        reviews: reviews.into_iter().map(show::review).collect(),
        review,
        addendum_draft,
        addendum_draft_unreadable,
        actions: actions.map(|record| action(record, today)).collect(),
        verification_code: code,
        withheld_from: withheld_from(read, &note)?,
        history: changes(read, id.into())?,
        note: VisitNote { form: without_keys(note.form), ..note },
    })
}

/// Names of those around the client to whom nothing may be handed.
pub(crate) fn withheld_from(read: Reader<'_>, note: &VisitNote) -> Result<Vec<String>, Failure> {
    let members = read.members(note.client)?.into_iter();
    Ok(members.filter(|found| found.member.withheld).map(|found| found.member.name).collect())
}
