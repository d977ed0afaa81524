//! Makes a new recovery code; the old one stops working.

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
