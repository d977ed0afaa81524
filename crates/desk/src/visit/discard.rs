//! Sets a draft aside; it can be brought back for 30 days.

use crate::desk::Desk;
use crate::failure::Failure;
use casework::id::VisitId;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use vault::DraftKind;

/// Request of `visit_discard`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "VisitDiscardRequest")]
pub struct Request {
    /// The visit.
    pub id: VisitId,
}

/// Response of `visit_discard`.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(rename = "VisitDiscardResponse")]
pub struct Response {}

/// Runs the command.
///
/// # Errors
/// [`crate::failure::Code::NotFound`] without such a draft.
pub fn run(desk: &Desk, request: Request) -> Result<Response, Failure> {
    let now = desk.host().now();
    desk.open(|vault| {
        vault.write(now, |tx| tx.discard_draft(request.id, DraftKind::Visit))?;
        Ok(Response {})
    })
}
