//! Every change of the case’s own fields.

use casework::id::CaseId;
use serde::Deserialize;
use ts_rs::TS;

/// Request of `case_history`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "CaseHistoryRequest")]
pub struct Request {
    /// The case.
    pub id: CaseId,
}

/// Response of `case_history`.
pub type Response = Vec<crate::client::view::FieldChange>;
