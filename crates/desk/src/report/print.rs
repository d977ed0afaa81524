//! Opens the system’s print dialog on the page that is shown.

use crate::desk::Desk;
use crate::failure::{Code, Failure};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Request of `report_print`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "ReportPrintRequest")]
pub struct Request {}

/// Response of `report_print`.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(rename = "ReportPrintResponse")]
pub struct Response {}

/// Runs the command.
///
/// # Errors
/// [`Code::PrintUnavailable`] where the machine has no way to print.
pub fn run(desk: &Desk, _: Request) -> Result<Response, Failure> {
    desk.host().print().map_err(|_| Code::PrintUnavailable)?;
    desk.note_printed();
    Ok(Response {})
}
