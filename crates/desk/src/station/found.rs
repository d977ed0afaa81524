//! Founds a station: what this vault has already becomes the station's, and its person the first manager.

use super::line::Line;
use super::view::{StationView, station};
use super::{address, line, refusal};
use crate::desk::Desk;
use crate::failure::{Code, Failure};
use protocol::api::FoundRequest;
use protocol::proof;
use serde::Deserialize;
use sync::{Request as Ask, Response as Answer};
use ts_rs::TS;

/// Request of `station_found`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "StationFoundRequest")]
pub struct Request {
    /// Where the station is reached, as it was typed.
    pub address: String,
    /// The code that was printed when the station was made, as it was typed.
    pub code: String,
}

/// Response of `station_found`.
pub type Response = StationView;

/// Runs the command. Said again after an answer that was lost, it founds nothing twice.
///
/// # Errors
/// Those of `station_peek`; [`Code::StationFounded`], [`Code::AlreadyLinked`], [`Code::NotForSample`].
pub fn run(desk: &Desk, request: Request) -> Result<Response, Failure> {
    desk.not_for_sample()?;
    desk.open(|_| Ok(()))?;
    let typed = address::read(&request.address, &request.code)?;
    let bundle = line::bundle(&typed.address, &typed.secret)?;
    if bundle.welcome.is_some() {
        return Err(Code::StationFounded.into());
    }
    let now = desk.host().now();
    let (id, entry) = desk.open(|vault| {
        let address = typed.address.to_string();
        let entry = vault.found_station(&address, &bundle.authority, now)?;
        Ok((vault.identity().station_id, entry))
    })?;
    let words = proof::found(id, entry.hash());
    let ask = FoundRequest { entry: entry.clone(), proof: typed.secret.sign_found(&words) };
    let mut line = Line::pinned(&typed.address, &bundle.authority)?;
    match line.carry(Ask::Found(ask))? {
        Answer::Appended(_) => {}
        Answer::Refused(why) => {
            // It was never taken: the vault stands alone as before.
            desk.open(|vault| Ok(vault.give_up_founding()?))?;
            return Err(refusal::refused(why));
        }
        _ => return Err(Code::NotAStation.into()),
    }
    let view = desk.open(|vault| {
        vault.directory_apply(&[entry])?;
        station(vault)
    })?;
    desk.linked();
    Ok(view)
}
