//! What waits to be sent, and what the station does not take.

use super::view::{SyncRefused, SyncWaiting};
use crate::failure::Failure;
use crate::station::refusal;
use crate::steps::at;
use casework::fields::RecordKind;
use casework::id::{CaseId, VisitId};
use history::{ChangeKind, Header};
use protocol::api::BATCH_LEN;
use std::collections::BTreeSet;
use vault::{SyncState, Vault};

/// Longest list of what is refused: the first tells what is wrong.
const LONGEST: usize = 50;

/// What waits to be sent. Notes are counted among the next batch.
pub(super) fn waiting(vault: &Vault, state: &SyncState) -> Result<SyncWaiting, Failure> {
    let me = vault.identity().device;
    let next = match state.waiting {
        0 => Vec::new(),
        _ => vault.changes_of(me, state.acknowledged, BATCH_LEN)?,
    };
    let headers = next.iter().filter_map(|change| Header::decode(&change.header).ok());
    let is_note = |header: &Header| {
        matches!(header.kind, ChangeKind::NOTE | ChangeKind::ADDENDUM | ChangeKind::REVIEW)
    };
    Ok(SyncWaiting {
        notes: headers.filter(is_note).count() as u64,
        changes: state.waiting,
        attachments: attachments(vault)?,
    })
}

fn attachments(vault: &Vault) -> Result<u64, Failure> {
    let mut found = BTreeSet::new();
    while let Some(blob) = vault.blob_to_send(&found)? {
        found.insert(blob.hash);
        if found.len() >= LONGEST {
            break;
        }
    }
    Ok(found.len() as u64)
}

/// What the station does not take.
pub(super) fn refused(vault: &Vault) -> Result<Vec<SyncRefused>, Failure> {
    let me = vault.identity().device;
    let mut all = Vec::new();
    for (seq, why) in vault.refused()?.into_iter().take(LONGEST) {
        let found = vault.changes_of(me, seq.saturating_sub(1), 1)?;
        let header = found.first().and_then(|change| Header::decode(&change.header).ok());
        let Some(header) = header else { continue };
        all.push(SyncRefused {
            kind: kind(header.record_kind).map(str::to_owned),
            case: case(vault, &header)?,
            why: refusal::code_of(why.code),
            at: at(header.clock.millis),
        });
    }
    Ok(all)
}

fn kind(kind: RecordKind) -> Option<&'static str> {
    Some(match kind {
        RecordKind::CLIENT => "client",
        RecordKind::MEMBER => "member",
        RecordKind::CASE => "case",
        RecordKind::VISIT => "visit",
        RecordKind::ACTION => "action",
        _ => return None,
    })
}

/// The case, by the file or by the visit.
fn case(vault: &Vault, header: &Header) -> Result<Option<CaseId>, Failure> {
    let read = vault.read();
    if let Some(found) = read.case(CaseId(header.file.0))? {
        return Ok(Some(found.id));
    }
    Ok(read.visit(VisitId(header.record.0))?.map(|visit| visit.note.case))
}
