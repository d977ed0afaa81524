//! Takes an attachment out of a draft.

use casework::id::{AttachmentId, VisitId};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Request of `attachment_remove`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "AttachmentRemoveRequest")]
pub struct Request {
    /// The visit.
    pub visit: VisitId,
    /// The attachment.
    pub id: AttachmentId,
}

/// Response of `attachment_remove`.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(rename = "AttachmentRemoveResponse")]
pub struct Response {}
