//! Begins a visit: a new draft in which only the start is filled in. A case may have several drafts: two
//! visits of one day are written up in the evening.

use crate::desk::Desk;
use crate::failure::{Code, Failure};
use casework::id::{CaseId, VisitId};
use casework::visit::VisitForm;
use chrono::{DateTime, FixedOffset, NaiveDateTime, Timelike};
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use vault::{DraftContent, make_id};

/// Request of `visit_start`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "VisitStartRequest")]
pub struct Request {
    /// The case.
    pub case: CaseId,
}

/// Response of `visit_start`.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(rename = "VisitStartResponse")]
pub struct Response {
    /// The visit.
    pub id: VisitId,
}

/// Runs the command.
///
/// # Errors
/// [`Code::NotFound`] without such a case; [`Code::ReadsOnly`]: an hour of writing would end with that.
pub fn run(desk: &Desk, request: Request) -> Result<Response, Failure> {
    let now = desk.host().now();
    desk.open(|vault| {
        let case = vault.read().case(request.case)?.ok_or(Code::NotFound)?;
        if vault.read().reads_only(request.case.into(), vault.identity().person) {
            return Err(Code::ReadsOnly.into());
        }
        let id = VisitId(make_id(now));
        // The start is what the worker changes least often: she is there.
        let form = VisitForm { started_at: Some(minute(now)), ..VisitForm::default() };
        let content = DraftContent::Visit(Box::new(form));
        vault.write(now, |tx| tx.save_draft(id, request.case, case.case.client, content))?;
        Ok(Response { id })
    })
}

fn minute(now: DateTime<FixedOffset>) -> NaiveDateTime {
    let local = now.naive_local();
    local.with_second(0).and_then(|local| local.with_nanosecond(0)).unwrap_or(local)
}
