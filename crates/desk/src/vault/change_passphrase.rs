//! Changes the passphrase: the vault key is wrapped anew.

use crate::desk::Desk;
use crate::failure::{Code, Failure};
use super::passphrase::chosen;
use ::vault::Opener;
use sealing::Passphrase;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Request of `vault_change_passphrase`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "VaultChangePassphraseRequest")]
pub struct Request {
    /// The present passphrase.
    pub current: String,
    /// The new one.
    pub new: String,
}

/// Response of `vault_change_passphrase`.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(rename = "VaultChangePassphraseResponse")]
pub struct Response {}

/// Runs the command.
///
/// # Errors
/// [`Code::WrongPassphrase`], [`Code::WeakPassphrase`], [`Code::WaitBeforeRetry`]; those of the disk.
pub fn run(desk: &Desk, request: Request) -> Result<Response, Failure> {
    let current = Passphrase::new(request.current);
    let identity = desk.open(|vault| Ok(vault.identity().clone()))?;
    let new = chosen(request.new, &[&identity.station, &identity.person_name])?;
    desk.prove(|vault| vault.change_passphrase(Opener::Passphrase(&current), &new))?;
    Ok(Response {})
}
