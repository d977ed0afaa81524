//! Saves the settings.

use super::view::Settings;
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
