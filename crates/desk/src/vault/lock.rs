//! Closes the vault. Drafts stay in it.

use crate::desk::Desk;
use crate::failure::Failure;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Request of `vault_lock`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "VaultLockRequest")]
pub struct Request {}

/// Response of `vault_lock`.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(rename = "VaultLockResponse")]
pub struct Response {}

/// Runs the command.
///
/// # Errors
/// None: locking a locked vault does nothing.
pub fn run(desk: &Desk, _: Request) -> Result<Response, Failure> {
    desk.lock();
    Ok(Response {})
}
