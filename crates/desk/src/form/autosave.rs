//! Keeps a half-filled form; durable when answered.

use super::key;
use crate::desk::Desk;
use crate::failure::Failure;
use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Request of `form_autosave`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "FormAutosaveRequest")]
pub struct Request {
    /// Which form of which record: letters, digits, `-`, `_`, `/`.
    pub key: String,
    /// What is filled in, as the screen will want it back.
    pub json: String,
}

/// Response of `form_autosave`.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(rename = "FormAutosaveResponse")]
pub struct Response {
    /// When it was saved.
    pub saved_at: DateTime<FixedOffset>,
}

/// Runs the command.
///
/// # Errors
/// [`crate::failure::Code::BadRequest`] for a key that is none; those of the disk.
pub fn run(desk: &Desk, request: Request) -> Result<Response, Failure> {
    let now = desk.host().now();
    let key = key(&request.key)?;
    desk.open(|vault| {
        vault.write(now, |tx| tx.save_form(key, &request.json))?;
        Ok(Response { saved_at: now })
    })
}
