//! Sets a draft aside; it can be brought back for 30 days.

use casework::id::VisitId;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Request of `visit_discard`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "VisitDiscardRequest")]
pub struct Request {
    /// The visit.
    pub id: VisitId,
}

/// Response of `visit_discard`.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(rename = "VisitDiscardResponse")]
pub struct Response {}
