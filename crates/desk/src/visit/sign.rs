//! Signs the visit: from here on the note is immutable.

use casework::id::VisitId;
use casework::visit::VisitForm;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Request of `visit_sign`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "VisitSignRequest")]
pub struct Request {
    /// The visit.
    pub id: VisitId,
    /// All that is typed.
    pub form: VisitForm,
}

/// Response of `visit_sign`.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(rename = "VisitSignResponse")]
pub struct Response {
    /// Code on the printed page.
    pub verification_code: String,
}
