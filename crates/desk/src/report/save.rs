//! Writes the visit report where the worker chooses: from there on it is outside the vault.

use super::visit::page;
use crate::desk::Desk;
use crate::failure::{Code, Failure};
use crate::host::FilePurpose;
use crate::outside::write_out;
use crate::settings::view::Language;
use crate::visit::get::note_of;
use casework::access::AccessKind;
use casework::id::VisitId;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use vault::Vault;

/// Request of `report_save`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "ReportSaveRequest")]
pub struct Request {
    /// The visit.
    pub visit: VisitId,
    /// Language of the page.
    pub language: Language,
    /// Which of its notes, by its change; the first where none is named.
    #[serde(default)]
    #[ts(optional)]
    pub note: Option<String>,
}

/// Response of `report_save`.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(rename = "ReportSaveResponse")]
pub struct Response {
    /// Where it was written; nothing if the worker chose no place.
    pub path: Option<String>,
}

/// Runs the command.
///
/// # Errors
/// As the report is composed, and those of the disk that is written to.
pub fn run(desk: &Desk, request: Request) -> Result<Response, Failure> {
    let name = desk.open(|vault| suggested_name(vault, request.visit, request.note.as_deref()))?;
    let Some(path) = desk.host().choose_save(&name, FilePurpose::Pdf) else {
        return Ok(Response { path: None });
    };
    // Only now: the vault may have locked while the dialog stood open.
    let bytes = page(desk, (request.visit, request.note.as_deref()), request.language)?;
    write_out(desk, &path, &bytes)?;
    let visit = desk.open(|vault| Ok(vault.read().visit(request.visit)?))?;
    if let Some(visit) = visit {
        desk.note_access(visit.note.case, AccessKind::Printed);
    }
    Ok(Response { path: Some(path.display().to_string()) })
}

/// Case number and day. The name shows in folders and on sticks: never the client's.
fn suggested_name(vault: &Vault, visit: VisitId, note: Option<&str>) -> Result<String, Failure> {
    let read = vault.read();
    let note = note_of(read, visit, note)?.note;
    let case = read.case(note.case)?.ok_or(Code::NotFound)?.case;
    let on = note.form.started_at.map(|at| at.format("-%Y%m%d").to_string());
    let name = format!("{}{}.pdf", case.number, on.unwrap_or_default());
    Ok(name.replace(['/', '\\'], "-"))
}
