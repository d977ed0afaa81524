//! Whether the note still says what a printed page says: by the code on the page.

use crate::desk::Desk;
use crate::failure::{Code, Failure};
use casework::id::VisitId;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Request of `report_verify`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "ReportVerifyRequest")]
pub struct Request {
    /// The code as typed.
    pub code: String,
}

/// Response of `report_verify`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, TS)]
#[ts(rename = "ReportVerifyResponse")]
pub struct Response {
    /// A note with that code is in this vault.
    pub visit: Option<VisitId>,
    /// Which of its notes, by its change.
    pub note: Option<String>,
    /// It is signed by its author and unaltered.
    pub unaltered: bool,
    /// Addenda signed since that page was printed.
    pub addenda_since: u32,
    /// The client.
    pub client_name: String,
    /// Day of the visit.
    pub on: Option<NaiveDate>,
    /// Who signed it.
    pub author_name: String,
}

/// Runs the command.
///
/// # Errors
/// [`Code::Locked`]. A code that fits no note is an answer, not an error.
pub fn run(desk: &Desk, request: Request) -> Result<Response, Failure> {
    desk.open(|vault| {
        let read = vault.read();
        let Some(page) = read.page_code(&request.code)? else { return Ok(Response::default()) };
        let mut notes = read.visit_notes(page.visit)?.into_iter();
        let record = notes.find(|one| one.note_change == page.note).ok_or(Code::NotFound)?;
        let client = read.client(record.note.client)?;
        let signed = u32::try_from(record.addenda.len()).unwrap_or(u32::MAX);
        Ok(Response {
            visit: Some(page.visit),
            note: Some(page.note.to_string()),
            unaltered: vault.is_unaltered(page.visit.into())?,
            addenda_since: signed.saturating_sub(page.addenda),
            client_name: client.map(|record| record.client.name).unwrap_or_default(),
            on: record.note.form.started_at.map(|at| at.date()),
            author_name: record.note.author_name,
        })
    })
}
