//! Checks that a recovery code was written down, by having it typed back. A new code comes into force by this
//! and nothing else.

use crate::desk::Desk;
use crate::failure::{Code, Failure};
use ::vault::VaultError;
use sealing::RecoveryCode;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Request of `vault_print_check`.
// No `Debug`: it holds a secret.
#[derive(Deserialize, TS)]
#[ts(rename = "VaultPrintCheckRequest")]
pub struct Request {
    /// The code as typed back.
    pub code: String,
}

/// Response of `vault_print_check`.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(rename = "VaultPrintCheckResponse")]
pub struct Response {
    /// It is the code that was shown, and opens this vault from now on.
    pub matches: bool,
}

/// Runs the command.
///
/// # Errors
/// [`Code::RecoveryCodeMistyped`](crate::failure::Code) with a slip of the pen;
/// [`Code::WaitBeforeRetry`](crate::failure::Code).
pub fn run(desk: &Desk, request: Request) -> Result<Response, Failure> {
    let code = RecoveryCode::parse(&request.code).map_err(VaultError::from)?;
    // A wrong code is an answer here, and counts as a wrong try all the same.
    let proved = desk.prove_for_recovery(|vault, waiting| {
        vault.confirm_recovery(waiting.as_ref(), &code)?;
        *waiting = None;
        Ok(())
    });
    match proved {
        Ok(()) => Ok(Response { matches: true }),
        Err(failure) if failure.code == Code::WrongRecoveryCode => Ok(Response { matches: false }),
        Err(failure) => Err(failure),
    }
}
