//! Devices: revoking one, and the user key that a person's devices share.

use crate::directory::act::DeviceBox;
use crate::directory::draft::Draft;
use crate::directory::fault::Breach;
use crate::directory::state::UserKeyBox;
use crate::id::DeviceId;
use crate::key::UserPublic;

impl Draft<'_> {
    /// By a manager, or by the person whose it is; one manager who can act must stay. Every file its person
    /// could open is then due for a new key, and nothing more is sealed to her user key until she has another.
    pub(in crate::directory) fn revoke_device(
        &mut self,
        id: DeviceId,
        last_seq: u64,
    ) -> Result<(), Breach> {
        let person = self.device(id)?.person;
        self.manager_or(person)?;
        let device = self.device_mut(id)?;
        if !device.is_active() {
            return Err(Breach::DeviceRevoked);
        }
        device.revoked = Some(last_seq);
        self.person_mut(person)?.exposed = true;
        self.keep_a_manager()?;
        self.withdraw_where(|open| open.made_on == id);
        for file in self.files_of(person) {
            self.file_mut(file)?.rotation_due = true;
        }
        Ok(())
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
