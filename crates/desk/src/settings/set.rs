//! Saves the settings.

use super::file;
use super::view::Settings;
use crate::desk::Desk;
use crate::failure::{Code, Failure};
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
/// [`Code::ReadOnly`], [`Code::DiskFull`] or [`Code::DiskFault`].
pub fn run(desk: &Desk, request: Request) -> Result<Response, Failure> {
    let settings = request.settings.bounded();
    file::save(&desk.host().data_folder(), &settings).map_err(Code::from)?;
    Ok(settings)
}
