//! Who is at the station, with the names that the server cannot read.

use super::link::Link;
use super::role_of;
use crate::error::VaultError;
use crate::vault::Vault;
use casework::id::{DeviceId, PersonId};
use casework::role::Role;
use protocol::directory::Fate;
use protocol::{DevicePublic, lockbox};

/// Who is at the station.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Roster {
    /// Everybody who is there or was, by id. Not those who are invited and have not come yet.
    pub people: Vec<RosterPerson>,
    /// Invitations that can be used still.
    pub invitations: Vec<RosterInvitation>,
}

/// A person of the station.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RosterPerson {
    /// The person.
    pub id: PersonId,
    /// Her name; empty where it does not open.
    pub name: String,
    /// What she does.
    pub role: Role,
    /// She has left.
    pub removed: bool,
    /// Her laptops, revoked ones too.
    pub devices: Vec<RosterDevice>,
}

/// A laptop of the station.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RosterDevice {
    /// The laptop, as it signs.
    pub id: DeviceId,
    /// Its changes count.
    pub active: bool,
}

/// An invitation that can be used still.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RosterInvitation {
    /// The invitation, as the directory knows it.
    pub key: DevicePublic,
    /// Whom it lets in.
    pub person: PersonId,
    /// Her name.
    pub name: String,
    /// What she will do.
    pub role: Role,
    /// It is for a further laptop of somebody who is there.
    pub device: bool,
}

impl Vault {
    /// Who is at the station; nobody for a vault that stands alone.
    ///
    /// # Errors
    /// When the vault cannot be read.
    pub fn roster(&self) -> Result<Roster, VaultError> {
        let (Some(link), Some(directory)) = (Link::load(&self.conn)?, self.directory()) else {
            return Ok(Roster::default());
        };
        let station = directory.station();
        let name_of = |id: PersonId, sealed: &[u8]| {
            let name =
                sealing::open_name(&link.name_key, &lockbox::person_name(station, id), sealed);
            name.map(|name| name.to_string()).unwrap_or_default()
        };
        let everybody = directory.people().map(|(id, person)| {
            let hers = directory.devices().filter(|(_, device)| device.person == id);
            RosterPerson {
                id,
                name: name_of(id, &person.name),
                role: role_of(person.role),
                removed: person.removed,
                devices: hers
                    .map(|(id, device)| RosterDevice { id, active: device.is_active() })
                    .collect(),
            }
        });
        let everybody: Vec<_> = everybody.collect();
        let open = directory.invitations().filter(|(_, invitation)| invitation.fate == Fate::Open);
        let invitations = open.filter_map(|(key, invitation)| {
            let person = everybody.iter().find(|person| person.id == invitation.person)?;
            Some(RosterInvitation {
                key,
                person: person.id,
                name: person.name.clone(),
                role: person.role,
                device: !person.devices.is_empty(),
            })
        });
        let invitations = invitations.collect();
        let there = |person: &RosterPerson| !person.devices.is_empty();
        Ok(Roster { people: everybody.into_iter().filter(there).collect(), invitations })
    }
}
