//! A stretch of the case’s timeline, newest first.

use super::view::TimelineEntry;
use casework::id::CaseId;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Request of `case_timeline`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "CaseTimelineRequest")]
pub struct Request {
    /// The case.
    pub id: CaseId,
    /// How many entries to pass over.
    pub offset: u32,
    /// How many at the most.
    pub limit: u32,
}

/// Response of `case_timeline`.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(rename = "CaseTimelineResponse")]
pub struct Response {
    /// The entries.
    pub entries: Vec<TimelineEntry>,
    /// All there are.
    pub total: u32,
}
