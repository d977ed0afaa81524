//! Changes the passphrase: the vault key is wrapped anew.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Request of `vault_change_passphrase`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "VaultChangePassphraseRequest")]
pub struct Request {
    /// The present passphrase.
    pub current: String,
    /// The new one.
    pub new: String,
}

/// Response of `vault_change_passphrase`.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(rename = "VaultChangePassphraseResponse")]
pub struct Response {}
