//! Opens the vault with its passphrase.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Request of `vault_unlock`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "VaultUnlockRequest")]
pub struct Request {
    /// The passphrase.
    pub passphrase: String,
}

/// Response of `vault_unlock`.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(rename = "VaultUnlockResponse")]
pub struct Response {}
