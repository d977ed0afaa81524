//! The recovery sheet as a PDF (bytes).

use crate::desk::Desk;
use crate::failure::Failure;
use crate::report::compose::paper_language;
use crate::settings::view::Language;
use paper::RecoverySheet;
use serde::Deserialize;
use ts_rs::TS;

/// Request of `vault_recovery_sheet`.
// No `Debug`: it holds a secret.
#[derive(Deserialize, TS)]
#[ts(rename = "VaultRecoverySheetRequest")]
pub struct Request {
    /// The code in groups, as just shown.
    pub recovery_code: Vec<String>,
    /// `zh` or `en`.
    pub language: Language,
}

/// Response of `vault_recovery_sheet`.
pub type Response = Vec<u8>;

/// Runs the command.
///
/// # Errors
/// [`Code::Locked`](crate::failure::Code); [`Code::NoGlyph`](crate::failure::Code) for a name that
/// no font can print.
pub fn run(desk: &Desk, request: Request) -> Result<Response, Failure> {
    let now = desk.host().now();
    desk.open(|vault| {
        let identity = vault.identity();
        let sheet = RecoverySheet {
            station: identity.station.clone(),
            person: identity.person_name.clone(),
            made_on: now.date_naive(),
            code_groups: request.recovery_code,
            language: paper_language(request.language),
        };
        Ok(paper::recovery_sheet(&sheet, paper::Fonts::shared()?)?.to_vec())
    })
}
