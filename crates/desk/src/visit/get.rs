//! A visit: the form of a draft, or the signed note.

use casework::id::VisitId;
use serde::Deserialize;
use ts_rs::TS;

/// Request of `visit_get`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "VisitGetRequest")]
pub struct Request {
    /// The visit.
    pub id: VisitId,
}

/// Response of `visit_get`.
pub type Response = super::view::VisitView;
