//! A stretch of the access log, newest first: of the case files that the person may open, and those that she audits.

use super::view::{AccessFilter, AccessView};
use crate::desk::Desk;
use crate::failure::Failure;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Request of `access_list`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "AccessListRequest")]
pub struct Request {
    /// What it is narrowed to.
    pub filter: AccessFilter,
    /// How many rows to pass over.
    pub offset: u32,
    /// How many at the most.
    pub limit: u32,
}

/// Response of `access_list`.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(rename = "AccessListResponse")]
pub struct Response {
    /// The rows.
    pub rows: Vec<AccessView>,
    /// There is more.
    pub more: bool,
}

/// More rows than any screen shows at once.
const LONGEST: u32 = 500;

/// Runs the command.
///
/// # Errors
/// [`crate::failure::Code::Locked`].
pub fn run(desk: &Desk, request: Request) -> Result<Response, Failure> {
    let filter = request.filter.into();
    let limit = request.limit.min(LONGEST);
    desk.open(|vault| {
        desk.log_accesses(vault);
        let (rows, more) = vault.read().accesses(&filter, (request.offset, limit))?;
        Ok(Response { rows: rows.into_iter().map(AccessView::from).collect(), more })
    })
}
