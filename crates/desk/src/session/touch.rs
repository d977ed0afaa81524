//! The worker is there: the idle time starts anew.

use crate::desk::Desk;
use crate::failure::Failure;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Request of `session_touch`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "SessionTouchRequest")]
pub struct Request {}

/// Response of `session_touch`.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(rename = "SessionTouchResponse")]
pub struct Response {}

/// Runs the command.
///
/// # Errors
/// None: a touch of a locked session does nothing.
pub fn run(desk: &Desk, _: Request) -> Result<Response, Failure> {
    desk.touch();
    Ok(Response {})
}
