//! Every half-filled form: what was begun and not saved.

use crate::desk::Desk;
use crate::failure::Failure;
use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Request of `form_list`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "FormListRequest")]
pub struct Request {}

/// Response of `form_list`.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(rename = "FormListResponse")]
pub struct Response {
    /// The forms, the latest saved first.
    pub forms: Vec<FormLine>,
}

/// A half-filled form in a line.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct FormLine {
    /// Which form of which record.
    pub key: String,
    /// What is filled in, as the screen wrote it.
    pub json: String,
    /// When it was saved.
    pub saved_at: DateTime<FixedOffset>,
}

/// Runs the command.
///
/// # Errors
/// [`crate::failure::Code::Locked`].
pub fn run(desk: &Desk, _: Request) -> Result<Response, Failure> {
    desk.open(|vault| {
        let forms = vault.read().forms()?.into_iter();
        let line = |form: vault::Form| FormLine {
            key: form.key,
            json: form.json,
            saved_at: form.saved_at,
        };
        Ok(Response { forms: forms.map(line).collect() })
    })
}
