//! Looks at an invitation before it is used: whose it is, and to which station.

use super::{address, line};
use crate::desk::Desk;
use crate::failure::{Code, Failure};
use casework::role::Role;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Request of `station_peek`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "StationPeekRequest")]
pub struct Request {
    /// Where the station is reached, as it was typed; or the whole link.
    pub address: String,
    /// The code of the invitation, as it was typed.
    pub code: String,
}

/// Response of `station_peek`.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(rename = "StationPeekResponse")]
pub struct Response {
    /// The station.
    pub station_name: String,
    /// Who is invited.
    pub person_name: String,
    /// What she will do.
    pub role: Role,
    /// Who invited her.
    pub inviter_name: String,
}

/// Runs the command. Needs no open vault, and leaves nothing behind: not here, not at the station.
///
/// # Errors
/// [`Code::AddressMistyped`]; [`Code::CodeMistyped`] with the group; [`Code::InvitationUnknown`];
/// [`Code::StationNotFounded`]; [`Code::StationUnreachable`], [`Code::NotAStation`], [`Code::WrongStation`].
pub fn run(_: &Desk, request: Request) -> Result<Response, Failure> {
    let typed = address::read(&request.address, &request.code)?;
    let bundle = line::bundle(&typed.address, &typed.secret)?;
    let welcome = bundle.welcome.ok_or(Code::StationNotFounded)?;
    Ok(Response {
        station_name: welcome.station_name,
        person_name: welcome.person_name,
        role: line::role(welcome.role),
        inviter_name: welcome.inviter_name,
    })
}
