//! Inviting somebody to the station, or a second device of one's own.

use super::link::{Link, LinkError};
use super::people::name_of;
use super::wire_role;
use crate::id::make_id;
use crate::vault::Vault;
use casework::id::PersonId;
use casework::role::Role;
use chrono::{DateTime, FixedOffset};
use protocol::Wire as _;
use protocol::api::PutInvitation;
use protocol::directory::{Act, SignedEntry};
use protocol::invitation::{Bundle, NameKeyBytes, Welcome};
use protocol::lockbox;
use sealing::{InvitationSecret, hazmat};

/// An invitation that was made. It counts when the station has taken the entry, and is found when it has the bundle.
#[derive(Debug)]
pub struct Invited {
    /// What the one who is invited types in. Kept nowhere.
    pub secret: InvitationSecret,
    /// The entry of the directory.
    pub entry: SignedEntry,
    /// What the station keeps for her, under [`InvitationSecret::lookup`].
    pub bundle: PutInvitation,
}

impl Vault {
    /// Invites somebody who is not at the station yet. `expires_in` is in seconds from when the station has the bundle.
    ///
    /// # Errors
    /// [`LinkError::NotLinked`] before this device belongs to a station; faults of the disk.
    pub fn invite(
        &self,
        name: &str,
        role: Role,
        expires_in: u32,
        now: DateTime<FixedOffset>,
    ) -> Result<Invited, LinkError> {
        let person = PersonId(make_id(now));
        let link = Link::load(&self.conn)?.ok_or(LinkError::NotLinked)?;
        let about = lockbox::person_name(self.identity.station_id, person);
        let sealed = sealing::seal_name(&link.name_key, &about, name);
        let role = wire_role(role);
        let act = |invitation| Act::Invite { invitation, person, role, name: sealed };
        self.invitation(&link, Welcomed { person, name, role }, act, expires_in, now)
    }

    /// Invites another device of this vault's own person.
    ///
    /// # Errors
    /// As [`invite`](Self::invite).
    pub fn invite_device(
        &self,
        expires_in: u32,
        now: DateTime<FixedOffset>,
    ) -> Result<Invited, LinkError> {
        let person = self.identity.person;
        let link = Link::load(&self.conn)?.ok_or(LinkError::NotLinked)?;
        let welcomed =
            Welcomed { person, name: &self.identity.person_name, role: wire_role(self.role()) };
        let act = |invitation| Act::InviteDevice { invitation, person };
        self.invitation(&link, welcomed, act, expires_in, now)
    }

    /// Invites a new laptop of somebody whose laptops were all revoked. In her files it gets no key before a person who
    /// writes in them says yes ([`new_laptops`](Self::new_laptops)), unless that is who invites.
    ///
    /// # Errors
    /// As [`invite`](Self::invite).
    pub fn invite_new_laptop(
        &self,
        person: PersonId,
        expires_in: u32,
        now: DateTime<FixedOffset>,
    ) -> Result<Invited, LinkError> {
        let directory = self.directory().ok_or(LinkError::NotLinked)?;
        let link = Link::load(&self.conn)?.ok_or(LinkError::NotLinked)?;
        let role = directory.role(person).unwrap_or(protocol::directory::Role::Worker);
        let welcomed = Welcomed { person, name: name_of(&self.context, person), role };
        let act = |invitation| Act::InviteDevice { invitation, person };
        self.invitation(&link, welcomed, act, expires_in, now)
    }

    fn invitation(
        &self,
        link: &Link,
        welcomed: Welcomed<'_>,
        act: impl FnOnce(sealing::DevicePublic) -> Act,
        expires_in: u32,
        now: DateTime<FixedOffset>,
    ) -> Result<Invited, LinkError> {
        let secret = InvitationSecret::make();
        let entry = self.sign_acts(vec![act(secret.public())], now)?;
        let bundle = Bundle {
            authority: link.authority.clone(),
            welcome: Some(Welcome {
                station: self.identity.station_id,
                root: link.root,
                name_key: NameKeyBytes::new(hazmat::expose(&link.name_key)),
                station_name: self.identity.station.clone(),
                person: welcomed.person,
                person_name: welcomed.name.to_owned(),
                role: welcomed.role,
                inviter_name: self.identity.person_name.clone(),
            }),
        };
        let bytes = zeroize::Zeroizing::new(bundle.to_bytes());
        let sealed = secret.seal_bundle(&bytes);
        let bundle = PutInvitation { invitation: secret.public(), expires_in, sealed };
        Ok(Invited { secret, entry, bundle })
    }
}

/// Whom the bundle welcomes.
struct Welcomed<'a> {
    person: PersonId,
    name: &'a str,
    role: protocol::directory::Role,
}
