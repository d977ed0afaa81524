//! Closes the sample caseload and goes back to the real vault.

use crate::desk::Desk;
use crate::failure::Failure;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Request of `vault_leave_sample`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "VaultLeaveSampleRequest")]
pub struct Request {}

/// Response of `vault_leave_sample`.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(rename = "VaultLeaveSampleResponse")]
pub struct Response {}

/// Runs the command.
///
/// # Errors
/// None.
pub fn run(desk: &Desk, _: Request) -> Result<Response, Failure> {
    desk.lock();
    desk.session().sample = false;
    Ok(Response {})
}
