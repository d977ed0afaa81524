//! A stretch of the queue.

use super::show::line;
use super::view::{ReviewGroup, ReviewLine};
use super::{reviewer, waiting_for};
use crate::desk::Desk;
use crate::failure::Failure;
use casework::risk::RiskLevel;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use vault::ReviewFilter;

/// Request of `review_queue`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "ReviewQueueRequest")]
pub struct Request {
    /// Which notes.
    pub group: ReviewGroup,
    /// Only of cases of these levels of risk; empty means all.
    #[serde(default)]
    pub risks: Vec<RiskLevel>,
    /// How many rows to pass over.
    pub offset: u32,
    /// How many at the most.
    pub limit: u32,
}

/// Response of `review_queue`.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(rename = "ReviewQueueResponse")]
pub struct Response {
    /// The notes: the gravest risk first, then who has waited longest.
    pub rows: Vec<ReviewLine>,
    /// Rows in all under this filter.
    pub total: u32,
}

/// More rows than any screen shows at once.
const LONGEST: u32 = 500;

/// Runs the command. A reviewer's own notes are not among them.
///
/// # Errors
/// [`crate::failure::Code::NotYourRole`].
pub fn run(desk: &Desk, request: Request) -> Result<Response, Failure> {
    let now = desk.host().now();
    let page = (request.offset, request.limit.min(LONGEST));
    desk.open(|vault| {
        reviewer(vault)?;
        let group = request.group.into();
        let filter = ReviewFilter { group, risks: request.risks, ..waiting_for(vault) };
        let (rows, total) = vault.read().review_queue(&filter, page)?;
        Ok(Response { rows: rows.into_iter().map(|row| line(row, now)).collect(), total })
    })
}

impl From<ReviewGroup> for vault::ReviewGroup {
    fn from(group: ReviewGroup) -> Self {
        match group {
            ReviewGroup::ToReview => Self::ToReview,
            ReviewGroup::Returned => Self::Returned,
            ReviewGroup::Approved => Self::Approved,
        }
    }
}
