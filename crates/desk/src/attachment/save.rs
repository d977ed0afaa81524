//! Writes an attachment where the worker chooses: from there on it is outside the vault.

use casework::id::{AttachmentId, VisitId};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Request of `attachment_save`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "AttachmentSaveRequest")]
pub struct Request {
    /// The visit.
    pub visit: VisitId,
    /// The attachment.
    pub id: AttachmentId,
}

/// Response of `attachment_save`.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(rename = "AttachmentSaveResponse")]
pub struct Response {
    /// Where it was written; nothing if the worker chose no place.
    pub path: Option<String>,
}
