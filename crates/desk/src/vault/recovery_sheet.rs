//! The recovery sheet as a PDF (bytes).

use crate::settings::view::Language;
use serde::Deserialize;
use ts_rs::TS;

/// Request of `vault_recovery_sheet`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "VaultRecoverySheetRequest")]
pub struct Request {
    /// The code in groups, as just shown.
    pub recovery_code: Vec<String>,
    /// `zh` or `en`.
    pub language: Language,
}

/// Response of `vault_recovery_sheet`.
pub type Response = Vec<u8>;
