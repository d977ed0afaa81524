//! Writes the visit report where the worker chooses: from there on it is outside the vault.

use super::compose::visit_report;
use crate::desk::Desk;
use crate::failure::{Code, Failure};
use crate::host::FilePurpose;
use crate::settings::view::Language;
use casework::id::VisitId;
use serde::{Deserialize, Serialize};
use std::fs;
use std::io::Write as _;
use std::path::Path;
use ts_rs::TS;

/// Request of `report_save`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "ReportSaveRequest")]
pub struct Request {
    /// The visit.
    pub visit: VisitId,
    /// Language of the page.
    pub language: Language,
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
    let now = desk.host().now();
    let (bytes, number) = desk.open(|vault| {
        let bytes = visit_report(vault, request.visit, request.language, now)?;
        let read = vault.read();
        let note = read.visit(request.visit)?.ok_or(Code::NotFound)?.note;
        let case = read.case(note.case)?.ok_or(Code::NotFound)?.case;
        let on = note.form.started_at.map(|at| at.format("-%Y%m%d").to_string());
        Ok((bytes, format!("{}{}", case.number, on.unwrap_or_default())))
    })?;
    // The name shows in folders and on sticks: the case number, never the client's.
    let name = format!("{number}.pdf").replace(['/', '\\'], "-");
    let Some(path) = desk.host().choose_save(&name, FilePurpose::Pdf) else {
        return Ok(Response { path: None });
    };
    write_out(&path, &bytes)?;
    Ok(Response { path: Some(path.display().to_string()) })
}

/// Writes a file that the worker asked for outside the vault: whole, or not at all.
pub(crate) fn write_out(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let mut beside = path.as_os_str().to_owned();
    beside.push(".part");
    let written = fs::File::create(&beside)
        .and_then(|mut file| file.write_all(bytes).and_then(|()| file.sync_all()))
        .and_then(|()| fs::rename(&beside, path));
    if let Err(error) = written {
        // What is left of the attempt is a case in clear: it goes.
        let _ = fs::remove_file(&beside);
        return Err(Code::from(error).into());
    }
    Ok(())
}
