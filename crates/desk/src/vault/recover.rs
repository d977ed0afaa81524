//! Opens the vault with the printed recovery code and sets a new passphrase.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Request of `vault_recover`.
#[derive(Debug, Deserialize, TS)]
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
