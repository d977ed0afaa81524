//! Revokes a laptop: lost, stolen, or handed on. What it signed before and the station has counts still.

use super::append_ends;
use super::line::Line;
use super::view::{StationView, station};
use crate::desk::Desk;
use crate::failure::Failure;
use casework::id::DeviceId;
use serde::Deserialize;
use ts_rs::TS;

/// Request of `station_revoke_device`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "StationRevokeDeviceRequest")]
pub struct Request {
    /// The laptop.
    pub device: DeviceId,
}

/// Response of `station_revoke_device`: the station as it is now.
pub type Response = StationView;

/// Runs the command.
///
/// # Errors
/// [`Code::NotYourRole`](crate::failure::Code::NotYourRole), [`Code::NotFound`](crate::failure::Code::NotFound);
/// [`Code::SyncFirst`](crate::failure::Code::SyncFirst); that the station is not reached.
pub fn run(desk: &Desk, request: Request) -> Result<Response, Failure> {
    let mut line = Line::of(desk)?;
    append_ends(desk, &mut line, |vault, heads| {
        Ok(vec![vault.revocation(request.device, heads)?])
    })?;
    desk.open(|vault| station(vault))
}
