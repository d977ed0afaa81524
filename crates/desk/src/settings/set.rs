//! Saves the settings.

use super::view::Settings;
use crate::desk::Desk;
use crate::failure::Failure;
use serde::Deserialize;
use ts_rs::TS;

/// Request of `settings_set`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "SettingsSetRequest")]
pub struct Request {
    /// All of them.
    pub settings: Settings,
}

/// Response of `settings_set`.
pub type Response = Settings;

/// Runs the command.
///
/// # Errors
/// [`Code::ReadOnly`](crate::failure::Code), [`Code::DiskFull`](crate::failure::Code) or
/// [`Code::DiskFault`](crate::failure::Code); the settings are then as they were.
pub fn run(desk: &Desk, request: Request) -> Result<Response, Failure> {
    let settings = request.settings.bounded();
    desk.keep_settings(&settings)?;
    Ok(settings)
}
