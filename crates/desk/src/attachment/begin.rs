//! Begins to take in a file; its bytes follow in chunks.

use casework::id::VisitId;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Request of `attachment_begin`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "AttachmentBeginRequest")]
pub struct Request {
    /// The visit it belongs to (a draft).
    pub visit: VisitId,
    /// File name.
    pub name: String,
    /// Length in bytes.
    #[ts(type = "number")]
    pub size: u64,
}

/// Response of `attachment_begin`.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(rename = "AttachmentBeginResponse")]
pub struct Response {
    /// The upload that the chunks name.
    pub upload: String,
}
