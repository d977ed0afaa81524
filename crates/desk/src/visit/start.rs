//! Begins a visit: an empty draft, or the case’s draft that is already open when asked to go on with it.

use casework::id::{CaseId, VisitId};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Request of `visit_start`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "VisitStartRequest")]
pub struct Request {
    /// The case.
    pub case: CaseId,
}

/// Response of `visit_start`.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(rename = "VisitStartResponse")]
pub struct Response {
    /// The visit.
    pub id: VisitId,
}
