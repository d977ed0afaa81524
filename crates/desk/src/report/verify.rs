//! Whether the note still says what a printed page says: by the code on the page.

use casework::id::VisitId;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Request of `report_verify`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "ReportVerifyRequest")]
pub struct Request {
    /// The code as typed.
    pub code: String,
}

/// Response of `report_verify`.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(rename = "ReportVerifyResponse")]
pub struct Response {
    /// A note with that code is in this vault.
    pub visit: Option<VisitId>,
    /// It is signed by its author and unaltered.
    pub unaltered: bool,
    /// Addenda signed since that page was printed.
    pub addenda_since: u32,
    /// The client.
    pub client_name: String,
    /// Day of the visit.
    pub on: Option<NaiveDate>,
    /// Who signed it.
    pub author_name: String,
}
