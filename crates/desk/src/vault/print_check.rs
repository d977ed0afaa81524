//! Checks that a recovery code was written down: typed back, it is the one that opens this vault.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Request of `vault_print_check`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "VaultPrintCheckRequest")]
pub struct Request {
    /// The code as typed back.
    pub code: String,
}

/// Response of `vault_print_check`.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(rename = "VaultPrintCheckResponse")]
pub struct Response {
    /// It is the code of this vault.
    pub matches: bool,
}
