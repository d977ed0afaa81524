//! Closes the vault. Drafts stay in it.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Request of `vault_lock`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "VaultLockRequest")]
pub struct Request {}

/// Response of `vault_lock`.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(rename = "VaultLockResponse")]
pub struct Response {}
