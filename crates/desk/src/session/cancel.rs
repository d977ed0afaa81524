//! Asks the long work that is under way (a backup, a restore) to stop.

use crate::desk::Desk;
use crate::failure::Failure;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Request of `session_cancel`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "SessionCancelRequest")]
pub struct Request {}

/// Response of `session_cancel`.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(rename = "SessionCancelResponse")]
pub struct Response {}

/// Runs the command.
///
/// # Errors
/// None: where nothing is under way, nothing stops.
pub fn run(desk: &Desk, _: Request) -> Result<Response, Failure> {
    desk.cancel();
    Ok(Response {})
}
