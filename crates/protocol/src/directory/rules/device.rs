//! Devices: revoking one, and the user key that a person's devices share.

use crate::directory::draft::Draft;
use crate::directory::fault::Breach;
use crate::directory::parts::{DeviceBox, LastSeq};
use crate::directory::state::UserKeyBox;
use crate::id::DeviceId;
use crate::key::UserPublic;

impl Draft<'_> {
    /// By a manager, or by the person whose it is; one manager who can act must stay. Every file its person
    /// could open is then due for a new key, and nothing more is sealed to her user key until she has another.
    pub(in crate::directory) fn revoke_device(&mut self, last: LastSeq) -> Result<(), Breach> {
        let id = last.device;
        let person = self.device(id)?.person;
        self.manager_or(person)?;
        if !self.device(id)?.is_active() {
            return Err(Breach::DeviceRevoked);
        }
        self.end_device(last)?;
        self.person_mut(person)?.exposed = true;
        self.keep_a_manager()?;
        self.withdraw_where(|open| open.made_on == id);
        for file in self.files_of(person).into_iter().chain(self.files_escrowed_for(person)) {
            self.file_mut(file)?.rotation_due = true;
        }
        Ok(())
    }

    /// From here on a device counts no more.
    pub(super) fn end_device(&mut self, last: LastSeq) -> Result<(), Breach> {
        let index = self.index;
        self.name_change(last)?;
        let device = self.device_mut(last.device)?;
        device.revoked = Some(last.seq);
        device.revoked_in = Some(index);
        Ok(())
    }

    /// A device's chain goes through this change. What was named once is not named otherwise.
    pub(super) fn name_change(&mut self, last: LastSeq) -> Result<(), Breach> {
        let Some(id) = last.id else { return Ok(()) };
        match self.device(last.device)?.named.get(&last.seq) {
            Some(named) if *named != id => Err(Breach::OtherChange),
            Some(_) => Ok(()),
            None => {
                self.device_mut(last.device)?.named.insert(last.seq, id);
                Ok(())
            }
        }
    }

    /// By one of the person's devices, for another of hers.
    pub(in crate::directory) fn share_user_key(
        &mut self,
        to: DeviceId,
        lockbox: &[u8],
    ) -> Result<(), Breach> {
        let me = self.author_person()?;
        let device = self.device(to)?;
        if device.person != me || to == self.author {
            return Err(Breach::NotAllowed);
        }
        if !device.is_active() {
            return Err(Breach::DeviceRevoked);
        }
        let user_key = self.person(me)?.user_key.ok_or(Breach::UnknownPerson)?;
        self.put_user_key(to, user_key, lockbox)
    }

    /// By one of the person's devices, for exactly her active ones.
    pub(in crate::directory) fn renew_user_key(
        &mut self,
        user_key: UserPublic,
        boxes: &[DeviceBox],
    ) -> Result<(), Breach> {
        let me = self.author_person()?;
        if !boxes.iter().map(|for_one| for_one.device).eq(self.register.active_devices(me)) {
            return Err(Breach::OtherBoxes);
        }
        let person = self.person_mut(me)?;
        if person.user_key == Some(user_key) {
            return Err(Breach::ExposedKey);
        }
        person.user_key = Some(user_key);
        person.exposed = false;
        boxes
            .iter()
            .try_for_each(|for_one| self.put_user_key(for_one.device, user_key, &for_one.lockbox))
    }

    fn put_user_key(
        &mut self,
        to: DeviceId,
        user_key: UserPublic,
        lockbox: &[u8],
    ) -> Result<(), Breach> {
        let granter = self.author;
        let given = UserKeyBox { granter, user_key, lockbox: lockbox.to_vec() };
        self.device_mut(to)?.user_box = Some(given);
        Ok(())
    }
}
