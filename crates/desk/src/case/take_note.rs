//! A writer of a case takes note that it was opened in an emergency, for its client's file as well.

use super::glass::glass;
use crate::desk::Desk;
use crate::failure::{Code, Failure};
use crate::station::append_acts;
use crate::station::line::Line;
use casework::id::CaseId;
use serde::Deserialize;
use ts_rs::TS;

/// Request of `case_take_note`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "CaseTakeNoteRequest")]
pub struct Request {
    /// The case.
    pub case: CaseId,
    /// The place in the directory of what she takes note of.
    pub entry: u64,
}

/// Response of `case_take_note`: by whom and why the case was opened in an emergency; it stays.
pub type Response = super::glass::Response;

/// Runs the command.
///
/// # Errors
/// [`Code::NotFound`] where there is nothing that she may take note of; [`Code::NotLinked`]; that the station is not
/// reached.
pub fn run(desk: &Desk, request: Request) -> Result<Response, Failure> {
    let Request { case, entry } = request;
    let client =
        desk.open(|vault| Ok(vault.read().case(case)?.ok_or(Code::NotFound)?.case.client))?;
    append_acts(desk, &mut Line::of(desk)?, |vault| {
        let acts = vault.note_taken(&[case.into(), client.into()], entry)?;
        if acts.is_empty() { Err(Code::NotFound.into()) } else { Ok(acts) }
    })?;
    desk.open(|vault| glass(vault, case))
}
