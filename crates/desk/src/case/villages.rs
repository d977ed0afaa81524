//! The villages that clients live in.

use serde::Deserialize;
use ts_rs::TS;

/// Request of `case_villages`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "CaseVillagesRequest")]
pub struct Request {}

/// Response of `case_villages`.
pub type Response = Vec<super::view::VillageCount>;
