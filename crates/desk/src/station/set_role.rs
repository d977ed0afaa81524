//! Gives a person of the station another role.

use super::append_acts;
use super::line::Line;
use super::view::{StationView, station};
use crate::desk::Desk;
use crate::failure::Failure;
use casework::id::PersonId;
use casework::role::Role;
use protocol::directory::Act;
use serde::Deserialize;
use ts_rs::TS;

/// Request of `station_set_role`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "StationSetRoleRequest")]
pub struct Request {
    /// The person.
    pub person: PersonId,
    /// What she does from now on.
    pub role: Role,
}

/// Response of `station_set_role`: the station as it is now.
pub type Response = StationView;

/// Runs the command.
///
/// # Errors
/// [`Code::LastManager`](crate::failure::Code::LastManager), [`Code::NotYourRole`](crate::failure::Code::NotYourRole);
/// that the station is not reached.
pub fn run(desk: &Desk, request: Request) -> Result<Response, Failure> {
    let Request { person, role } = request;
    let role = super::line::wire_role(role);
    append_acts(desk, &mut Line::of(desk)?, |_| Ok(vec![Act::SetRole { person, role }]))?;
    desk.open(|vault| station(vault))
}
