//! Opens the vault with its passphrase.

use crate::desk::Desk;
use crate::failure::Failure;
use ::vault::{Opener, Vault};
use sealing::Passphrase;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Request of `vault_unlock`.
// No `Debug`: it holds a secret.
#[derive(Deserialize, TS)]
#[ts(rename = "VaultUnlockRequest")]
pub struct Request {
    /// The passphrase.
    pub passphrase: String,
}

/// Response of `vault_unlock`.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(rename = "VaultUnlockResponse")]
pub struct Response {}

/// Runs the command.
///
/// # Errors
/// [`Code::WrongPassphrase`](crate::failure::Code); [`Code::WaitBeforeRetry`](crate::failure::Code)
/// with the seconds; what the folder is like. A vault that is open stays so, whatever is typed.
pub fn run(desk: &Desk, request: Request) -> Result<Response, Failure> {
    let passphrase = Passphrase::new(request.passphrase);
    let rules = desk.rules()?.visits;
    desk.try_to_open(|folder, now| {
        Ok(Vault::unlock(folder, Opener::Passphrase(&passphrase), desk.cost(), rules, now)?)
    })?;
    Ok(Response {})
}
