//! The visit report from what the vault holds.

use crate::failure::{Code, Failure};
use crate::review::show::latest;
use crate::settings::view::Language;
use crate::visit::get::{note_of, withheld_from};
use casework::addendum::Addendum;
use casework::attachment::{Attachment, AttachmentKind};
use casework::client::Client;
use casework::id::VisitId;
use casework::review::{ReviewState, Verdict};
use chrono::{DateTime, FixedOffset, NaiveDate};
use paper::{
    ActionLine, AddendumEntry, ClientLine, Countersigned, PaperError, Photo, PhotoFault,
    VisitReport,
};
use vault::{ActionRecord, Vault, VaultError, VisitRecord};

/// What the page of a signed visit says; of several notes on it, the one that this change is.
///
/// # Errors
/// [`Code::NotFound`] without such a signed visit; those of the attachments.
pub(crate) fn compose(
    vault: &Vault,
    (visit, note): (VisitId, Option<&str>),
    language: Language,
    now: DateTime<FixedOffset>,
) -> Result<VisitReport, Failure> {
    let read = vault.read();
    let record = note_of(read, visit, note)?;
    let VisitRecord { note, note_change, addenda, code, id, reviews, review, .. } = record;
    let approved = latest(&reviews, Verdict::Approve).filter(|_| review == ReviewState::Approved);
    let case = read.case(note.case)?.ok_or(Code::NotFound)?.case;
    let client = read.client(note.client)?.ok_or(Code::NotFound)?.client;
    let started_at = note.form.started_at.ok_or(Code::Internal)?;
    let withheld_from = withheld_from(read, &note)?;
    let identity = vault.identity();
    let photos = photos(vault, visit, &note.form.attachments, *now.offset())?;
    Ok(VisitReport {
        language: paper_language(language),
        station: identity.station.clone(),
        case_number: case.number,
        client: client_line(client, started_at.date()),
        risk: Some(case.risk.level),
        kind: note.form.kind.ok_or(Code::Internal)?,
        started_at,
        ended_at: note.form.ended_at,
        place: note.form.place,
        present: note.form.present.into_iter().map(|present| present.name).collect(),
        nobody_home: note.form.nobody_home,
        observations: note.form.observations,
        judgement: note.form.judgement,
        needs: note.form.needs,
        actions: read.actions_of_note(note_change, id)?.into_iter().map(action_line).collect(),
        next: note.form.next,
        photos,
        addenda: addenda.into_iter().map(addendum_entry).collect(),
        author: note.author_name,
        signed_at: note.signed_at,
        countersigned: approved.map(|approved| Countersigned {
            name: approved.reviewer_name.clone(),
            at: approved.signed_at,
        }),
        verification_code: code,
        withheld_from,
        printed_at: now,
        printed_by: identity.person_name.clone(),
    })
}

fn client_line(client: Client, on: NaiveDate) -> ClientLine {
    ClientLine {
        age: client.age_on(on).and_then(|age| u16::try_from(age).ok()),
        name: client.name,
        sex: client.sex,
        group: client.group,
        categories: client.categories,
    }
}

fn action_line(action: ActionRecord) -> ActionLine {
    ActionLine {
        what: action.agreed.what,
        owner: action.agreed.owner,
        due: action.agreed.due,
        state: action.progress.state,
    }
}

fn addendum_entry(addendum: Addendum) -> AddendumEntry {
    AddendumEntry {
        author: addendum.author_name,
        signed_at: addendum.signed_at,
        text: addendum.text,
    }
}

/// The photos in the note's order. Voice and documents are not printed; the note on screen has them.
fn photos(
    vault: &Vault,
    visit: VisitId,
    attachments: &[Attachment],
    offset: FixedOffset,
) -> Result<Vec<Photo>, Failure> {
    let photos = attachments.iter().filter(|held| held.kind == AttachmentKind::Photo);
    photos
        .map(|held| {
            let bytes = match vault.attachments().read(held) {
                Err(VaultError::AttachmentMissing)
                    if vault.is_on_its_way(visit, &held.sealed_sha256)? =>
                {
                    return Err(Code::AttachmentOnItsWay.into());
                }
                read => read?,
            };
            Ok(Photo {
                caption: held.caption.clone(),
                taken_at: None,
                added_at: held.added_at.with_timezone(&offset),
                image: Some(bytes.to_vec()),
            })
        })
        .collect()
}

/// The page's language as paper knows it.
pub(crate) fn paper_language(language: Language) -> paper::Language {
    match language {
        Language::Zh => paper::Language::Zh,
        Language::En => paper::Language::En,
    }
}

impl From<PaperError> for Failure {
    fn from(error: PaperError) -> Self {
        match error {
            PaperError::NoGlyph { character, code_point, .. } => {
                Self::with(Code::NoGlyph, format!("{character} U+{code_point:04X}"))
            }
            PaperError::Photo { fault: PhotoFault::Unreadable, .. } => {
                Code::AttachmentUnreadable.into()
            }
            PaperError::Photo { fault: PhotoFault::TooLarge, .. } => Code::PictureTooLarge.into(),
            PaperError::Font(_) | PaperError::Write(_) => Code::Internal.into(),
        }
    }
}
