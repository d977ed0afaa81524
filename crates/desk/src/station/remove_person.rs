//! Removes a person from the station, her laptops and her files with her. What she wrote stays.

use super::append_ends;
use super::line::Line;
use super::view::{StationView, station};
use crate::desk::Desk;
use crate::failure::Failure;
use casework::id::PersonId;
use serde::Deserialize;
use ts_rs::TS;

/// Request of `station_remove_person`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "StationRemovePersonRequest")]
pub struct Request {
    /// The person.
    pub person: PersonId,
}

/// Response of `station_remove_person`: the station as it is now.
pub type Response = StationView;

/// Runs the command.
///
/// # Errors
/// [`Code::LastManager`](crate::failure::Code::LastManager), [`Code::NotYourRole`](crate::failure::Code::NotYourRole);
/// [`Code::SyncFirst`](crate::failure::Code::SyncFirst); that the station is not reached.
pub fn run(desk: &Desk, request: Request) -> Result<Response, Failure> {
    let mut line = Line::of(desk)?;
    append_ends(desk, &mut line, |vault, heads| Ok(vec![vault.removal(request.person, heads)?]))?;
    desk.open(|vault| station(vault))
}
