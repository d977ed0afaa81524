//! Sex as the identity number and the registers of the field know it (GB/T 2261.1).

use serde::{Deserialize, Serialize};

/// Recorded sex.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Sex {
    /// 女
    Female,
    /// 男
    Male,
}
