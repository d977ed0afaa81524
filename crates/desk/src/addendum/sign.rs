//! Signs an addendum.

use crate::desk::Desk;
use crate::failure::Failure;
use crate::seen::{seen, shown};
use casework::addendum::Addendum;
use casework::id::VisitId;
use casework::limits::MAX_NOTE_CHARS;
use casework::problem::Problem;
use casework::text;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Request of `addendum_sign`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "AddendumSignRequest")]
pub struct Request {
    /// The visit.
    pub visit: VisitId,
    /// The text.
    pub text: String,
    /// The returns that stood on the screen: what the addendum answers.
    #[serde(default)]
    pub answers: Vec<String>,
    /// The note that it is to, by the change that signed it; empty for the visit's only one.
    #[serde(default)]
    pub note: String,
}

/// Response of `addendum_sign`.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(rename = "AddendumSignResponse")]
pub struct Response {}

/// Runs the command.
///
/// # Errors
/// [`Code::Invalid`](crate::failure::Code) for an empty or over-long text;
/// [`Code::BadRequest`](crate::failure::Code) for an answer to what is no change;
/// [`Code::NotFound`](crate::failure::Code) without such a signed note.
pub fn run(desk: &Desk, request: Request) -> Result<Response, Failure> {
    let now = desk.host().now();
    let text = text::check_some(&request.text, MAX_NOTE_CHARS)
        .map_err(|error| Failure::invalid([Problem::of("text", &error)]))?;
    let answers = shown(seen(&request.answers)?);
    desk.open(|vault| {
        let identity = vault.identity();
        let addendum = Addendum {
            text,
            author: identity.person,
            author_name: identity.person_name.clone(),
            signed_at: now,
            answers,
            note: request.note,
        };
        vault.write(now, |tx| tx.sign_addendum(request.visit, &addendum))?;
        Ok(Response {})
    })
}
