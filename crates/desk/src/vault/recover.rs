//! Opens the vault with the printed recovery code and sets a new passphrase.

use super::passphrase::chosen;
use crate::desk::Desk;
use crate::failure::Failure;
use crate::opening::Opened;
use ::vault::{Opener, Vault, VaultError};
use sealing::RecoveryCode;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use zeroize::Zeroizing;

/// Request of `vault_recover`.
// No `Debug`: it holds a secret.
#[derive(Deserialize, TS)]
#[ts(rename = "VaultRecoverRequest")]
pub struct Request {
    /// The code as typed.
    pub code: String,
    /// The new passphrase.
    pub new_passphrase: String,
}

/// Response of `vault_recover`.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(rename = "VaultRecoverResponse")]
pub struct Response {}

/// Runs the command.
///
/// # Errors
/// [`Code::RecoveryCodeMistyped`](crate::failure::Code),
/// [`Code::WrongRecoveryCode`](crate::failure::Code),
/// [`Code::WeakPassphrase`](crate::failure::Code), [`Code::WaitBeforeRetry`](crate::failure::Code);
/// what the folder is like.
pub fn run(desk: &Desk, request: Request) -> Result<Response, Failure> {
    let code = RecoveryCode::parse(&request.code).map_err(VaultError::from)?;
    let rules = desk.rules()?.visits;
    let typed = Zeroizing::new(request.new_passphrase);
    let opened = desk.try_to_open(|folder, now| {
        let mut vault = Vault::unlock(folder, Opener::Recovery(&code), desk.cost(), rules, now)?;
        set(&mut vault, &code, &typed)?;
        Ok(vault)
    })?;
    if opened == Opened::Before {
        desk.prove(|vault| set(vault, &code, &typed))?;
    }
    Ok(Response {})
}

/// Sets the new passphrase. Whose names it must not be made of is known only now.
fn set(vault: &mut Vault, code: &RecoveryCode, typed: &str) -> Result<(), Failure> {
    let identity = vault.identity();
    let new = chosen(typed.to_owned(), &[&identity.station, &identity.person_name])?;
    Ok(vault.change_passphrase(Opener::Recovery(code), &new)?)
}
