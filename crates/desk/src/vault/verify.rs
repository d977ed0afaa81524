//! Verifies the whole log: signatures, hash chain of each device, commitments; and the views against it.

use super::view::Broken;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Request of `vault_verify`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "VaultVerifyRequest")]
pub struct Request {}

/// Response of `vault_verify`.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(rename = "VaultVerifyResponse")]
pub struct Response {
    /// Changes looked at.
    #[ts(type = "number")]
    pub changes: u64,
    /// Devices whose chain was followed.
    pub devices: u32,
    /// Changes that do not verify, named by id, with what is wrong as a key.
    pub broken: Vec<Broken>,
    /// The views say what the log says.
    pub views_match: bool,
    /// Attachments whose encrypted file is missing or altered.
    pub attachments_broken: Vec<String>,
}
