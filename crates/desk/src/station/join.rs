//! Joins a station by an invitation: this laptop becomes one of the invited person's.

use super::line::Line;
use super::view::{StationView, station};
use super::{address, line, refusal};
use crate::desk::Desk;
use crate::failure::{Code, Failure};
use protocol::api::RefusalCode;
use protocol::directory::SignedEntry;
use serde::Deserialize;
use sync::https::Address;
use sync::{Request as Ask, Response as Answer};
use ts_rs::TS;
use vault::{Stage, Vault};

/// Request of `station_join`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "StationJoinRequest")]
pub struct Request {
    /// Where the station is reached, as it was typed; or the whole link.
    pub address: String,
    /// The code of the invitation, as it was typed.
    pub code: String,
}

/// Response of `station_join`.
pub type Response = StationView;

/// How often the directory may grow while this laptop is coming in.
const TRIES: u32 = 8;

/// Runs the command.
///
/// # Errors
/// Those of `station_peek`; [`Code::VaultHasRecords`], [`Code::AlreadyLinked`], [`Code::InvitationUsed`],
/// [`Code::NotForSample`].
pub fn run(desk: &Desk, request: Request) -> Result<Response, Failure> {
    desk.not_for_sample()?;
    desk.open(|vault| match vault.heads()?.is_empty() {
        true => Ok(()),
        false if vault.station()?.is_some() => Err(Code::AlreadyLinked.into()),
        false => Err(Code::VaultHasRecords.into()),
    })?;
    let typed = address::read(&request.address, &request.code)?;
    let bundle = match line::bundle(&typed.address, &typed.secret) {
        Ok(bundle) => bundle,
        Err(failure) => return came_in_before(desk, &typed.address).ok_or(failure),
    };
    let lookup = typed.secret.lookup();
    let mut line = Line::pinned(&typed.address, &bundle.authority)?;
    let entries = line.directory_as_invited(&lookup, None)?;
    let address = typed.address.to_string();
    desk.open(|vault| Ok(vault.join_station(&address, &bundle, typed.secret, &entries)?))?;
    come_in(desk, &mut line, &lookup)?;
    let view = desk.open(|vault| station(vault))?;
    desk.linked();
    Ok(view)
}

/// The invitation is spent: by this laptop maybe, whose answer was lost on the way. Then the station knows it.
fn came_in_before(desk: &Desk, address: &Address) -> Option<StationView> {
    let joining = |vault: &mut Vault| {
        let joining = vault.station()?.is_some_and(|link| link.stage == Stage::Joining);
        if joining {
            vault.move_station(&address.to_string())?;
        }
        Ok(joining)
    };
    desk.open(joining).ok().filter(|joining| *joining)?;
    Line::of(desk).ok()?.directory_down(desk).ok()?;
    let view = desk.open(|vault| station(vault)).ok().filter(|view| view.linked)?;
    desk.linked();
    Some(view)
}

/// Has the station take the entry by which this laptop comes in.
fn come_in(
    desk: &Desk,
    line: &mut Line,
    lookup: &[u8; sealing::LOOKUP_LEN],
) -> Result<(), Failure> {
    let now = desk.host().now();
    for _ in 0..TRIES {
        let entry = desk.open(|vault| Ok(vault.pending_acts(now)?))?;
        let entry: SignedEntry = entry.ok_or(Code::InvitationUsed)?;
        match line.carry(Ask::Join(entry.clone()))? {
            Answer::Appended(_) => {
                desk.open(|vault| Ok(vault.directory_apply(&[entry])?))?;
                return Ok(());
            }
            Answer::Refused(why) if why.code == RefusalCode::StaleHead => {
                let head = desk.open(|vault| Ok(vault.directory().and_then(|one| one.head())))?;
                let entries = line.directory_as_invited(lookup, head.map(|head| head.index))?;
                desk.open(|vault| Ok(vault.directory_apply(&entries)?))?;
            }
            Answer::Refused(why) => return Err(refusal::refused(why)),
            _ => return Err(Code::NotAStation.into()),
        }
    }
    Err(Code::StationBusy.into())
}
