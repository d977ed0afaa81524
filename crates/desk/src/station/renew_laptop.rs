//! This laptop becomes a device of its own: another is the same one, as after its folder was copied or an old backup was
//! put back. What waits here is signed again, as what the laptop is then. Nothing is lost.

use super::append::append;
use super::line::Line;
use super::refusal;
use super::view::{StationView, station};
use crate::desk::Desk;
use crate::failure::{Code, Failure};
use protocol::api::RefusalCode;
use serde::{Deserialize, Serialize};
use sync::{Request as Ask, Response as Answer};
use ts_rs::TS;

/// Request of `station_renew_laptop`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "StationRenewLaptopRequest")]
pub struct Request {}

/// Response of `station_renew_laptop`.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(rename = "StationRenewLaptopResponse")]
pub struct Response {
    /// How many changes were signed again.
    #[ts(type = "number")]
    pub rewritten: u64,
    /// The station as it is now.
    pub station: StationView,
}

/// How often the directory may grow while this laptop is coming in.
const TRIES: u32 = 8;

/// Runs the command. Cut off anywhere it is gone on with when it is asked for again.
///
/// # Errors
/// [`Code::NotLinked`], [`Code::LaptopRevoked`], [`Code::NotFound`] where no other laptop is this one; that the
/// station is not reached.
pub fn run(desk: &Desk, _: Request) -> Result<Response, Failure> {
    if desk.open(|vault| Ok(vault.station()?))?.is_none() {
        return Err(Code::NotLinked.into());
    }
    let needed = desk.open(|vault| Ok(vault.own_fork()?.is_some()))? || desk.sync.own_is_ahead();
    if !needed {
        return Err(Code::NotFound.into());
    }
    let mut line = Line::of(desk)?;
    line.directory_down(desk)?;
    let now = desk.host().now();
    if desk.open(|vault| Ok(vault.invite_itself(now)?))?.is_some() {
        append(desk, &mut line, |vault, now| {
            vault.invites_itself(now)?.map(|entry| (entry, ())).ok_or(Code::StationBusy.into())
        })?;
    }
    come_in(desk, &mut line)?;
    let renewed = desk.open(|vault| Ok(vault.become_next(now)?))?.ok_or(Code::StationBusy)?;
    // The session and the engine are the old device's.
    desk.sync.turn_over();
    desk.linked();
    let station = desk.open(|vault| station(vault))?;
    Ok(Response { rewritten: renewed.rewritten, station })
}

/// Has the station take the entry by which this laptop comes in as another.
fn come_in(desk: &Desk, line: &mut Line) -> Result<(), Failure> {
    let now = desk.host().now();
    for _ in 0..TRIES {
        let Some(entry) = desk.open(|vault| Ok(vault.joins_itself(now)?))? else { return Ok(()) };
        match line.carry(Ask::Join(entry.clone()))? {
            Answer::Appended(_) => {
                desk.open(|vault| Ok(vault.directory_apply(&[entry])?))?;
                return Ok(());
            }
            Answer::Refused(why) if why.code == RefusalCode::StaleHead => {
                line.directory_down(desk)?;
            }
            Answer::Refused(why) => return Err(refusal::refused(why)),
            _ => return Err(Code::NotAStation.into()),
        }
    }
    Err(Code::StationBusy.into())
}
