//! How good a passphrase is, while it is typed.

use serde::Deserialize;
use ts_rs::TS;

/// Request of `vault_strength`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "VaultStrengthRequest")]
pub struct Request {
    /// The passphrase.
    pub passphrase: String,
    /// Names that it should not be made of.
    pub hints: Vec<String>,
}

/// Response of `vault_strength`.
pub type Response = super::view::Strength;
