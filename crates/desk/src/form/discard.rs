//! Takes a half-filled form out: it was saved, or is not wanted.

use super::key;
use crate::desk::Desk;
use crate::failure::Failure;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Request of `form_discard`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "FormDiscardRequest")]
pub struct Request {
    /// Which form of which record.
    pub key: String,
}

/// Response of `form_discard`.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(rename = "FormDiscardResponse")]
pub struct Response {}

/// Runs the command.
///
/// # Errors
/// [`crate::failure::Code::BadRequest`] for a key that is none; those of the disk.
pub fn run(desk: &Desk, request: Request) -> Result<Response, Failure> {
    let now = desk.host().now();
    let key = key(&request.key)?;
    desk.open(|vault| {
        vault.write(now, |tx| tx.remove_form(key))?;
        Ok(Response {})
    })
}
