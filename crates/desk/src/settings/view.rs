//! The settings.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Language of the screens or of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Language {
    /// 中文
    Zh,
    /// English
    En,
}

/// Light, dark, or as the system says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    /// As the system says.
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// The settings.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Settings {
    /// Language of the screens.
    pub language: Language,
    /// Text size in percent, 100 to 150.
    pub text_percent: u16,
    /// Light or dark.
    pub theme: Theme,
    /// Minutes without a touch until the vault locks, 1 to 60.
    pub idle_minutes: u16,
}
