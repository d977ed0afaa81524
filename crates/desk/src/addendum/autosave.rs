//! Saves an addendum that is being written.

use crate::desk::Desk;
use crate::failure::{Code, Failure};
use casework::id::VisitId;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use vault::DraftContent;

/// Request of `addendum_autosave`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "AddendumAutosaveRequest")]
pub struct Request {
    /// The visit.
    pub visit: VisitId,
    /// The text so far.
    pub text: String,
}

/// Response of `addendum_autosave`.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(rename = "AddendumAutosaveResponse")]
pub struct Response {}

/// Runs the command.
///
/// # Errors
/// [`Code::NotFound`] without such a signed note; those of the disk.
pub fn run(desk: &Desk, request: Request) -> Result<Response, Failure> {
    let now = desk.host().now();
    desk.open(|vault| {
        let visit = vault.read().visit(request.visit)?.ok_or(Code::NotFound)?;
        let (case, client) = (visit.note.case, visit.note.client);
        let content = DraftContent::Addendum(request.text);
        vault.write(now, |tx| tx.save_draft(request.visit, case, client, content))?;
        Ok(Response {})
    })
}
