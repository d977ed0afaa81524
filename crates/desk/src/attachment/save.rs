//! Writes an attachment where the worker chooses: from there on it is outside the vault.

use super::read::{named, unread};
use crate::desk::Desk;
use crate::failure::Failure;
use crate::host::FilePurpose;
use crate::outside::write_out;
use casework::access::AccessKind;
use casework::id::{AttachmentId, VisitId};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Request of `attachment_save`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "AttachmentSaveRequest")]
pub struct Request {
    /// The visit.
    pub visit: VisitId,
    /// The attachment.
    pub id: AttachmentId,
}

/// Response of `attachment_save`.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(rename = "AttachmentSaveResponse")]
pub struct Response {
    /// Where it was written; nothing if the worker chose no place.
    pub path: Option<String>,
}

/// Runs the command.
///
/// # Errors
/// Those of [`attachment_read`](super::read); those of the disk.
pub fn run(desk: &Desk, request: Request) -> Result<Response, Failure> {
    let attachment = desk.open(|vault| named(vault.read(), request.visit, request.id))?;
    let Some(path) = desk.host().choose_save(&file_name(&attachment.name), FilePurpose::Attachment)
    else {
        return Ok(Response { path: None });
    };
    let bytes = desk.open(|vault| match vault.attachments().read(&attachment) {
        Err(error) => Err(unread(vault, request.visit, &attachment, error)?),
        Ok(bytes) => Ok(bytes),
    })?;
    write_out(desk, &path, &bytes)?;
    let visit = desk.open(|vault| Ok(vault.read().visit(request.visit)?))?;
    if let Some(visit) = visit {
        desk.note_access(visit.note.case, AccessKind::HandedOut);
    }
    Ok(Response { path: Some(path.display().to_string()) })
}

/// The name as it came, without what could lead to another folder.
fn file_name(name: &str) -> String {
    let plain: String =
        name.chars().filter(|c| !c.is_control() && !"/\\:*?\"<>|".contains(*c)).collect();
    let plain = plain.trim_matches(['.', ' ']);
    if plain.is_empty() { String::from("attachment") } else { plain.to_owned() }
}
