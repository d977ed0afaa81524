//! Stops bringing laptop and station together, until `sync_now` or the next time the vault is opened.

use crate::desk::Desk;
use crate::failure::Failure;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Request of `sync_cancel`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "SyncCancelRequest")]
pub struct Request {}

/// Response of `sync_cancel`.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(rename = "SyncCancelResponse")]
pub struct Response {}

/// Runs the command. What was sent and acknowledged stays; the rest waits.
///
/// # Errors
/// None: where nothing is under way, nothing stops.
pub fn run(desk: &Desk, _: Request) -> Result<Response, Failure> {
    desk.sync.stop();
    Ok(Response {})
}
