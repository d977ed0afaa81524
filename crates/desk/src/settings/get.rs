//! The settings.

use crate::desk::Desk;
use crate::failure::Failure;
use serde::Deserialize;
use ts_rs::TS;

/// Request of `settings_get`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "SettingsGetRequest")]
pub struct Request {}

/// Response of `settings_get`.
pub type Response = super::view::Settings;

/// Runs the command.
///
/// # Errors
/// None: settings that cannot be read are the defaults.
pub fn run(desk: &Desk, _: Request) -> Result<Response, Failure> {
    Ok(desk.settings())
}
