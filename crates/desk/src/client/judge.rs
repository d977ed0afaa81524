//! Says of two clients that they are one person, or two, or takes back what was said. Nothing of either is moved.

use crate::desk::Desk;
use crate::failure::{Code, Failure};
use crate::seen::seen;
use casework::id::ClientId;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Request of `client_judge`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "ClientJudgeRequest")]
pub struct Request {
    /// One client.
    pub one: ClientId,
    /// The other.
    pub other: ClientId,
    /// What was shown as judged of them: `judged` of the pair.
    pub judged: Vec<String>,
    /// One person, or two; with nothing what was judged is taken back.
    pub same: Option<bool>,
}

/// Response of `client_judge`.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(rename = "ClientJudgeResponse")]
pub struct Response {
    /// How many pairs wait to be judged.
    pub waiting: u32,
}

/// Runs the command.
///
/// # Errors
/// [`Code::NotFound`] where one of them is not here; [`Code::ChangedMeanwhile`] where something else stands judged by now.
pub fn run(desk: &Desk, request: Request) -> Result<Response, Failure> {
    let now = desk.host().now();
    let seen = seen(&request.judged)?;
    desk.open(|vault| {
        let read = vault.read();
        for id in [request.one, request.other] {
            read.client(id)?.ok_or(Code::NotFound)?;
        }
        vault.write(now, |tx| tx.judge((request.one, request.other), &seen, request.same))?;
        Ok(Response { waiting: vault.read().alike_count()? })
    })
}
