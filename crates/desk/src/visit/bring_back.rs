//! Brings a discarded draft back.

use casework::id::VisitId;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Request of `visit_bring_back`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "VisitBringBackRequest")]
pub struct Request {
    /// The visit.
    pub id: VisitId,
}

/// Response of `visit_bring_back`.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(rename = "VisitBringBackResponse")]
pub struct Response {}
