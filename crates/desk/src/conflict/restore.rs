//! Brings back what an earlier change said, as a change of its own.

use super::check_number;
use crate::desk::Desk;
use crate::failure::{Code, Failure};
use crate::seen::seen;
use crate::steps::{field_name, is_link};
use casework::id::RecordId;
use history::ChangeId;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Request of `conflict_restore`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "ConflictRestoreRequest")]
pub struct Request {
    /// The record.
    pub record: RecordId,
    /// The change whose value is to stand again.
    pub change: String,
    /// The changes of the field that the screen showed: what stands among them makes room.
    pub seen: Vec<String>,
}

/// Response of `conflict_restore`.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(rename = "ConflictRestoreResponse")]
pub struct Response {
    /// Something was changed; `false` where the value stood already.
    pub changed: bool,
}

/// Runs the command.
///
/// # Errors
/// [`Code::NotFound`] without such a record or change, and for what cannot be brought back;
/// [`Code::ChangedMeanwhile`] when the field holds a value that was not shown; [`Code::Invalid`] for a case number that
/// another case has by now.
pub fn run(desk: &Desk, request: Request) -> Result<Response, Failure> {
    let now = desk.host().now();
    let record = request.record;
    let seen = seen(&request.seen)?;
    let change: ChangeId = request.change.parse().map_err(|_| Code::BadRequest)?;
    desk.open(|vault| {
        let read = vault.read();
        let state = read.state(record)?;
        let kind = state.place().ok_or(Code::NotFound)?.kind;
        let entry = state.entry(change).ok_or(Code::NotFound)?;
        let (field, value) = (entry.header.field, entry.value().ok_or(Code::NotFound)?);
        let known = field_name(kind, field).filter(|_| !is_link(kind, field));
        known.ok_or(Code::NotFound)?;
        check_number(read, (kind, record), field, value)?;
        let restored = vault.write(now, |tx| tx.restore(record, &seen, change))?;
        Ok(Response { changed: restored.is_some() })
    })
}
