//! Puts sample cases into a vault, by the same doors as a worker's own.

use super::{LISTS, Lists, STATION, STORIES, SampleCase, SamplePhoto, SampleStation, SampleVisit};
use crate::attachment::{photo, sniff::sniff};
use crate::failure::{Code, Failure};
use casework::addendum::Addendum;
use casework::attachment::Attachment;
use casework::case::Case;
use casework::fields::{RecordKind, value};
use casework::id::{AttachmentId, CaseId};
use casework::member::Member;
use casework::rhythm::VisitRules;
use casework::visit::VisitNote;
use chrono::{DateTime, FixedOffset, NaiveDateTime, NaiveTime};
use history::ChangeKind;
use sealing::{KdfCost, Passphrase};
use std::path::Path;
use vault::{DraftContent, Founding, NewChange, Tx, Vault, VaultError, make_id};

/// A new vault with the stories that ship with the program.
pub(crate) fn sample_vault(
    folder: &Path,
    passphrase: &Passphrase,
    cost: KdfCost,
    rules: VisitRules,
    now: DateTime<FixedOffset>,
) -> Result<Vault, Failure> {
    let broken = |_| Failure::from(Code::Internal);
    let station = SampleStation::parse(STATION).map_err(broken)?;
    let founding = Founding { station: station.station, person: station.worker };
    let (mut vault, _) = Vault::create(folder, &founding, passphrase, cost, rules, now)?;
    put_stories(&mut vault, now)?;
    Ok(vault)
}

/// Fills a vault with the stories that ship with the program; its person is their worker.
///
/// # Errors
/// Those of the disk.
pub fn put_stories(vault: &mut Vault, now: DateTime<FixedOffset>) -> Result<(), Failure> {
    for text in STORIES {
        for case in super::story(text, now.date_naive()).map_err(|_| Code::Internal)? {
            put_story(vault, case, now)?;
        }
    }
    Ok(())
}

/// Fills a vault with `count` cases that follow from `seed`, `batch` cases in one transaction.
///
/// # Errors
/// Those of the disk.
pub fn put_generated(
    vault: &mut Vault,
    (seed, count, batch): (u64, usize, usize),
    now: DateTime<FixedOffset>,
) -> Result<(), Failure> {
    let lists = Lists::parse(LISTS).map_err(|_| Code::Internal)?;
    put_cases(vault, super::generate(seed, count, now.date_naive(), &lists), batch, now)
}

/// Fills a vault with cases, `batch` of them in one transaction.
///
/// # Errors
/// Those of the disk.
pub fn put_cases(
    vault: &mut Vault,
    cases: impl IntoIterator<Item = SampleCase>,
    batch: usize,
    now: DateTime<FixedOffset>,
) -> Result<(), Failure> {
    let mut cases = cases.into_iter().peekable();
    while cases.peek().is_some() {
        let author = Author::of(vault, now);
        vault.write(now, |tx| {
            for case in cases.by_ref().take(batch.max(1)) {
                put_head(tx, &case, &author)?;
                for visit in &case.visits {
                    put_visit(tx, &case, visit, &author)?;
                }
            }
            Ok::<_, VaultError>(())
        })?;
    }
    Ok(())
}

/// Each visit in a write of its own, at the time it was signed, so that the history reads true.
fn put_story(
    vault: &mut Vault,
    mut case: SampleCase,
    now: DateTime<FixedOffset>,
) -> Result<(), Failure> {
    let author = Author::of(vault, now);
    let opened = author.at(case.case.opened_on.and_time(NaiveTime::MIN));
    vault.write(opened, |tx| put_head(tx, &case, &author))?;
    let visits = std::mem::take(&mut case.visits);
    for mut visit in visits {
        let signed = visit.signed_at.map_or(now, |at| author.at(at));
        for photo in &visit.photos {
            visit.form.attachments.push(attach(vault, photo, signed)?);
        }
        vault.write(signed, |tx| put_visit(tx, &case, &visit, &author))?;
    }
    Ok(())
}

/// Who writes the sample, and in which time zone.
struct Author {
    identity: vault::Identity,
    now: DateTime<FixedOffset>,
}

impl Author {
    fn of(vault: &Vault, now: DateTime<FixedOffset>) -> Self {
        Self { identity: vault.identity().clone(), now }
    }

    fn at(&self, local: NaiveDateTime) -> DateTime<FixedOffset> {
        local.and_local_timezone(*self.now.offset()).single().unwrap_or(self.now)
    }
}

fn put_head(tx: &mut Tx<'_>, case: &SampleCase, author: &Author) -> Result<(), VaultError> {
    let client = case.client_id;
    tx.edit(client.into(), client.into(), &[], &case.client)?;
    for member in &case.members {
        tx.append(NewChange {
            file: client.into(),
            record: member.id.into(),
            record_kind: RecordKind::MEMBER,
            field: Member::CLIENT,
            kind: ChangeKind::SET,
            supersedes: Vec::new(),
            value: value(&client),
        })?;
        tx.edit(client.into(), member.id.into(), &[], &member.member)?;
    }
    let owned = Case { worker: Some(author.identity.person), ..case.case.clone() };
    tx.edit(case.case_id.into(), case.case_id.into(), &[], &owned)?;
    Ok(())
}

fn put_visit(
    tx: &mut Tx<'_>,
    case: &SampleCase,
    visit: &SampleVisit,
    author: &Author,
) -> Result<(), VaultError> {
    let Some(signed_at) = visit.signed_at else {
        let content = DraftContent::Visit(Box::new(visit.form.clone()));
        tx.save_draft(visit.id, case.case_id, case.client_id, content)?;
        return Ok(());
    };
    let note = VisitNote {
        case: case.case_id,
        client: case.client_id,
        author: author.identity.person,
        author_name: author.identity.person_name.clone(),
        signed_at: author.at(signed_at),
        form: visit.form.clone(),
    };
    tx.sign_note(visit.id, &note)?;
    for addendum in &visit.addenda {
        let addendum = Addendum {
            text: addendum.text.clone(),
            author: author.identity.person,
            author_name: author.identity.person_name.clone(),
            signed_at: author.at(addendum.signed_at),
            answers: Vec::new(),
            note: String::new(),
        };
        tx.sign_addendum(visit.id, &addendum)?;
    }
    progress(tx, case.case_id, visit)
}

fn progress(tx: &mut Tx<'_>, case: CaseId, visit: &SampleVisit) -> Result<(), VaultError> {
    for done in &visit.progress {
        tx.edit(case.into(), done.action.into(), &[], &done.progress)?;
    }
    Ok(())
}

fn attach(
    vault: &Vault,
    picture: &SamplePhoto,
    at: DateTime<FixedOffset>,
) -> Result<Attachment, Failure> {
    let found = sniff(picture.bytes);
    let bytes = photo::without_location(picture.bytes, found.media_type)?;
    let stored = vault.attachments().put(&bytes)?;
    Ok(Attachment {
        id: AttachmentId(make_id(at)),
        kind: found.kind,
        name: picture.name.clone(),
        media_type: found.media_type.to_owned(),
        size: stored.size,
        sha256: stored.sha256,
        sealed_sha256: stored.sealed_sha256,
        key: stored.key.to_string(),
        added_at: at.to_utc(),
        location_kept: false,
        caption: picture.caption.clone(),
    })
}
