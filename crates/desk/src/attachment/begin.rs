//! Begins to take in a file; its bytes follow in chunks.

use crate::desk::Desk;
use crate::failure::{Code, Failure};
use crate::visit::draft::open_draft;
use casework::id::VisitId;
use casework::limits::{MAX_ATTACHMENT_BYTES, MAX_ATTACHMENTS};
use casework::visit::VisitForm;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use vault::{Intake, Received, make_id};

/// Request of `attachment_begin`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "AttachmentBeginRequest")]
pub struct Request {
    /// The visit it belongs to (a draft).
    pub visit: VisitId,
    /// File name.
    pub name: String,
    /// Length in bytes.
    #[ts(type = "number")]
    pub size: u64,
}

/// A file on its way in.
#[derive(Debug)]
pub(crate) struct Upload {
    pub visit: VisitId,
    pub name: String,
    /// How long it is to be.
    pub size: u64,
    pub bytes: Bytes,
}

/// How far its bytes have come.
#[derive(Debug)]
pub(crate) enum Bytes {
    /// They are still coming.
    Coming(Box<Intake>),
    /// They are in, sealed, and wait for a decision about the place.
    Whole(Received),
}

/// Response of `attachment_begin`.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(rename = "AttachmentBeginResponse")]
pub struct Response {
    /// The upload that the chunks name.
    pub upload: String,
}

/// Runs the command.
///
/// # Errors
/// [`Code::AttachmentEmpty`], [`Code::AttachmentTooLarge`] with the limit in bytes,
/// [`Code::TooManyAttachments`]; [`Code::NotFound`] without such a draft.
pub fn run(desk: &Desk, request: Request) -> Result<Response, Failure> {
    check_size(request.size)?;
    let now = desk.host().now();
    let mut session = desk.session();
    let vault = session.vault.as_mut().ok_or(Code::Locked)?;
    let draft = open_draft(vault.read(), request.visit)?;
    check_room(&draft.form)?;
    let bytes = Bytes::Coming(Box::new(vault.attachments().begin()?));
    let id = make_id(now).to_string();
    let Request { visit, name, size } = request;
    let upload = Upload { visit, name, size, bytes };
    session.uploads.insert(id.clone(), upload);
    Ok(Response { upload: id })
}

fn check_size(size: u64) -> Result<(), Failure> {
    match size {
        0 => Err(Code::AttachmentEmpty.into()),
        1..=MAX_ATTACHMENT_BYTES => Ok(()),
        _ => Err(Failure::with(Code::AttachmentTooLarge, MAX_ATTACHMENT_BYTES)),
    }
}

/// Whether the draft has room for one more.
pub(super) fn check_room(form: &VisitForm) -> Result<(), Failure> {
    if form.attachments.len() < MAX_ATTACHMENTS {
        return Ok(());
    }
    Err(Failure::with(Code::TooManyAttachments, MAX_ATTACHMENTS))
}

/// Takes the next bytes of an upload. More than its beginning said end it.
pub(crate) fn chunk(desk: &Desk, id: &str, bytes: &[u8]) -> Result<(), Failure> {
    let mut session = desk.session();
    session.vault.as_ref().ok_or(Code::Locked)?;
    let upload = session.uploads.get_mut(id).ok_or(Code::NotFound)?;
    let Bytes::Coming(intake) = &mut upload.bytes else { return Err(Code::BadRequest.into()) };
    let taken = if intake.size() + bytes.len() as u64 <= upload.size {
        intake.push(bytes).map_err(Failure::from)
    } else {
        Err(Code::BadRequest.into())
    };
    if taken.is_err() {
        session.uploads.remove(id);
    }
    taken
}
