//! Signs an addendum.

use casework::id::VisitId;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Request of `addendum_sign`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "AddendumSignRequest")]
pub struct Request {
    /// The visit.
    pub visit: VisitId,
    /// The text.
    pub text: String,
}

/// Response of `addendum_sign`.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(rename = "AddendumSignResponse")]
pub struct Response {}
