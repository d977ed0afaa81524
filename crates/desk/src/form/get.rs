//! A half-filled form, to go on with it.

use super::key;
use crate::desk::Desk;
use crate::failure::Failure;
use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Request of `form_get`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "FormGetRequest")]
pub struct Request {
    /// Which form of which record.
    pub key: String,
}

/// Response of `form_get`.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(rename = "FormGetResponse")]
pub struct Response {
    /// What is filled in; nothing where nothing is kept.
    pub json: Option<String>,
    /// When it was saved.
    pub saved_at: Option<DateTime<FixedOffset>>,
}

/// Runs the command.
///
/// # Errors
/// [`crate::failure::Code::BadRequest`] for a key that is none.
pub fn run(desk: &Desk, request: Request) -> Result<Response, Failure> {
    let key = key(&request.key)?;
    desk.open(|vault| {
        let form = vault.read().form(key)?;
        let saved_at = form.as_ref().map(|form| form.saved_at);
        Ok(Response { json: form.map(|form| form.json), saved_at })
    })
}
