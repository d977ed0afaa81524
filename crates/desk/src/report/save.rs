//! Writes the visit report where the worker chooses: from there on it is outside the vault.

use crate::settings::view::Language;
use casework::id::VisitId;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Request of `report_save`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "ReportSaveRequest")]
pub struct Request {
    /// The visit.
    pub visit: VisitId,
    /// Language of the page.
    pub language: Language,
}

/// Response of `report_save`.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(rename = "ReportSaveResponse")]
pub struct Response {
    /// Where it was written; nothing if the worker chose no place.
    pub path: Option<String>,
}
