//! Brings laptop and station together at once, without waiting for the time that was set.

use crate::desk::Desk;
use crate::failure::Failure;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Request of `sync_now`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "SyncNowRequest")]
pub struct Request {}

/// Response of `sync_now`.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(rename = "SyncNowResponse")]
pub struct Response {}

/// Runs the command. It only wakes the background: how it goes is told by `sync_state`.
///
/// # Errors
/// [`crate::failure::Code::Locked`].
pub fn run(desk: &Desk, _: Request) -> Result<Response, Failure> {
    desk.open(|_| Ok(()))?;
    desk.sync.go_on();
    Ok(Response {})
}
