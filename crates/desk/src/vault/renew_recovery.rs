//! Makes a new recovery code. The old one counts until the new one was typed back: see
//! [`print_check`](super::print_check).

use super::passphrase::groups;
use crate::desk::Desk;
use crate::failure::Failure;
use ::vault::Opener;
use sealing::Passphrase;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Request of `vault_renew_recovery`.
// No `Debug`: it holds a secret.
#[derive(Deserialize, TS)]
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
/// [`Code::WrongPassphrase`](crate::failure::Code),
/// [`Code::WaitBeforeRetry`](crate::failure::Code); [`Code::NotForSample`](crate::failure::Code);
/// those of the disk.
pub fn run(desk: &Desk, request: Request) -> Result<Response, Failure> {
    desk.not_for_sample()?;
    let passphrase = Passphrase::new(request.passphrase);
    let code = desk.prove_for_recovery(|vault, waiting| {
        let (proposed, code) = vault.propose_recovery(Opener::Passphrase(&passphrase))?;
        *waiting = Some(proposed);
        Ok(code)
    })?;
    Ok(Response { recovery_code: groups(&code) })
}
