//! The station is reached at another address from now on. Its authority stays the one that was pinned: whoever answers
//! there and is not ours is told as such, and nothing is changed.

use super::address;
use super::line::Line;
use super::view::{StationView, station};
use crate::desk::Desk;
use crate::failure::{Code, Failure};
use serde::Deserialize;
use sync::{Request as Ask, Response as Answer};
use ts_rs::TS;

/// Request of `station_relocate`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "StationRelocateRequest")]
pub struct Request {
    /// Where the station is reached by now, as it was typed.
    pub address: String,
}

/// Response of `station_relocate`: the station as it is now.
pub type Response = StationView;

/// Runs the command.
///
/// # Errors
/// [`Code::AddressMistyped`], [`Code::NotLinked`], [`Code::WrongStation`], [`Code::NotAStation`], that nobody is
/// reached there.
pub fn run(desk: &Desk, request: Request) -> Result<Response, Failure> {
    let address = address::of_text(&request.address)?;
    let (link, ours) = desk.open(|vault| Ok((vault.station()?, vault.identity().station_id)))?;
    let link = link.ok_or(Code::NotLinked)?;
    let mut line = Line::pinned(&address, &link.authority)?;
    match line.carry(Ask::Hello)? {
        Answer::Hello(hello) if hello.station == Some(ours) => {}
        Answer::Hello(_) => return Err(Code::WrongStation.into()),
        _ => return Err(Code::NotAStation.into()),
    }
    let view = desk.open(|vault| {
        vault.move_station(&address.to_string())?;
        station(vault)
    })?;
    desk.linked();
    Ok(view)
}
