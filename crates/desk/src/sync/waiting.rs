//! What waits to be sent, and what the station does not take.

use super::view::{SyncRefused, SyncWaiting};
use crate::failure::Failure;
use crate::station::refusal;
use crate::steps::at;
use casework::fields::RecordKind;
use casework::id::{CaseId, ClientId, VisitId};
use history::Header;
use vault::{CaseRecord, SyncState, Vault};

/// Longest list of what is refused: the first tells what is wrong.
const LONGEST: usize = 50;

/// What waits to be sent.
pub(super) fn waiting(vault: &Vault, state: &SyncState) -> Result<SyncWaiting, Failure> {
    Ok(SyncWaiting {
        notes: vault.notes_waiting()?,
        changes: state.waiting,
        attachments: vault.attachments_waiting()?,
    })
}

/// What the station does not take: the first of it, and how much there is.
pub(super) fn refused(vault: &Vault) -> Result<(Vec<SyncRefused>, u64), Failure> {
    let me = vault.identity().device;
    let all = vault.refused()?;
    let total = all.len() as u64;
    let mut first = Vec::new();
    for (seq, why) in all.into_iter().take(LONGEST) {
        let found = vault.changes_of(me, seq.saturating_sub(1), 1)?;
        let header = found.first().and_then(|change| Header::decode(&change.header).ok());
        let Some(header) = header else { continue };
        let case = case(vault, &header)?;
        let client = match &case {
            Some(found) => vault.read().client(found.case.client)?,
            None => vault.read().client(ClientId(header.file.0))?,
        };
        first.push(SyncRefused {
            seq,
            kind: kind(header.record_kind).map(str::to_owned),
            case: case.as_ref().map(|found| found.id),
            case_number: case.map(|found| found.case.number),
            client: client.map(|found| found.client.name),
            why: refusal::code_of(why.code),
            at: at(header.clock.millis),
        });
    }
    Ok((first, total))
}

pub(crate) fn kind(kind: RecordKind) -> Option<&'static str> {
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
pub(crate) fn case(vault: &Vault, header: &Header) -> Result<Option<CaseRecord>, Failure> {
    let read = vault.read();
    if let Some(found) = read.case(CaseId(header.file.0))? {
        return Ok(Some(found));
    }
    Ok(match read.visit(VisitId(header.record.0))? {
        Some(visit) => read.case(visit.note.case)?,
        None => None,
    })
}
