//! A passphrase that somebody chooses, and the printed code that stands in for a forgotten one.

use crate::failure::{Code, Failure};
use sealing::{Passphrase, RecoveryCode, Strength};

/// The passphrase, if it is good enough to protect a case file.
///
/// # Errors
/// [`Code::WeakPassphrase`].
pub(crate) fn chosen(typed: String, hints: &[&str]) -> Result<Passphrase, Failure> {
    let passphrase = Passphrase::new(typed);
    if Strength::of(&passphrase, hints).accepted {
        Ok(passphrase)
    } else {
        Err(Code::WeakPassphrase.into())
    }
}

/// The code in its groups, to be shown once and printed.
pub(crate) fn groups(code: &RecoveryCode) -> Vec<String> {
    code.reveal().split('-').map(str::to_owned).collect()
}
