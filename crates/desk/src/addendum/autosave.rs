//! Saves an addendum that is being written.

use casework::id::VisitId;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Request of `addendum_autosave`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "AddendumAutosaveRequest")]
pub struct Request {
    /// The visit.
    pub visit: VisitId,
    /// The text so far.
    pub text: String,
}

/// Response of `addendum_autosave`.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(rename = "AddendumAutosaveResponse")]
pub struct Response {}
