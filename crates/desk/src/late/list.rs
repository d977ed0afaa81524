//! What revoked laptops had not sent.

use super::view::LateItem;
use crate::desk::Desk;
use crate::failure::Failure;
use crate::steps::{at, name, text};
use crate::sync::waiting::{case, kind};
use crate::visit::draft::without_keys;
use casework::addendum::Addendum;
use casework::id::CaseId;
use casework::visit::VisitNote;
use history::ChangeKind;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use ts_rs::TS;
use vault::{LateChange, Vault};

/// Request of `late_list`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "LateListRequest")]
pub struct Request {}

/// Response of `late_list`.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(rename = "LateListResponse")]
pub struct Response {
    /// The changes, in the order in which they came.
    pub items: Vec<LateItem>,
}

/// Runs the command.
///
/// # Errors
/// [`Code::Locked`](crate::failure::Code).
pub fn run(desk: &Desk, _: Request) -> Result<Response, Failure> {
    desk.open(|vault| {
        if vault.station()?.is_none() {
            return Ok(Response { items: Vec::new() });
        }
        let late = vault.late()?.into_iter();
        let items = late.map(|change| item(vault, change)).collect::<Result<_, _>>()?;
        Ok(Response { items })
    })
}

fn item(vault: &Vault, late: LateChange) -> Result<LateItem, Failure> {
    let header = late.header;
    let note = note(&header, late.body.as_ref());
    let case = match &note {
        Some(note) => vault.read().case(note.case)?.map(|found| found.id),
        None => case(vault, &header)?.map(|found| found.id),
    };
    let field = name(header.record_kind, header.field, header.kind).map(str::to_owned);
    let text = match header.kind {
        ChangeKind::NOTE | ChangeKind::REVIEW => None,
        ChangeKind::ADDENDUM => late.body.and_then(addendum),
        _ => text(late.body.iter()),
    };
    Ok(LateItem {
        change: late.id.to_string(),
        device: header.author,
        person_name: vault.read().person_of(header.author).to_owned(),
        at: at(header.clock.millis),
        kind: kind(header.record_kind).map(str::to_owned),
        field,
        client_name: client_name(vault, case)?,
        case,
        text,
        can_take: note.is_some() && case.is_some(),
        note: note.map(|note| without_keys(note.form)),
        taken: late.taken,
    })
}

fn client_name(vault: &Vault, case: Option<CaseId>) -> Result<String, Failure> {
    let read = vault.read();
    let Some(case) = case.map(|id| read.case(id)).transpose()?.flatten() else {
        return Ok(String::new());
    };
    Ok(read.client(case.case.client)?.map(|found| found.client.name).unwrap_or_default())
}

/// The note of a visit, if that is what it is.
pub(super) fn note(header: &history::Header, body: Option<&Value>) -> Option<VisitNote> {
    let is_note = header.kind == ChangeKind::NOTE;
    body.filter(|_| is_note).and_then(|body| serde_json::from_value(body.clone()).ok())
}

fn addendum(body: Value) -> Option<String> {
    serde_json::from_value(body).ok().map(|addendum: Addendum| addendum.text)
}
