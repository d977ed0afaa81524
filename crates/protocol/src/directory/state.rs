//! What a verified chain says: people, devices, invitations, files.

use std::collections::{BTreeMap, BTreeSet};

use super::emergency::{Escrow, Glass, Recovery, RecoveryKey};
use super::role::{Access, Role};
use crate::hash::{ChangeId, Hash};
use crate::id::{DeviceId, FileId, PersonId};
use crate::key::{BoxPublic, UserPublic};
use crate::signature::DevicePublic;

/// A person of the station.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// What she is. Stays when she has left.
    pub role: Role,
    /// Her sealed name.
    pub name: Vec<u8>,
    /// Her user key; none before her first device is in.
    pub user_key: Option<UserPublic>,
    /// Her user key is on a device that was revoked: nothing more is sealed to it.
    pub exposed: bool,
    /// She has left.
    pub removed: bool,
    /// The index of the entry with which the line of her present laptops began: the last by which one of hers came in alone.
    /// Laptops that she let in beside are of the same line.
    pub line: u64,
}

impl Person {
    /// The key that may be sealed to.
    #[must_use]
    pub fn safe_key(&self) -> Option<UserPublic> {
        self.user_key.filter(|_| !self.exposed && !self.removed)
    }
}

/// A device of a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Device {
    /// Whose it is.
    pub person: PersonId,
    /// Holds its signatures.
    pub sign: DevicePublic,
    /// What is sealed to it is sealed to this.
    pub receives: BoxPublic,
    /// The index of the entry that let it in.
    pub joined: u64,
    /// The line of its person's laptops that it belongs to ([`Person::line`]).
    pub line: u64,
    /// Where it was revoked: its last change that counts.
    pub revoked: Option<u64>,
    /// The entry that revoked it.
    pub revoked_in: Option<u64>,
    /// Changes of it that acts name, by their numbers: its chain goes through these and through no others.
    pub named: BTreeMap<u64, ChangeId>,
    /// The user key it made itself when it came in alone.
    pub brought: Option<UserPublic>,
    /// The last user key that a device gave it.
    pub user_box: Option<UserKeyBox>,
}

impl Device {
    /// It was not revoked.
    #[must_use]
    pub fn is_active(&self) -> bool {
        self.revoked.is_none()
    }

    /// The last of its changes that an act names: what is not in the chain that leads there is not its own.
    #[must_use]
    pub fn named_end(&self) -> Option<(u64, ChangeId)> {
        self.named.last_key_value().map(|(seq, id)| (*seq, *id))
    }

    /// It can get at this user key, from what the directory holds for it.
    #[must_use]
    pub fn can_open(&self, user_key: UserPublic) -> bool {
        let given = self.user_box.as_ref().map(|given| given.user_key);
        self.brought == Some(user_key) || given == Some(user_key)
    }
}

/// A user key in a lockbox for a device; what it is about is [`lockbox::user_info`](crate::lockbox::user_info).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UserKeyBox {
    /// The device that filled it.
    pub granter: DeviceId,
    /// The public half of the key it holds.
    pub user_key: UserPublic,
    /// The box.
    pub lockbox: Vec<u8>,
}

/// An invitation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invitation {
    /// The person it lets in.
    pub person: PersonId,
    /// The person who made it.
    pub inviter: PersonId,
    /// The device it was made on.
    pub made_on: DeviceId,
    /// What became of it.
    pub fate: Fate,
}

/// What became of an invitation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It can be used.
    Open,
    /// It let this device in.
    Used(DeviceId),
    /// It no longer counts.
    Withdrawn,
}

/// A file: a client's or a case's.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct File {
    /// Its members.
    pub members: BTreeMap<PersonId, Member>,
    /// Who began it.
    pub creator: Option<PersonId>,
    /// Its keys, the first generation first.
    pub generations: Vec<Generation>,
    /// Somebody who could open it no longer may, and it has the same key still.
    pub rotation_due: bool,
    /// Its present key in boxes for an emergency; none where nobody has filled them yet.
    pub escrow: Option<Escrow>,
    /// By whom and why it was opened in an emergency, the first time first.
    pub glass: Vec<Glass>,
    /// Up to where changes of devices count whose persons may no longer write in it.
    pub(super) counted: BTreeMap<DeviceId, u64>,
    /// The same for the accesses of those who only read it.
    pub(super) accesses_counted: BTreeMap<DeviceId, u64>,
}

