//! The settings.

use serde::Deserialize;
use ts_rs::TS;

/// Request of `settings_get`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "SettingsGetRequest")]
pub struct Request {}

/// Response of `settings_get`.
pub type Response = super::view::Settings;
