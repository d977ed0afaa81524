//! Opens a case (intake) or saves an edit of one. A case never changes its client.

use crate::desk::Desk;
use crate::failure::{Code, Failure};
use crate::seen::seen;
use casework::case::Case;
use casework::case::check;
use casework::client::Client;
use casework::id::CaseId;
use casework::problem::Problem;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use vault::make_id;

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

/// Two cases of one number could not be told apart on paper.
pub(crate) const NUMBER_TAKEN: Problem =
    Problem { field: "number", problem: "taken", detail: None };

/// Runs the command.
///
/// # Errors
/// [`Code::Invalid`] with the problems, among them a number that another case has;
/// [`Code::NotFound`] without such a client, or for an edit of a case that this client does not have;
/// [`Code::ChangedMeanwhile`].
pub fn run(desk: &Desk, request: Request) -> Result<Response, Failure> {
    let now = desk.host().now();
    let today = now.date_naive();
    let seen = seen(&request.seen)?;
    desk.open(|vault| {
        let read = vault.read();
        let client = read.client(request.case.client)?.ok_or(Code::NotFound)?;
        if let Some(id) = request.id {
            let held = read.case(id)?.filter(|held| held.case.client == client.id);
            held.ok_or(Code::NotFound)?;
        }
        let age = consented_at(&request.case, &client.client, today);
        let case = check(&request.case, age, today)
            .map_err(|errors| Failure::invalid(errors.iter().map(|error| error.problem())))?;
        let numbered = read.cases_numbered(&case.number)?;
        if numbered.iter().any(|other| Some(*other) != request.id) {
            return Err(Failure::invalid([NUMBER_TAKEN]));
        }
        let id = request.id.unwrap_or_else(|| CaseId(make_id(now)));
        vault.write(now, |tx| tx.edit(id.into(), id.into(), &seen, &case))?;
        Ok(Response { id })
    })
}

/// The client's age on the day the ground of the work was given, in years, where it is known.
pub(crate) fn consented_at(case: &Case, client: &Client, today: NaiveDate) -> Option<u32> {
    client.age_on(case.ground.as_ref().map_or(today, |ground| ground.on))
}
