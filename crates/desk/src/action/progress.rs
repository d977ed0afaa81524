//! Records what became of an action.

use crate::desk::Desk;
use crate::failure::{Code, Failure};
use crate::seen::seen;
use casework::action::{ActionProgress, check};
use casework::id::ActionId;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Request of `action_progress`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "ActionProgressRequest")]
pub struct Request {
    /// The action.
    pub id: ActionId,
    /// What became of it.
    pub progress: ActionProgress,
    /// What the form was filled from.
    pub seen: Vec<String>,
}

/// Response of `action_progress`.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(rename = "ActionProgressResponse")]
pub struct Response {}

/// Runs the command.
///
/// # Errors
/// [`Code::Invalid`] with the problems; [`Code::NotFound`] without such an action;
/// [`Code::ChangedMeanwhile`].
pub fn run(desk: &Desk, request: Request) -> Result<Response, Failure> {
    let now = desk.host().now();
    let progress = check(&request.progress, now.date_naive())
        .map_err(|errors| Failure::invalid(errors.iter().map(|error| error.problem())))?;
    let seen = seen(&request.seen)?;
    desk.open(|vault| {
        let action = vault.read().action(request.id)?.ok_or(Code::NotFound)?;
        let file = action.case.into();
        vault.write(now, |tx| tx.edit(file, request.id.into(), &seen, &progress))?;
        Ok(Response {})
    })
}
