//! Invitations, and the devices they let in.

use std::collections::BTreeMap;

use crate::directory::draft::Draft;
use crate::directory::fault::Breach;
use crate::directory::parts::NewDevice;
use crate::directory::role::Role;
use crate::directory::state::{Device, Fate, Invitation, Person};
use crate::id::PersonId;
use crate::proof;
use crate::signature::{DevicePublic, Namespace, Signature, verify};

impl Draft<'_> {
    /// By a manager, for somebody who is not in the directory.
    pub(in crate::directory) fn invite(
        &mut self,
        key: DevicePublic,
        person: PersonId,
        role: Role,
        name: &[u8],
    ) -> Result<(), Breach> {
        self.manager()?;
        if self.register.people.contains_key(&person) {
            return Err(Breach::PersonTaken);
        }
        self.open(key, person)?;
        let invited = Person {
            role,
            name: name.to_vec(),
            user_key: None,
            exposed: false,
            removed: false,
            line: self.index,
        };
        self.register.to_mut().people.insert(person, invited);
        Ok(())
    }

    /// By the person herself; by a manager only where the person has no device that counts, so that nobody
    /// else speaks in her name beside her.
    pub(in crate::directory) fn invite_device(
        &mut self,
        key: DevicePublic,
        person: PersonId,
    ) -> Result<(), Breach> {
        self.person(person)?;
        if self.author_person()? != person {
            self.manager()?;
            if self.has_active_device(person) {
                return Err(Breach::NotAllowed);
            }
        }
        self.open(key, person)
    }

    fn open(&mut self, key: DevicePublic, person: PersonId) -> Result<(), Breach> {
        if self.register.invitations.contains_key(&key) {
            return Err(Breach::InvitationTaken);
        }
        let inviter = self.author_person()?;
        let invitation = Invitation { person, inviter, made_on: self.author, fate: Fate::Open };
        self.register.to_mut().invitations.insert(key, invitation);
        Ok(())
    }

    /// By a manager, or by whoever made it.
    pub(in crate::directory) fn withdraw(&mut self, key: DevicePublic) -> Result<(), Breach> {
        let inviter = self.open_invitation(key)?.inviter;
        self.manager_or(inviter)?;
        if let Some(invitation) = self.register.to_mut().invitations.get_mut(&key) {
            invitation.withdraw();
        }
        Ok(())
    }

    /// By whoever holds the secret of an open invitation; the device signs the entry itself.
    pub(in crate::directory) fn join(
        &mut self,
        key: DevicePublic,
        device: &NewDevice,
        proof: &Signature,
    ) -> Result<(), Breach> {
        if self.register.devices.contains_key(&device.device) {
            return Err(Breach::DeviceTaken);
        }
        if device.device != self.author {
            return Err(Breach::NotAllowed);
        }
        let id = self.open_invitation(key)?.person;
        let words = proof::join(self.station, id, device);
        if !self.trusted && verify(&key, Namespace::Join, &words, proof).is_err() {
            return Err(Breach::BadProof);
        }
        let joins_others = self.has_active_device(id);
        let index = self.index;
        let person = self.person_mut(id)?;
        // Beside other devices it takes the key they have, and gets it from one of them. Alone it brings
        // a new one: the old is lost, or lies on a device that was revoked.
        if joins_others && person.user_key != Some(device.user_key) {
            return Err(Breach::OtherUserKey);
        }
        if !joins_others && person.user_key == Some(device.user_key) {
            return Err(Breach::ExposedKey);
        }
        if !joins_others {
            person.user_key = Some(device.user_key);
            person.exposed = false;
            person.line = index;
        }
        let line = person.line;
        let register = self.register.to_mut();
        let joining = Device::joining(id, device, (index, line), !joins_others);
        register.devices.insert(device.device, joining);
        if let Some(invitation) = register.invitations.get_mut(&key) {
            invitation.fate = Fate::Used(device.device);
        }
        // From now on she invites her devices herself.
        self.withdraw_where(|open| open.person == id && open.inviter != id);
        Ok(())
    }
}

impl Device {
    /// By the entry with this index, of this line. `alone` where the person has no other: then the user key is this
    /// device's own.
    pub(super) fn joining(
        person: PersonId,
        new: &NewDevice,
        (joined, line): (u64, u64),
        alone: bool,
    ) -> Self {
        Self {
            person,
            sign: new.sign,
            receives: new.receives,
            joined,
            line,
            revoked: None,
            revoked_in: None,
            named: BTreeMap::new(),
            brought: alone.then_some(new.user_key),
            user_box: None,
        }
    }
}

impl Invitation {
    pub(in crate::directory) fn is_open(&self) -> bool {
        self.fate == Fate::Open
    }

    pub(super) fn withdraw(&mut self) {
        self.fate = Fate::Withdrawn;
    }
}
