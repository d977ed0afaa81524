//! Every change of the case’s own fields.

use crate::desk::Desk;
use crate::failure::{Code, Failure};
use crate::steps::changes;
use casework::id::CaseId;
use serde::Deserialize;
use ts_rs::TS;

/// Request of `case_history`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "CaseHistoryRequest")]
pub struct Request {
    /// The case.
    pub id: CaseId,
}

/// Response of `case_history`.
pub type Response = Vec<crate::client::view::FieldChange>;

/// Runs the command.
///
/// # Errors
/// [`Code::NotFound`].
pub fn run(desk: &Desk, request: Request) -> Result<Response, Failure> {
    desk.open(|vault| {
        let read = vault.read();
        read.case(request.id)?.ok_or(Code::NotFound)?;
        changes(read, request.id.into())
    })
}
