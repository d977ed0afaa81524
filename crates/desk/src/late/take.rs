//! Takes over a note that a revoked laptop had not sent: a draft of one's own with what it says, to be read, corrected and
//! signed in one's own name. The note itself stays aside as it is.

use super::list::note;
use crate::desk::Desk;
use crate::failure::{Code, Failure};
use casework::id::VisitId;
use history::Hash;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use vault::{DraftContent, DraftKind, make_id};

/// Request of `late_take`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "LateTakeRequest")]
pub struct Request {
    /// The change.
    pub change: String,
    /// Where the words come from, as the worker reads it: it stands before what was observed.
    pub remark: String,
}

/// Response of `late_take`.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(rename = "LateTakeResponse")]
pub struct Response {
    /// The draft.
    pub visit: VisitId,
}

/// Runs the command. Asked for again it answers the same draft, as long as that was not thrown away.
///
/// # Errors
/// [`Code::NotFound`] where it is no note of a revoked laptop, or its case is not here.
pub fn run(desk: &Desk, request: Request) -> Result<Response, Failure> {
    let now = desk.host().now();
    let change: Hash = request.change.parse().map_err(|_| Code::NotFound)?;
    desk.open(|vault| {
        if vault.station()?.is_none() {
            return Err(Code::NotFound.into());
        }
        let late = vault.late_change(change)?.ok_or(Code::NotFound)?;
        if let Some(visit) = late.taken {
            let draft = vault.read().draft(visit, DraftKind::Visit)?;
            let there = draft.is_some_and(|draft| draft.discarded_at.is_none());
            if there || vault.read().visit(visit)?.is_some() {
                return Ok(Response { visit });
            }
        }
        let note = note(&late.header, late.body.as_ref()).ok_or(Code::NotFound)?;
        let case = vault.read().case(note.case)?.ok_or(Code::NotFound)?;
        let mut form = note.form;
        let remark = request.remark.trim();
        form.observations = [remark, form.observations.trim()].join("\n\n").trim().to_owned();
        // Her own hand: what the client signed was another page.
        form.client_signed = false;
        for action in &mut form.actions {
            action.id = casework::id::ActionId(make_id(now));
        }
        let visit = VisitId(make_id(now));
        let content = DraftContent::Visit(Box::new(form));
        vault.write(now, |tx| tx.save_draft(visit, note.case, case.case.client, content))?;
        vault.note_taken_over(change, visit)?;
        Ok(Response { visit })
    })
}