impl File {
    /// The present generation, from 1.
    #[must_use]
    pub fn generation(&self) -> u32 {
        u32::try_from(self.generations.len()).unwrap_or(u32::MAX)
    }

    /// A generation by its number.
    #[must_use]
    pub fn key(&self, generation: u32) -> Option<&Generation> {
        self.generations.get(usize::try_from(generation).ok()?.checked_sub(1)?)
    }

    /// What this device wrote with this number counts, whatever its person may do by now.
    pub(super) fn counts(&self, device: DeviceId, seq: u64) -> bool {
        self.counted.get(&device).is_some_and(|last| seq <= *last)
    }

    /// As [`counts`](Self::counts), for an access.
    pub(super) fn counts_access(&self, device: DeviceId, seq: u64) -> bool {
        let counted = self.accesses_counted.get(&device).is_some_and(|last| seq <= *last);
        counted || self.counts(device, seq)
    }

    /// Somebody else than this person may write, and stays.
    pub(super) fn has_a_writer_who_stays(&self, but: PersonId) -> bool {
        self.members.iter().any(|(id, member)| {
            *id != but && member.access == Access::Write && member.cover.is_none()
        })
    }

    pub(super) fn may_write(&self, person: PersonId) -> bool {
        self.members.get(&person).is_some_and(|member| member.access == Access::Write)
    }

    /// A laptop of this line of hers may write: a member of the file let it in.
    pub(crate) fn lets_write(&self, person: PersonId, line: u64) -> bool {
        let member = self.members.get(&person).filter(|member| member.access == Access::Write);
        member.is_some_and(|member| member.agreed.contains(&line))
    }

    /// Somebody else than this person may write.
    pub(super) fn has_another_writer(&self, person: PersonId) -> bool {
        self.members.iter().any(|(id, member)| *id != person && member.access == Access::Write)
    }
}

/// A member of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// What she may do.
    pub access: Access,
    /// The file's present key for her; none where it was renewed while her user key was exposed.
    pub key: Option<MemberBox>,
    /// Until when she stays, where that was said.
    pub cover: Option<Cover>,
    /// The lines of her laptops ([`Person::line`]) to which a member who writes gave a key of the file. What a laptop of
    /// another line does in her name counts for nothing here.
    pub agreed: BTreeSet<u64>,
}

/// Until when a member stays, and in whose place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cover {
    /// Her last day, in days since 1970-01-01.
    pub until: u32,
    /// For whom she stands in; nobody where she leaves for good.
    pub covers: Option<PersonId>,
}

/// A file key in a lockbox for a member; what it is about is [`lockbox::info`](crate::lockbox::info).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MemberBox {
    /// The device that filled it.
    pub granter: DeviceId,
    /// The user key it is sealed to. Her present one may be newer.
    pub user_key: UserPublic,
    /// The box.
    pub lockbox: Vec<u8>,
}

/// A key of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Generation {
    /// The commitment to it.
    pub commitment: Hash,
    /// The key before, wrapped in this one; none for the first.
    pub previous: Option<Vec<u8>>,
    /// The audit key before, wrapped in this one's, where somebody passed it on.
    pub previous_audit: Option<Vec<u8>>,
}

/// All but the files: small, and seldom changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Register {
    pub(super) people: BTreeMap<PersonId, Person>,
    pub(super) devices: BTreeMap<DeviceId, Device>,
    pub(super) invitations: BTreeMap<DevicePublic, Invitation>,
    pub(super) founder: Option<DeviceId>,
    pub(super) station_name: Vec<u8>,
    pub(super) min_format: u8,
    /// The recovery keys that were, the present one last.
    pub(super) recovery_keys: Vec<RecoveryKey>,
    /// When a recovery key was used, the first time first.
    pub(super) recoveries: Vec<Recovery>,
}

impl Register {
    pub(super) fn active_devices(&self, person: PersonId) -> impl Iterator<Item = DeviceId> {
        let hers = self.devices.iter().filter(move |(_, device)| device.person == person);
        hers.filter(|(_, device)| device.is_active()).map(|(id, _)| *id)
    }

    /// A manager is here who can act.
    pub(super) fn has_a_manager(&self) -> bool {
        self.people.iter().any(|(id, person)| {
            person.role == Role::Manager
                && !person.removed
                && self.active_devices(*id).next().is_some()
        })
    }
}

pub(super) type Files = BTreeMap<FileId, File>;
