//! Opens a case (intake) or saves an edit of one.

use casework::case::Case;
use casework::id::CaseId;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Request of `case_save`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "CaseSaveRequest")]
pub struct Request {
    /// The case on record, if it is an edit.
    pub id: Option<CaseId>,
    /// What is typed.
    pub case: Case,
    /// What the form was filled from.
    pub seen: Vec<String>,
}

/// Response of `case_save`.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(rename = "CaseSaveResponse")]
pub struct Response {
    /// The case.
    pub id: CaseId,
}
