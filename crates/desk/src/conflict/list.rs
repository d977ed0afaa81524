//! A page of the fields on which people disagree.

use super::show::{named, subject};
use super::view::ConflictLine;
use crate::desk::Desk;
use crate::failure::Failure;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Request of `conflict_list`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "ConflictListRequest")]
pub struct Request {
    /// How many lines to pass over.
    pub offset: u32,
    /// How many at the most.
    pub limit: u32,
}

/// Response of `conflict_list`.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(rename = "ConflictListResponse")]
pub struct Response {
    /// The lines, the longest standing first.
    pub rows: Vec<ConflictLine>,
    /// Lines in all.
    pub total: u32,
}

/// More lines than any screen shows at once.
const LONGEST: u32 = 200;

/// Runs the command.
///
/// # Errors
/// [`crate::failure::Code::Locked`].
pub fn run(desk: &Desk, request: Request) -> Result<Response, Failure> {
    desk.open(|vault| {
        let read = vault.read();
        let found = read.conflicts(request.offset, request.limit.min(LONGEST))?.into_iter();
        let rows = found.map(|row| {
            Ok(ConflictLine {
                of: subject(read, row.kind, row.record)?,
                field: named(row.kind, row.field),
                since: row.since,
                sides: row.sides,
            })
        });
        Ok(Response { rows: rows.collect::<Result<_, Failure>>()?, total: read.conflict_count()? })
    })
}
