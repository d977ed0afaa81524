//! Ends the upload: the file is told by its bytes, location removed, encrypted and named in the draft.

use super::begin::{Bytes, Upload, check_room};
use super::photo;
use super::sniff::sniff;
use crate::desk::Desk;
use crate::failure::{Code, Failure};
use crate::visit::draft::{OpenDraft, open_draft};
use casework::attachment::{Attachment, AttachmentKind};
use casework::id::{AttachmentId, VisitId};
use casework::limits::MAX_NAME_CHARS;
use casework::text;
use chrono::{DateTime, FixedOffset};
use serde::Deserialize;
use ts_rs::TS;
use vault::{DraftContent, Received, Vault, make_id};
use zeroize::Zeroizing;

/// Request of `attachment_finish`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "AttachmentFinishRequest")]
pub struct Request {
    /// The upload.
    pub upload: String,
    /// Keep the place where a photo was taken.
    pub keep_location: bool,
}

/// Response of `attachment_finish`.
pub type Response = casework::attachment::Attachment;

/// Runs the command.
///
/// # Errors
/// [`Code::NotFound`] without such an upload; [`Code::BadRequest`] where fewer bytes came than its beginning
/// said; [`Code::TooManyAttachments`]; those of the disk. The draft is as it was.
/// [`Code::LocationNotRemovable`] for a format that cannot be rewritten, unless the place is kept on purpose;
/// [`Code::AttachmentUnreadable`] for a damaged picture, unless it is kept as it came;
/// [`Code::PictureTooLarge`]: then the upload waits, and can be ended once more with the other choice.
pub fn run(desk: &Desk, request: Request) -> Result<Response, Failure> {
    let now = desk.host().now();
    let Upload { visit, name, size, bytes } = take(desk, &request.upload)?;
    let received = match bytes {
        Bytes::Coming(intake) => intake.finish()?,
        Bytes::Whole(received) => received,
    };
    if received.size() != size {
        return Err(Code::BadRequest.into());
    }
    // A large picture takes a second: nothing that is typed meanwhile waits for it.
    let taken = Taken::of(&received, request.keep_location);
    let mut session = desk.session();
    session.vault.as_ref().ok_or(Code::Locked)?;
    let taken = match taken {
        Ok(taken) => taken,
        Err(failure) => {
            let waiting = Upload { visit, name, size, bytes: Bytes::Whole(received) };
            session.uploads.insert(request.upload, waiting);
            return Err(failure);
        }
    };
    let vault = session.vault.as_mut().ok_or(Code::Locked)?;
    let draft = open_draft(vault.read(), visit)?;
    check_room(&draft.form)?;
    let attachment = store(vault, received, taken, &name, now)?;
    name_in_draft(vault, visit, draft, attachment.clone(), now)?;
    Ok(Attachment { key: String::new(), ..attachment })
}

/// Takes an upload out of those on their way.
fn take(desk: &Desk, upload: &str) -> Result<Upload, Failure> {
    let mut session = desk.session();
    session.vault.as_ref().ok_or(Code::Locked)?;
    session.uploads.remove(upload).ok_or_else(|| Code::NotFound.into())
}

/// Names the stored file in the draft. Where that fails, the file goes: nothing would ever name it.
fn name_in_draft(
    vault: &mut Vault,
    visit: VisitId,
    mut draft: OpenDraft,
    attachment: Attachment,
    now: DateTime<FixedOffset>,
) -> Result<(), Failure> {
    let sealed = attachment.sealed_sha256.clone();
    draft.form.attachments.push(attachment);
    let content = DraftContent::Visit(Box::new(draft.form));
    let named = vault.write(now, |tx| tx.save_draft(visit, draft.case, draft.client, content));
    if let Err(error) = named {
        // The first error is the one to tell; a file left behind is found by the next verification.
        let _ = vault.remove_attachment(&sealed);
        return Err(error.into());
    }
    Ok(())
}

fn store(
    vault: &Vault,
    received: Received,
    taken: Taken,
    name: &str,
    now: DateTime<FixedOffset>,
) -> Result<Attachment, Failure> {
    let stored = match taken.rewritten {
        Some(bytes) => vault.attachments().put(&bytes)?,
        None => received.keep()?,
    };
    Ok(Attachment {
        id: AttachmentId(make_id(now)),
        kind: taken.kind,
        name: text::clean(name).chars().take(MAX_NAME_CHARS).collect(),
        media_type: taken.media_type.to_owned(),
        size: stored.size,
        sha256: stored.sha256,
        sealed_sha256: stored.sealed_sha256,
        key: stored.key.to_string(),
        added_at: now.to_utc(),
        location_kept: taken.location_kept,
        caption: String::new(),
    })
}

/// What becomes of a file that came in.
struct Taken {
    kind: AttachmentKind,
    media_type: &'static str,
    /// The bytes without the place; nothing where they are kept as they came.
    rewritten: Option<Zeroizing<Vec<u8>>>,
    location_kept: bool,
}

impl Taken {
    fn of(received: &Received, keep_location: bool) -> Result<Self, Failure> {
        let bytes = received.read()?;
        let found = sniff(&bytes);
        if found.location_stuck && !keep_location {
            return Err(Code::LocationNotRemovable.into());
        }
        let as_it_came = Self {
            kind: found.kind,
            media_type: found.media_type,
            rewritten: None,
            location_kept: found.location_stuck,
        };
        if found.kind != AttachmentKind::Photo {
            return Ok(as_it_came);
        }
        match photo::thumbnail(&bytes) {
            Err(Code::PictureTooLarge) => Err(Code::PictureTooLarge.into()),
            // A damaged picture may be all the evidence there is: it is kept, and nothing renders it.
            Err(_) if keep_location => {
                Ok(Self { kind: AttachmentKind::Document, location_kept: true, ..as_it_came })
            }
            Err(_) => Err(Code::AttachmentUnreadable.into()),
            Ok(_) if keep_location => Ok(Self { location_kept: true, ..as_it_came }),
            Ok(_) => {
                let bytes = Zeroizing::new(photo::without_location(&bytes, found.media_type)?);
                Ok(Self { rewritten: Some(bytes), ..as_it_came })
            }
        }
    }
}
