//! Changes the passphrase: the vault key is wrapped anew.

use super::passphrase::chosen;
use crate::desk::Desk;
use crate::failure::Failure;
use ::vault::Opener;
use sealing::Passphrase;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Request of `vault_change_passphrase`.
// No `Debug`: it holds a secret.
#[derive(Deserialize, TS)]
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
/// [`Code::WrongPassphrase`](crate::failure::Code), [`Code::WeakPassphrase`](crate::failure::Code),
/// [`Code::WaitBeforeRetry`](crate::failure::Code); [`Code::NotForSample`](crate::failure::Code);
/// those of the disk.
pub fn run(desk: &Desk, request: Request) -> Result<Response, Failure> {
    desk.not_for_sample()?;
    let current = Passphrase::new(request.current);
    let identity = desk.open(|vault| Ok(vault.identity().clone()))?;
    let new = chosen(request.new, &[&identity.station, &identity.person_name])?;
    desk.prove(|vault| Ok(vault.change_passphrase(Opener::Passphrase(&current), &new)?))?;
    Ok(Response {})
}
