//! Questions that a directory answers.

use super::chain::Directory;
use super::role::{Access, Role};
use super::state::{Device, File, Invitation, Member, Person};
use crate::id::{DeviceId, FileId, PersonId, StationId};
use crate::kind::ChangeKind;
use crate::signature::DevicePublic;

impl Directory {
    /// The station.
    #[must_use]
    pub fn station(&self) -> StationId {
        self.station
    }

    /// The station's sealed name ([`lockbox::station_name`](crate::lockbox::station_name)).
    #[must_use]
    pub fn station_name(&self) -> &[u8] {
        &self.register.station_name
    }

    /// The least format of entries and headers that may still be written.
    #[must_use]
    pub fn min_format(&self) -> u8 {
        self.register.min_format
    }

    /// Every person, by id; those who have left too.
    pub fn people(&self) -> impl Iterator<Item = (PersonId, &Person)> {
        self.register.people.iter().map(|(id, person)| (*id, person))
    }

    /// A person, if she was ever here.
    #[must_use]
    pub fn person(&self, id: PersonId) -> Option<&Person> {
        self.register.people.get(&id)
    }

    /// Every device, by id; revoked ones too.
    pub fn devices(&self) -> impl Iterator<Item = (DeviceId, &Device)> {
        self.register.devices.iter().map(|(id, device)| (*id, device))
    }

    /// A device, if it was ever here.
    #[must_use]
    pub fn device(&self, id: DeviceId) -> Option<&Device> {
        self.register.devices.get(&id)
    }

    /// A device is here and was not revoked.
    #[must_use]
    pub fn device_is_active(&self, id: DeviceId) -> bool {
        self.device(id).is_some_and(Device::is_active)
    }

    /// The devices of a person that were not revoked, by id.
    pub fn active_devices(&self, person: PersonId) -> impl Iterator<Item = DeviceId> {
        self.register.active_devices(person)
    }

    /// A person's role; none where she is not here or has left.
    #[must_use]
    pub fn role(&self, person: PersonId) -> Option<Role> {
        self.person(person).filter(|person| !person.removed).map(|person| person.role)
    }

    /// An invitation, whatever became of it.
    #[must_use]
    pub fn invitation(&self, key: DevicePublic) -> Option<&Invitation> {
        self.register.invitations.get(&key)
    }

    /// Every invitation, by its key.
    pub fn invitations(&self) -> impl Iterator<Item = (DevicePublic, &Invitation)> {
        self.register.invitations.iter().map(|(key, invitation)| (*key, invitation))
    }

    /// Every file, by id.
    pub fn files(&self) -> impl Iterator<Item = (FileId, &File)> {
        self.files.iter().map(|(id, file)| (*id, file))
    }

    /// A file.
    #[must_use]
    pub fn file(&self, id: FileId) -> Option<&File> {
        self.files.get(&id)
    }

    /// The members of a file, by id; none where there is no such file.
    pub fn members(&self, file: FileId) -> impl Iterator<Item = (PersonId, &Member)> {
        let members = self.file(file).into_iter().flat_map(|file| &file.members);
        members.map(|(id, member)| (*id, member))
    }

    /// The files in which a person is a member, by id.
    pub fn files_of(&self, person: PersonId) -> impl Iterator<Item = (FileId, &File)> {
        self.files().filter(move |(_, file)| file.members.contains_key(&person))
    }

    /// What a person may do with a file.
    #[must_use]
    pub fn access(&self, file: FileId, person: PersonId) -> Option<Access> {
        self.file(file)?.members.get(&person).map(|member| member.access)
    }

    /// A person may write in a file, and somebody who writes there let her present laptops in.
    #[must_use]
    pub fn writes(&self, file: FileId, person: PersonId) -> bool {
        let line = self.person(person).map(|person| person.line);
        self.file(file).zip(line).is_some_and(|(file, line)| file.lets_write(person, line))
    }

    /// A person is a member of a file, and her laptop came in by somebody else's invitation since: it gets no key before a
    /// member who writes lets it in, and what it does there does not count.
    #[must_use]
    pub fn awaits_a_yes(&self, file: FileId, person: PersonId) -> bool {
        let line = self.person(person).map(|person| person.line);
        let member = self.file(file).and_then(|file| file.members.get(&person));
        member.zip(line).is_some_and(|(member, line)| !member.agreed.contains(&line))
    }

    /// Whether a person may be given a change of this kind: all of a file where she reads it, its accesses alone where she
    /// audits it.
    #[must_use]
    pub fn may_be_given(&self, person: PersonId, file: FileId, kind: ChangeKind) -> bool {
        match self.access(file, person) {
            None => false,
            Some(Access::Audit) => kind == ChangeKind::ACCESS,
            Some(Access::Read | Access::Write) => true,
        }
    }

    /// The present generation of a file's key, from 1; none where there is no such file.
    #[must_use]
    pub fn generation(&self, file: FileId) -> Option<u32> {
        self.file(file).map(File::generation)
    }

    /// Files that somebody could open who no longer may, and that have the same key still. Each needs a
    /// [`Rotate`](super::Act::Rotate) by a member who may write.
    pub fn rotations_due(&self) -> impl Iterator<Item = FileId> {
        self.files().filter(|(_, file)| file.rotation_due).map(|(id, _)| id)
    }

    /// Members who have no lockbox for the present user key they have: each needs an
    /// [`Admit`](super::Act::Admit) by a member who may write. Members whose key is exposed are not among them.
    pub fn boxes_due(&self) -> impl Iterator<Item = (FileId, PersonId)> {
        self.files().flat_map(move |(id, file)| {
            let due = file.members.iter().filter(|(person, member)| {
                let present = self.person(**person).and_then(Person::safe_key);
                present.is_some() && member.key.as_ref().map(|key| key.user_key) != present
            });
            due.map(move |(person, _)| (id, *person))
        })
    }

    /// A person's active devices that cannot get at her user key: each needs a
    /// [`ShareUserKey`](super::Act::ShareUserKey) by one of hers that can.
    pub fn user_keys_due(&self, person: PersonId) -> impl Iterator<Item = DeviceId> {
        let present = self.person(person).and_then(|person| person.user_key);
        self.active_devices(person).filter(move |id| {
            self.device(*id).zip(present).is_some_and(|(device, key)| !device.can_open(key))
        })
    }
}
