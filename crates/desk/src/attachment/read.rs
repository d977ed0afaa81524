//! The bytes of an attachment (bytes).

use super::photo;
use crate::desk::Desk;
use crate::failure::{Code, Failure};
use casework::attachment::{Attachment, AttachmentKind};
use casework::id::{AttachmentId, VisitId};
use serde::Deserialize;
use ts_rs::TS;
use vault::{DraftContent, DraftKind, Reader, Vault, VaultError};

/// Request of `attachment_read`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "AttachmentReadRequest")]
pub struct Request {
    /// The visit.
    pub visit: VisitId,
    /// The attachment.
    pub id: AttachmentId,
    /// A small picture of it instead (JPEG, at most 480 pixels).
    pub thumbnail: bool,
}

/// Response of `attachment_read`.
pub type Response = Vec<u8>;

/// Runs the command.
///
/// # Errors
/// [`Code::NotFound`]; [`Code::AttachmentOnItsWay`], [`Code::AttachmentMissing`], [`Code::AttachmentDamaged`];
/// [`Code::AttachmentUnreadable`] for a thumbnail of what is no photo.
pub fn run(desk: &Desk, request: Request) -> Result<Response, Failure> {
    let (store, attachment) = {
        let session = desk.session();
        let vault = session.vault.as_ref().ok_or(Code::Locked)?;
        let attachment = named(vault.read(), request.visit, request.id)?;
        if let Some(small) = session.thumbnails.get(&request.id).filter(|_| request.thumbnail) {
            return Ok(small.clone());
        }
        (vault.attachments(), attachment)
    };
    if request.thumbnail && attachment.kind != AttachmentKind::Photo {
        return Err(Code::AttachmentUnreadable.into());
    }
    // Opening a large file takes a while: nothing that is typed meanwhile waits for it.
    let bytes = match store.read(&attachment) {
        Err(error) => {
            return Err(desk.open(|vault| unread(vault, request.visit, &attachment, error))?);
        }
        Ok(bytes) => bytes,
    };
    let answer =
        if request.thumbnail { photo::thumbnail(&bytes)? } else { bytes.as_slice().to_vec() };
    let mut session = desk.session();
    session.vault.as_ref().ok_or(Code::Locked)?;
    if request.thumbnail {
        session.thumbnails.insert(request.id, answer.clone());
    }
    Ok(answer)
}

/// Why an attachment cannot be read: one that a colleague's laptop is still sending is not lost.
pub(crate) fn unread(
    vault: &mut Vault,
    visit: VisitId,
    attachment: &Attachment,
    error: VaultError,
) -> Result<Failure, Failure> {
    let sealed = &attachment.sealed_sha256;
    if !matches!(error, VaultError::AttachmentMissing) || !vault.is_on_its_way(visit, sealed)? {
        return Ok(error.into());
    }
    vault.want_blob(visit, sealed)?;
    Ok(Code::AttachmentOnItsWay.into())
}

/// The attachment as the draft or the note names it.
pub(crate) fn named(
    read: Reader<'_>,
    visit: VisitId,
    id: AttachmentId,
) -> Result<Attachment, Failure> {
    let attachments = match read.draft(visit, DraftKind::Visit)? {
        Some(draft) => match draft.content {
            DraftContent::Visit(form) => form.attachments,
            DraftContent::Addendum(_) => Vec::new(),
        },
        None => {
            let notes = read.visit_notes(visit)?.into_iter();
            notes.flat_map(|signed| signed.note.form.attachments).collect()
        }
    };
    attachments.into_iter().find(|held| held.id == id).ok_or_else(|| Code::NotFound.into())
}
