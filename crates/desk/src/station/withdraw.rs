//! Withdraws an invitation that was not used.

use super::append_acts;
use super::line::Line;
use super::view::{StationView, station};
use crate::desk::Desk;
use crate::failure::Code;
use crate::failure::Failure;
use protocol::DevicePublic;
use protocol::directory::Act;
use serde::Deserialize;
use ts_rs::TS;

/// Request of `station_withdraw`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "StationWithdrawRequest")]
pub struct Request {
    /// The invitation.
    pub invitation: String,
}

/// Response of `station_withdraw`: the station as it is now.
pub type Response = StationView;

/// Runs the command.
///
/// # Errors
/// [`Code::InvitationUsed`]; [`Code::NotFound`]; that the station is not reached.
pub fn run(desk: &Desk, request: Request) -> Result<Response, Failure> {
    let mut key = [0; 32];
    hex::decode_to_slice(&request.invitation, &mut key).map_err(|_| Code::BadRequest)?;
    let invitation = DevicePublic(key);
    append_acts(desk, &mut Line::of(desk)?, |_| Ok(vec![Act::Withdraw { invitation }]))?;
    desk.open(|vault| station(vault))
}
