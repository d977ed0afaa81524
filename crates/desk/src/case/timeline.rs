//! A stretch of the case’s timeline, newest first.

use super::show::entry;
use super::view::TimelineEntry;
use crate::client::show::card_of;
use crate::desk::Desk;
use crate::failure::{Code, Failure};
use casework::id::CaseId;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Request of `case_timeline`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "CaseTimelineRequest")]
pub struct Request {
    /// The case.
    pub id: CaseId,
    /// How many entries to pass over.
    pub offset: u32,
    /// How many at the most.
    pub limit: u32,
}

/// Response of `case_timeline`.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(rename = "CaseTimelineResponse")]
pub struct Response {
    /// The entries.
    pub entries: Vec<TimelineEntry>,
    /// All there are.
    pub total: u32,
}

/// Runs the command.
///
/// # Errors
/// [`Code::NotFound`].
pub fn run(desk: &Desk, request: Request) -> Result<Response, Failure> {
    let now = desk.host().now();
    let limit = request.limit.min(LONGEST);
    desk.open(|vault| {
        let read = vault.read();
        let case = read.case(request.id)?.ok_or(Code::NotFound)?;
        let client = card_of(read, case.case.client, now.date_naive())?;
        let me = &vault.identity().person_name;
        let (entries, total) = read.timeline(request.id, request.offset, limit)?;
        let entries = entries.into_iter().map(|found| entry(found, &client.name, me, now));
        Ok(Response { entries: entries.collect(), total })
    })
}

/// More entries than any screen shows at once.
const LONGEST: u32 = 200;
