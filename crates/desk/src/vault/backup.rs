//! Writes the whole vault into one encrypted file, where the worker chooses.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Request of `vault_backup`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "VaultBackupRequest")]
pub struct Request {}

/// Response of `vault_backup`.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(rename = "VaultBackupResponse")]
pub struct Response {
    /// Where it was written; nothing if the worker chose no place.
    pub path: Option<String>,
    /// Its size in bytes.
    #[ts(type = "number")]
    pub size: u64,
}
