//! Takes an attachment out of a draft.

use crate::desk::Desk;
use crate::failure::{Code, Failure};
use crate::visit::draft::open_draft;
use casework::id::{AttachmentId, VisitId};
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use vault::DraftContent;

/// Request of `attachment_remove`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "AttachmentRemoveRequest")]
pub struct Request {
    /// The visit.
    pub visit: VisitId,
    /// The attachment.
    pub id: AttachmentId,
}

/// Response of `attachment_remove`.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(rename = "AttachmentRemoveResponse")]
pub struct Response {}

/// Runs the command.
///
/// # Errors
/// [`Code::NotFound`] where the draft has no such attachment; [`Code::AlreadySigned`].
pub fn run(desk: &Desk, request: Request) -> Result<Response, Failure> {
    let now = desk.host().now();
    desk.open(|vault| {
        let mut draft = open_draft(vault.read(), request.visit)?;
        let attachments = &mut draft.form.attachments;
        let place = attachments.iter().position(|held| held.id == request.id);
        let removed = attachments.remove(place.ok_or(Code::NotFound)?);
        let content = DraftContent::Visit(Box::new(draft.form));
        vault.write(now, |tx| tx.save_draft(request.visit, draft.case, draft.client, content))?;
        vault.remove_attachment(&removed.sealed_sha256)?;
        Ok(Response {})
    })
}
