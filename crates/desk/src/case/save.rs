//! Opens a case (intake) or saves an edit of one.

use crate::desk::Desk;
use crate::failure::{Code, Failure};
use crate::seen::seen;
use casework::case::check;
use vault::make_id;
use casework::case::Case;
use casework::id::CaseId;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Request of `case_save`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "CaseSaveRequest")]
pub struct Request {
    /// The case on record, if it is an edit.
    pub id: Option<CaseId>,
    /// What is typed.
    pub case: Case,
    /// What the form was filled from.
    pub seen: Vec<String>,
}

/// Response of `case_save`.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(rename = "CaseSaveResponse")]
pub struct Response {
    /// The case.
    pub id: CaseId,
}

/// Runs the command.
///
/// # Errors
/// [`Code::Invalid`] with the problems; [`Code::NotFound`] without such a client; [`Code::ChangedMeanwhile`].
pub fn run(desk: &Desk, request: Request) -> Result<Response, Failure> {
    let now = desk.host().now();
    let today = now.date_naive();
    let seen = seen(&request.seen)?;
    desk.open(|vault| {
        let client = vault.read().client(request.case.client)?.ok_or(Code::NotFound)?;
        let case = check(&request.case, client.client.age_on(today), today)
            .map_err(|errors| Failure::invalid(errors.iter().map(|error| error.problem())))?;
        let id = request.id.unwrap_or_else(|| CaseId(make_id(now)));
        vault.write(now, |tx| tx.edit(id.into(), id.into(), &seen, &case))?;
        Ok(Response { id })
    })
}
