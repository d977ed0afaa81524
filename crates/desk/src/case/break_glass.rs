//! A manager opens a case that is not hers, in an emergency: with a reason that its members see.

use super::closed::closed;
use crate::desk::Desk;
use crate::failure::{Code, Failure};
use crate::station::line::Line;
use crate::station::{append_acts, sheets};
use casework::id::FileId;
use serde::Deserialize;
use ts_rs::TS;

/// Request of `case_break_glass`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "CaseBreakGlassRequest")]
pub struct Request {
    /// The case's file, as `case_closed` tells it.
    pub file: FileId,
    /// Why; the case's members read it.
    pub reason: String,
}

/// Response of `case_break_glass`: the cases that are still closed. What is in this one comes with the next sync.
pub type Response = super::closed::Response;

/// Runs the command.
///
/// # Errors
/// [`Code::ReasonMissing`]; [`Code::NotYourRole`] for everybody but a manager; [`Code::NoEmergencyBox`] where the case is
/// open to her already, or its members' laptops have not filled her box yet; [`Code::NotLinked`]; that the station is
/// not reached.
pub fn run(desk: &Desk, request: Request) -> Result<Response, Failure> {
    desk.for_managers()?;
    let reason = sheets::reason(&request.reason)?;
    append_acts(desk, &mut Line::of(desk)?, |vault| {
        let acts = vault.break_glass(request.file, &reason)?;
        if acts.is_empty() { Err(Code::NoEmergencyBox.into()) } else { Ok(acts) }
    })?;
    desk.open(|vault| closed(vault))
}
