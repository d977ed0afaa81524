//! Ends the upload: the file is told by its bytes, location removed, encrypted and named in the draft.

use serde::Deserialize;
use ts_rs::TS;

/// Request of `attachment_finish`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "AttachmentFinishRequest")]
pub struct Request {
    /// The upload.
    pub upload: String,
    /// Keep the place where a photo was taken.
    pub keep_location: bool,
}

/// Response of `attachment_finish`.
pub type Response = casework::attachment::Attachment;
