//! Gives an upload up.

use crate::desk::Desk;
use crate::failure::Failure;
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

/// Runs the command.
///
/// # Errors
/// None: an upload that is not there is given up already.
pub fn run(desk: &Desk, request: Request) -> Result<Response, Failure> {
    desk.session().uploads.remove(&request.upload);
    Ok(Response {})
}
