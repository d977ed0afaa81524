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
/// None: where the sample is not open, nothing is closed.
pub fn run(desk: &Desk, _: Request) -> Result<Response, Failure> {
    let _door = desk.door();
    if std::mem::take(&mut desk.session().sample) {
        desk.close();
    }
    Ok(Response {})
}
