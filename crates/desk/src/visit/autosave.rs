//! Saves the draft as it stands; durable when answered.

use casework::id::VisitId;
use casework::visit::VisitForm;
use casework::visit::readiness::Missing;
use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Request of `visit_autosave`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "VisitAutosaveRequest")]
pub struct Request {
    /// The visit.
    pub id: VisitId,
    /// All that is typed.
    pub form: VisitForm,
}

/// Response of `visit_autosave`.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(rename = "VisitAutosaveResponse")]
pub struct Response {
    /// When it was saved.
    pub saved_at: DateTime<FixedOffset>,
    /// What is still missing for signing.
    pub missing: Vec<Missing>,
}
