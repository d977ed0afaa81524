//! Makes a new recovery code; the old one stops working.

use crate::desk::Desk;
use crate::failure::{Code, Failure};
use super::passphrase::groups;
use ::vault::Opener;
use sealing::Passphrase;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Request of `vault_renew_recovery`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "VaultRenewRecoveryRequest")]
pub struct Request {
    /// The present passphrase.
    pub passphrase: String,
}

/// Response of `vault_renew_recovery`.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(rename = "VaultRenewRecoveryResponse")]
pub struct Response {
    /// The code in groups, to be printed: shown this once.
    pub recovery_code: Vec<String>,
}

/// Runs the command.
///
/// # Errors
/// [`Code::WrongPassphrase`], [`Code::WaitBeforeRetry`]; those of the disk.
pub fn run(desk: &Desk, request: Request) -> Result<Response, Failure> {
    let passphrase = Passphrase::new(request.passphrase);
    let code = desk.prove(|vault| vault.renew_recovery(Opener::Passphrase(&passphrase)))?;
    Ok(Response { recovery_code: groups(&code) })
}
