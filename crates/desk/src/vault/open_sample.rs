//! Opens the sample caseload in a folder of its own.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Request of `vault_open_sample`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "VaultOpenSampleRequest")]
pub struct Request {}

/// Response of `vault_open_sample`.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(rename = "VaultOpenSampleResponse")]
pub struct Response {}
