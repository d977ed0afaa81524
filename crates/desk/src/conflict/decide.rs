//! Decides between values that stand side by side: keeps one of them, or writes a third in their place.

use super::check_number;
use super::third::checked;
use crate::desk::Desk;
use crate::failure::{Code, Failure};
use crate::seen::seen;
use crate::steps::field_name;
use casework::fields::FieldId;
use casework::id::RecordId;
use history::{ChangeId, Entry, RecordState};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use ts_rs::TS;

/// Request of `conflict_decide`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "ConflictDecideRequest")]
pub struct Request {
    /// The record.
    pub record: RecordId,
    /// The changes that the screen showed, all of one field: the decision takes the place of these and of no other.
    pub seen: Vec<String>,
    /// What is to stand.
    pub choice: Choice,
}

/// What is to stand.
#[derive(Clone, Debug, Deserialize, TS)]
#[ts(rename = "ConflictChoice")]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Choice {
    /// One of the values that stand side by side.
    Keep {
        /// The change that wrote it.
        change: String,
    },
    /// Another one.
    Write {
        /// As the field's own input gives it.
        #[ts(type = "unknown")]
        value: Value,
    },
}

/// Response of `conflict_decide`.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(rename = "ConflictDecideResponse")]
pub struct Response {
    /// Fields of the record on which people still disagree.
    pub left: u32,
    /// Fields in all on which people still disagree.
    pub total: u32,
}

/// Runs the command.
///
/// # Errors
/// [`Code::ChangedMeanwhile`] when the field holds a value that was not shown; [`Code::Invalid`] with what is wrong with a
/// third value; [`Code::NotFound`] without such a record or change, and for a field of a newer version.
pub fn run(desk: &Desk, request: Request) -> Result<Response, Failure> {
    let now = desk.host().now();
    let record = request.record;
    let seen = seen(&request.seen)?;
    desk.open(|vault| {
        let read = vault.read();
        let state = read.state(record)?;
        let kind = state.place().ok_or(Code::NotFound)?.kind;
        let field = field_of(&state, &seen)?;
        field_name(kind, field).ok_or(Code::NotFound)?;
        let value = match request.choice {
            Choice::Keep { change } => kept(&state, &seen, &change)?,
            Choice::Write { value } => checked(read, &state, field, value, now.date_naive())?,
        };
        check_number(read, (kind, record), field, &value)?;
        vault.write(now, |tx| tx.decide(record, &seen, field, value))?;
        let read = vault.read();
        let left = read.conflicts_of(record)?.len();
        Ok(Response {
            left: u32::try_from(left).unwrap_or(u32::MAX),
            total: read.conflict_count()?,
        })
    })
}

/// The one field that all the changes wrote into.
fn field_of(state: &RecordState, seen: &[ChangeId]) -> Result<FieldId, Failure> {
    let mut fields = Vec::new();
    for id in seen {
        fields.push(state.entry(*id).ok_or(Code::NotFound)?.header.field);
    }
    match fields.first() {
        Some(field) if fields.iter().all(|other| other == field) => Ok(*field),
        _ => Err(Code::BadRequest.into()),
    }
}

/// What a change wrote that was among those shown.
fn kept(state: &RecordState, seen: &[ChangeId], change: &str) -> Result<Value, Failure> {
    let change: ChangeId = change.parse().map_err(|_| Code::BadRequest)?;
    let shown = state.entry(change).filter(|_| seen.contains(&change));
    Ok(shown.and_then(Entry::value).ok_or(Code::NotFound)?.clone())
}
