//! Takes note that a value of one's own was decided against. The record is as it was; its history keeps the value.

use crate::desk::Desk;
use crate::failure::{Code, Failure};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Request of `conflict_dismiss`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "ConflictDismissRequest")]
pub struct Request {
    /// The change that wrote the value.
    pub change: String,
}

/// Response of `conflict_dismiss`.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(rename = "ConflictDismissResponse")]
pub struct Response {}

/// Runs the command.
///
/// # Errors
/// [`Code::BadRequest`] for what names no change.
pub fn run(desk: &Desk, request: Request) -> Result<Response, Failure> {
    let now = desk.host().now();
    let change = request.change.parse().map_err(|_| Code::BadRequest)?;
    desk.open(|vault| {
        vault.write(now, |tx| tx.dismiss(change))?;
        Ok(Response {})
    })
}
