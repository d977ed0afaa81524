//! Gives a person of the station another role; who oversaw all cases leaves those that others began, where that is asked.

use super::line::Line;
use super::view::{StationView, station};
use super::{append_acts, append_ends};
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
    /// She leaves the cases that others began: for who oversaw all of them and no longer does.
    #[serde(default)]
    #[ts(optional, as = "Option<bool>")]
    pub leave_cases: bool,
}

/// Response of `station_set_role`: the station as it is now.
pub type Response = StationView;

/// Runs the command.
///
/// # Errors
/// [`Code::LastManager`](crate::failure::Code::LastManager), [`Code::NotYourRole`](crate::failure::Code::NotYourRole);
/// [`Code::SyncFirst`](crate::failure::Code::SyncFirst); that the station is not reached.
pub fn run(desk: &Desk, request: Request) -> Result<Response, Failure> {
    let Request { person, role, leave_cases } = request;
    let role = super::line::wire_role(role);
    let mut line = Line::of(desk)?;
    if !leave_cases {
        append_acts(desk, &mut line, |_| Ok(vec![Act::SetRole { person, role }]))?;
        return desk.open(|vault| station(vault));
    }
    // In one entry, so that she is nowhere what she no longer is: what she signs from then on counts in none of them.
    append_ends(desk, &mut line, |vault, heads| {
        let mut acts = vec![Act::SetRole { person, role }];
        acts.extend(vault.withdrawal(person, heads)?);
        Ok(acts)
    })?;
    let heads = line.heads()?;
    while desk.open(|vault| Ok(!vault.withdrawal(person, &heads)?.is_empty()))? {
        append_ends(desk, &mut line, |vault, heads| Ok(vault.withdrawal(person, heads)?))?;
    }
    desk.open(|vault| station(vault))
}
