//! Saves the draft as it stands; durable when answered.

use super::draft::{open_draft, with_keys};
use crate::desk::Desk;
use crate::failure::Failure;
use casework::id::VisitId;
use casework::visit::VisitForm;
use casework::visit::readiness::Missing;
use casework::visit::readiness::missing;
use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use vault::DraftContent;

/// Request of `visit_autosave`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "VisitAutosaveRequest")]
pub struct Request {
    /// The visit.
    pub id: VisitId,
    /// All that is typed.
    pub form: VisitForm,
}

/// Response of `visit_autosave`.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(rename = "VisitAutosaveResponse")]
pub struct Response {
    /// When it was saved.
    pub saved_at: DateTime<FixedOffset>,
    /// What is still missing for signing.
    pub missing: Vec<Missing>,
}

/// Runs the command.
///
/// # Errors
/// [`Code::NotFound`](crate::failure::Code) where the draft was discarded;
/// [`Code::AlreadySigned`](crate::failure::Code); those of the disk.
pub fn run(desk: &Desk, request: Request) -> Result<Response, Failure> {
    let now = desk.host().now();
    desk.open(|vault| {
        let draft = open_draft(vault.read(), request.id)?;
        let form = with_keys(request.form, &draft.form);
        let missing = missing(&form, now.naive_local());
        let content = DraftContent::Visit(Box::new(form));
        vault.write(now, |tx| tx.save_draft(request.id, draft.case, draft.client, content))?;
        Ok(Response { saved_at: now, missing })
    })
}
