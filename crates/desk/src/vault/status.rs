//! Whether there is a vault, and what the lock screen needs to know before it is open.

use super::view::VaultState;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Request of `vault_status`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "VaultStatusRequest")]
pub struct Request {}

/// Response of `vault_status`.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(rename = "VaultStatusResponse")]
pub struct Response {
    /// Absent, locked or open.
    pub state: VaultState,
    /// Seconds until the next passphrase is accepted.
    pub wait_seconds: u32,
    /// The sample caseload is shown, not a real vault.
    pub sample: bool,
    /// The passphrase of the sample caseload, where that is what is locked.
    pub sample_passphrase: Option<String>,
    /// Where the vault lies.
    pub folder: String,
}
