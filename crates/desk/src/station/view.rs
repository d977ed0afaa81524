//! What the screens show of the station.

use casework::id::{DeviceId, PersonId};
use casework::role::Role;
use chrono::{DateTime, Utc};
use serde::Serialize;
use ts_rs::TS;
use vault::{RosterInvitation, RosterPerson, Stage, Vault};

use crate::failure::Failure;
use crate::steps::at;

/// The station this laptop belongs to, or that it works alone.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct StationView {
    /// It belongs to a station.
    pub linked: bool,
    /// The station does not count this laptop any more: nothing goes up or comes down.
    pub revoked: bool,
    /// Where the station is reached; empty without one.
    pub address: String,
    /// The station's name, as it stands on paper.
    pub name: String,
    /// Who works here.
    pub you: PersonId,
    /// What she does.
    pub role: Role,
    /// Who is at the station, by name.
    pub people: Vec<StationPerson>,
    /// Invitations that can be used still.
    pub invitations: Vec<StationInvitation>,
}

/// A person of the station.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct StationPerson {
    /// The person.
    pub id: PersonId,
    /// Her name.
    pub name: String,
    /// What she does.
    pub role: Role,
    /// It is who works here.
    pub you: bool,
    /// Her laptops.
    pub devices: Vec<StationDevice>,
}

/// A laptop of the station.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, TS)]
pub struct StationDevice {
    /// The laptop, as it signs.
    pub id: DeviceId,
    /// It is this one.
    pub this: bool,
    /// It was not revoked.
    pub active: bool,
    /// When it was revoked, by the clock of whoever did.
    pub revoked_at: Option<DateTime<Utc>>,
    /// When it came to the station after that and was told, by the station's clock. For managers.
    pub told_at: Option<DateTime<Utc>>,
    /// When it said that its keys are destroyed, by the station's clock. For managers.
    pub wiped_at: Option<DateTime<Utc>>,
}

/// An invitation that can be used still.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct StationInvitation {
    /// The invitation, as the directory knows it.
    pub id: String,
    /// Whom it lets in.
    pub name: String,
    /// What she will do.
    pub role: Role,
    /// It is for a further laptop of somebody who is there.
    pub device: bool,
    /// It was not used yet.
    pub waiting: bool,
}

/// The station as the vault knows it.
pub(super) fn station(vault: &Vault) -> Result<StationView, Failure> {
    let link = vault.station()?;
    let stage = link.as_ref().map(|link| &link.stage);
    let linked = matches!(stage, Some(Stage::Member | Stage::Revoked));
    let me = vault.identity();
    let mut view = StationView {
        linked,
        revoked: matches!(stage, Some(Stage::Revoked)),
        address: link
            .as_ref()
            .filter(|_| linked)
            .map(|link| link.address.clone())
            .unwrap_or_default(),
        name: me.station.clone(),
        you: me.person,
        role: vault.role(),
        people: Vec::new(),
        invitations: Vec::new(),
    };
    if linked {
        let roster = vault.roster()?;
        let there = roster.people.into_iter().filter(|person| !person.removed);
        let people = there.map(|one| person(vault, one));
        view.people = people.collect::<Result<_, _>>()?;
        view.people.sort_by(|a, b| (!a.you, &a.name, a.id).cmp(&(!b.you, &b.name, b.id)));
        view.invitations = roster.invitations.into_iter().map(invitation).collect();
    }
    Ok(view)
}

fn person(vault: &Vault, person: RosterPerson) -> Result<StationPerson, Failure> {
    let RosterPerson { id, name, role, devices, .. } = person;
    let devices = devices.into_iter().map(|device| laptop(vault, device.id, device.active));
    let you = id == vault.identity().person;
    Ok(StationPerson { id, name, role, you, devices: devices.collect::<Result<_, _>>()? })
}

fn laptop(vault: &Vault, id: DeviceId, active: bool) -> Result<StationDevice, Failure> {
    let seconds = |time: u64| at(time.saturating_mul(1000));
    let seen = vault.farewell(id)?;
    Ok(StationDevice {
        id,
        this: id == vault.identity().device,
        active,
        revoked_at: vault.revoked_by(id)?.map(|(millis, _)| at(millis)),
        told_at: seen.map(|seen| seconds(seen.told)),
        wiped_at: seen.and_then(|seen| seen.wiped).map(seconds),
    })
}

fn invitation(invitation: RosterInvitation) -> StationInvitation {
    let RosterInvitation { key, name, role, device, .. } = invitation;
    StationInvitation { id: hex::encode(key.0), name, role, device, waiting: true }
}
