//! The head of a case file.

use casework::id::CaseId;
use serde::Deserialize;
use ts_rs::TS;

/// Request of `case_get`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "CaseGetRequest")]
pub struct Request {
    /// The case.
    pub id: CaseId,
}

/// Response of `case_get`.
pub type Response = super::view::CaseView;
