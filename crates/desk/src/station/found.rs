//! Founds a station: what this vault has already becomes the station's, and its person the first manager.

use super::line::Line;
use super::view::{StationView, station};
use super::{address, line, refusal};
use crate::desk::Desk;
use crate::failure::{Code, Failure};
use protocol::api::{FoundRequest, RefusalCode, Refused};
use protocol::proof;
use serde::Deserialize;
use sync::{Request as Ask, Response as Answer};
use ts_rs::TS;
use vault::{Stage, StationLink};

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
    let begun = desk.open(|vault| Ok(vault.station()?))?;
    let typed = address::read(&request.address, &request.code)?;
    let authority = match line::bundle(&typed.address, &typed.secret) {
        Ok(bundle) if bundle.welcome.is_some() => return Err(Code::StationFounded.into()),
        Ok(bundle) => bundle.authority,
        // Its code is spent: by this laptop maybe, whose answer was lost on the way.
        Err(failure) => match (failure.code, begun) {
            (
                Code::InvitationUsed | Code::InvitationUnknown,
                Some(StationLink { authority, stage: Stage::Founding(_), .. }),
            ) => authority,
            _ => return Err(failure),
        },
    };
    let (address, now) = (typed.address.to_string(), desk.host().now());
    let (id, entry) = desk.open(|vault| {
        let entry = vault.found_station(&address, &authority, now)?;
        Ok((vault.identity().station_id, entry))
    })?;
    let proof = typed.secret.sign_found(&proof::found(id, entry.hash()));
    let mut line = Line::pinned(&typed.address, &authority)?;
    match line.carry(Ask::Found(FoundRequest { entry: entry.clone(), proof }))? {
        Answer::Appended(_) => {}
        Answer::Refused(why) => return Err(refused(desk, why)?),
        _ => return Err(Code::NotAStation.into()),
    }
    let view = desk.open(|vault| {
        vault.directory_apply(&[entry])?;
        station(vault)
    })?;
    desk.linked();
    Ok(view)
}

/// What a refusal means. The founding is taken back where the station can never have taken it, now or before; then the
/// vault stands alone as it did.
fn refused(desk: &Desk, why: Refused) -> Result<Failure, Failure> {
    let never = matches!(
        why.code,
        RefusalCode::AlreadyFounded | RefusalCode::BadSignature | RefusalCode::BrokenRule
    );
    if never {
        desk.open(|vault| Ok(vault.give_up_founding()?))?;
    }
    Ok(refusal::refused(why))
}
