//! Closes the sample caseload and goes back to the real vault.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Request of `vault_leave_sample`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "VaultLeaveSampleRequest")]
pub struct Request {}

/// Response of `vault_leave_sample`.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(rename = "VaultLeaveSampleResponse")]
pub struct Response {}
