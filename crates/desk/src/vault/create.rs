//! Makes a new vault and opens it.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Request of `vault_create`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "VaultCreateRequest")]
pub struct Request {
    /// The passphrase.
    pub passphrase: String,
    /// The station, as it stands on paper.
    pub station: String,
    /// The worker, as it stands under a note.
    pub person: String,
}

/// Response of `vault_create`.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(rename = "VaultCreateResponse")]
pub struct Response {
    /// The recovery code in groups, to be printed: shown this once.
    pub recovery_code: Vec<String>,
}
