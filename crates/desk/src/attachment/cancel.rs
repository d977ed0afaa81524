//! Gives an upload up.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Request of `attachment_cancel`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "AttachmentCancelRequest")]
pub struct Request {
    /// The upload.
    pub upload: String,
}

/// Response of `attachment_cancel`.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(rename = "AttachmentCancelResponse")]
pub struct Response {}
