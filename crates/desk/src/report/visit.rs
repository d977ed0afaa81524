//! The visit report as a PDF (bytes).

use crate::settings::view::Language;
use casework::id::VisitId;
use serde::Deserialize;
use ts_rs::TS;

/// Request of `report_visit`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "ReportVisitRequest")]
pub struct Request {
    /// The visit.
    pub visit: VisitId,
    /// Language of the page.
    pub language: Language,
}

/// Response of `report_visit`.
pub type Response = Vec<u8>;
