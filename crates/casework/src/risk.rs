//! Risk: four levels, each with the reasons that justify it. Shown as colour, shape and word.

use serde::{Deserialize, Serialize};

/// Level of risk, lowest first, so that `max` is the graver.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum RiskLevel {
    /// 低, blue ○
    Low,
    /// 中, yellow ●
    Medium,
    /// 高, orange ▲
    High,
    /// 危急, red ◆
    Critical,
}

/// A level and why: the two are one statement and change together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Risk {
    /// How grave.
    pub level: RiskLevel,
    /// Why, in the worker's words. Empty only for [`RiskLevel::Low`].
    pub reasons: String,
}
