//! Who works here has seen what everybody is told, up to a notice.

use super::notices::notices;
use crate::desk::Desk;
use crate::failure::Failure;
use serde::Deserialize;
use ts_rs::TS;

/// Request of `station_notices_seen`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "StationNoticesSeenRequest")]
pub struct Request {
    /// The last notice that she saw.
    pub entry: u64,
}

/// Response of `station_notices_seen`: the notices; they stay.
pub type Response = super::notices::Response;

/// Runs the command.
///
/// # Errors
/// [`Locked`](crate::failure::Code::Locked); faults of the disk.
pub fn run(desk: &Desk, request: Request) -> Result<Response, Failure> {
    desk.open(|vault| {
        vault.notices_seen(request.entry)?;
        notices(vault)
    })
}
