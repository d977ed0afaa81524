//! What the screens show of it.

use casework::id::{CaseId, DeviceId, VisitId};
use casework::visit::VisitForm;
use chrono::{DateTime, Utc};
use serde::Serialize;
use ts_rs::TS;

/// A change that a laptop signed and had not sent before it was revoked.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct LateItem {
    /// The change.
    pub change: String,
    /// The laptop.
    pub device: DeviceId,
    /// Whose laptop it was.
    pub person_name: String,
    /// When it was written, by the laptop's own clock.
    pub at: DateTime<Utc>,
    /// What kind of record: `client`, `member`, `case`, `visit`, `action`; nothing for one that this version does not
    /// know.
    pub kind: Option<String>,
    /// What of it: a field's name, or `note`, `addendum`, `review`.
    pub field: Option<String>,
    /// The case, where it is in one that is here.
    pub case: Option<CaseId>,
    /// Name of the client of that case.
    pub client_name: String,
    /// The value of a field, or the text of an addendum; nothing where it does not open here.
    pub text: Option<String>,
    /// The note of a visit, without keys.
    pub note: Option<VisitForm>,
    /// It can be taken over: it is the note of a visit in a case that is here.
    pub can_take: bool,
    /// The visit that was written from it here.
    pub taken: Option<VisitId>,
}
