//! Restores a vault from a backup file that the worker chooses. A vault that is already there is set aside, never overwritten.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Request of `vault_restore`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "VaultRestoreRequest")]
pub struct Request {}

/// Response of `vault_restore`.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(rename = "VaultRestoreResponse")]
pub struct Response {
    /// A vault was restored; false if the worker chose no file.
    pub restored: bool,
    /// Where the vault that was there before now lies.
    pub set_aside: Option<String>,
}
