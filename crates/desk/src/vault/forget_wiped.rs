//! Somebody has read that the vault was destroyed: it is not shown again.

use crate::desk::Desk;
use crate::failure::Failure;
use ::vault::Vault;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Request of `vault_forget_wiped`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "VaultForgetWipedRequest")]
pub struct Request {}

/// Response of `vault_forget_wiped`.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(rename = "VaultForgetWipedResponse")]
pub struct Response {}

/// Runs the command.
///
/// # Errors
/// Those of the disk.
pub fn run(desk: &Desk, _: Request) -> Result<Response, Failure> {
    Vault::forget_wiped(&desk.folder())?;
    Ok(Response {})
}
