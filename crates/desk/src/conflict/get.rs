//! The fields of one record on which people disagree, every value beside the others.

use super::show::{disputed, subject};
use super::view::{DisputedField, Subject};
use crate::desk::Desk;
use crate::failure::{Code, Failure};
use casework::id::RecordId;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Request of `conflict_get`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "ConflictGetRequest")]
pub struct Request {
    /// The record.
    pub record: RecordId,
}

/// Response of `conflict_get`.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(rename = "ConflictGetResponse")]
pub struct Response {
    /// The record.
    pub of: Subject,
    /// The fields; none where everything is decided.
    pub fields: Vec<DisputedField>,
}

/// Runs the command.
///
/// # Errors
/// [`Code::NotFound`].
pub fn run(desk: &Desk, request: Request) -> Result<Response, Failure> {
    desk.open(|vault| {
        let (read, me) = (vault.read(), vault.identity().person);
        let state = read.state(request.record)?;
        let kind = state.place().ok_or(Code::NotFound)?.kind;
        // Of somebody entered by mistake nothing is to be decided: the view knows.
        let open = read.conflicts_of(request.record)?;
        let conflicts = state.conflicts();
        let fields = conflicts.iter().filter(|conflict| open.contains(&conflict.field));
        Ok(Response {
            of: subject(read, kind, request.record)?,
            fields: fields.map(|conflict| disputed(read, me, &state, conflict)).collect(),
        })
    })
}
