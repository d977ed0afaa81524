//! The bytes of an attachment (bytes).

use casework::id::{AttachmentId, VisitId};
use serde::Deserialize;
use ts_rs::TS;

/// Request of `attachment_read`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "AttachmentReadRequest")]
pub struct Request {
    /// The visit.
    pub visit: VisitId,
    /// The attachment.
    pub id: AttachmentId,
    /// A small picture of it instead (JPEG, at most 480 pixels).
    pub thumbnail: bool,
}

/// Response of `attachment_read`.
pub type Response = Vec<u8>;
