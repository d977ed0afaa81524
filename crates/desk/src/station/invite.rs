//! Invites somebody to the station, or a further laptop of one's own.

use super::line::Line;
use super::{address, append, append_acts, qr, refusal};
use crate::desk::Desk;
use crate::failure::{Code, Failure};
use casework::id::PersonId;
use casework::limits::MAX_NAME_CHARS;
use casework::role::Role;
use casework::text;
use chrono::{DateTime, FixedOffset, TimeDelta};
use protocol::api::PutInvitation;
use protocol::directory::Act;
use sealing::InvitationSecret;
use serde::{Deserialize, Serialize};
use sync::{Request as Ask, Response as Answer};
use ts_rs::TS;

/// Request of `station_invite`: a name and a role, one's own further laptop, or a new one of a colleague who has none.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "StationInviteRequest")]
pub struct Request {
    /// Who is invited.
    #[serde(default)]
    #[ts(optional)]
    pub name: Option<String>,
    /// What she will do.
    #[serde(default)]
    #[ts(optional)]
    pub role: Option<Role>,
    /// It is for a further laptop of whoever invites.
    #[serde(default)]
    #[ts(optional, as = "Option<bool>")]
    pub own_device: bool,
    /// It is for a new laptop of a colleague whose laptops were all revoked.
    #[serde(default)]
    #[ts(optional)]
    pub laptop_of: Option<PersonId>,
}

/// Response of `station_invite`. Shown once: the code is kept nowhere.
#[derive(Clone, PartialEq, Serialize, TS)]
#[ts(rename = "StationInviteResponse")]
pub struct Response {
    /// Where the station is reached.
    pub address: String,
    /// The code, in groups.
    pub code: String,
    /// Both, as one link.
    pub link: String,
    /// The link as a QR code: the dark modules as SVG path data, one unit a module.
    pub qr: String,
    /// Modules on each side of the QR code.
    pub size: u32,
    /// Until when the station keeps the invitation.
    pub expires_at: DateTime<FixedOffset>,
}

impl std::fmt::Debug for Response {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Response").field("address", &self.address).finish_non_exhaustive()
    }
}

/// How long an invitation is good: a worker who is in the villages all week gets to it.
const DAYS: i64 = 7;

/// Runs the command.
///
/// # Errors
/// [`Code::Invalid`] without a name; [`Code::NotYourRole`], also for a laptop of a colleague who has one that counts; [`Code::NotLinked`]; that the station is not reached;
/// [`Code::InvitationHalfMade`] where that came in the middle.
pub fn run(desk: &Desk, request: Request) -> Result<Response, Failure> {
    let wanted = Wanted::of(request)?;
    let time = TimeDelta::days(DAYS);
    let seconds = u32::try_from(time.num_seconds()).unwrap_or(u32::MAX);
    let mut line = Line::of(desk)?;
    let invited = append(desk, &mut line, |vault, now| {
        let invited = match &wanted {
            Wanted::Person { name, role } => vault.invite(name, *role, seconds, now)?,
            Wanted::OwnDevice => vault.invite_device(seconds, now)?,
            Wanted::LaptopOf(person) => vault.invite_new_laptop(*person, seconds, now)?,
        };
        Ok((invited.entry, (invited.secret, invited.bundle)))
    });
    let (secret, invitation) = invited?;
    if let Err(failure) = put(&mut line, &secret, &invitation) {
        // Nobody will ever have its code: it is not to stand in the list.
        let invitation = invitation.invitation;
        let withdrawn = append_acts(desk, &mut line, |_| Ok(vec![Act::Withdraw { invitation }]));
        return Err(withdrawn.map_or(Code::InvitationHalfMade.into(), |()| failure));
    }
    let code = secret.reveal();
    let address = line.address().to_string();
    let link = address::link(&address, &code);
    let drawn = qr::draw(&link)?;
    Ok(Response {
        address,
        code: code.to_string(),
        link,
        qr: drawn.path,
        size: drawn.size,
        expires_at: desk.host().now() + time,
    })
}

/// Leaves the bundle at the station: it is the same each time.
fn put(
    line: &mut Line,
    secret: &InvitationSecret,
    invitation: &PutInvitation,
) -> Result<(), Failure> {
    let invitation = invitation.clone();
    match line.carry_surely(&Ask::PutInvitation { lookup: secret.lookup(), invitation })? {
        Answer::Kept => Ok(()),
        Answer::Refused(why) => Err(refusal::refused(why)),
        _ => Err(Code::NotAStation.into()),
    }
}

enum Wanted {
    Person { name: String, role: Role },
    OwnDevice,
    LaptopOf(PersonId),
}

impl Wanted {
    fn of(request: Request) -> Result<Self, Failure> {
        if request.own_device {
            return Ok(Self::OwnDevice);
        }
        if let Some(person) = request.laptop_of {
            return Ok(Self::LaptopOf(person));
        }
        let name: String =
            text::clean(&request.name.unwrap_or_default()).chars().take(MAX_NAME_CHARS).collect();
        if name.is_empty() {
            return Err(Code::BadRequest.into());
        }
        Ok(Self::Person { name, role: request.role.ok_or(Code::BadRequest)? })
    }
}
