//! An entry being applied: what it changes is set beside what was, and takes its place when every act
//! has passed.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::act::Act;
use super::fault::Breach;
use super::parts::LastSeq;
use super::role::Role;
use super::state::{Cover, Device, File, Files, Invitation, Person, Register};
use crate::clock::HybridClock;
use crate::hash::Hash;
use crate::id::{DeviceId, FileId, PersonId, StationId};
use crate::signature::DevicePublic;

/// An entry being applied.
pub(super) struct Draft<'a> {
    pub(super) station: StationId,
    pub(super) index: u64,
    /// The entry's own format.
    pub(super) format: u8,
    /// The hash of the entry before.
    pub(super) previous: Hash,
    /// When, for display.
    pub(super) clock: HybridClock,
    pub(super) author: DeviceId,
    /// Proofs were verified before and are not verified again.
    pub(super) trusted: bool,
    pub(super) register: Cow<'a, Register>,
    pub(super) before: &'a Files,
    /// The files that the entry touches.
    pub(super) touched: Files,
    /// Files with a new key that must have their emergency boxes before the entry ends.
    pub(super) escrow_owed: BTreeSet<FileId>,
}

impl Draft<'_> {
    /// Applies one act; `first` where it is the entry's first.
    pub(super) fn act(&mut self, act: &Act, first: bool) -> Result<(), Breach> {
        self.in_place(act, first)?;
        match act {
            Act::Found { person, device, name, station_name } => {
                self.found(*person, device, name, station_name)
            }
            Act::Invite { invitation, person, role, name } => {
                self.invite(*invitation, *person, *role, name)
            }
            Act::InviteDevice { invitation, person } => self.invite_device(*invitation, *person),
            Act::Withdraw { invitation } => self.withdraw(*invitation),
            Act::Join { invitation, device, proof } => self.join(*invitation, device, proof),
            Act::SetRole { person, role } => self.set_role(*person, *role),
            Act::Admit { file, person, access, generation, commitment, lockbox } => {
                self.admit(*file, *person, *access, (*generation, *commitment), lockbox)
            }
            Act::Expel { file, person, last_seqs } => self.expel(*file, *person, last_seqs),
            Act::Rotate { file, generation, commitment, previous, boxes } => {
                self.rotate(*file, (*generation, *commitment), previous, boxes)
            }
            Act::RevokeDevice { device, last_seq, last_id } => {
                self.revoke_device(LastSeq { device: *device, seq: *last_seq, id: *last_id })
            }
            Act::RemovePerson { person, last_seqs } => self.remove_person(*person, last_seqs),
            Act::MinFormat { format } => self.raise_format(*format),
            Act::ShareUserKey { device, lockbox } => self.share_user_key(*device, lockbox),
            Act::RenewUserKey { user_key, boxes } => self.renew_user_key(*user_key, boxes),
            Act::SetRecoveryKey { user_key, sign, proof } => {
                self.set_recovery_key(*user_key, *sign, proof)
            }
            Act::Escrow { file, generation, managers, recovery, label } => {
                let boxes = (managers.as_slice(), recovery.as_deref());
                self.escrow(*file, *generation, boxes, label.as_deref())
            }
            Act::Recover { key, reason, files, proof } => self.recover(*key, reason, files, proof),
            Act::BreakGlass { file, generation, lockbox, reason } => {
                self.break_glass(*file, *generation, lockbox, reason)
            }
            Act::TakeNote { file, entry } => self.take_note(*file, *entry),
            Act::PassAuditKey { file, generation, previous } => {
                self.pass_audit_key(*file, *generation, previous)
            }
            Act::Cover { file, person, until, covers } => {
                self.cover(*file, *person, Cover { until: *until, covers: *covers })
            }
            Act::Stay { file, person } => self.stay(*file, *person),
        }
    }

    /// Whether it stands where it may, and its author may act at all.
    fn in_place(&self, act: &Act, first: bool) -> Result<(), Breach> {
        let begins = first && self.index == 0;
        match act {
            Act::Found { .. } if !begins => Err(Breach::OutOfPlace),
            Act::Join { .. } if !first || begins => Err(Breach::OutOfPlace),
            Act::Found { .. } | Act::Join { .. } => Ok(()),
            _ => self.author_person().map(drop),
        }
    }

    /// The person who acts, if her device still counts.
    pub(super) fn author_person(&self) -> Result<PersonId, Breach> {
        let device = self.device(self.author)?;
        if device.is_active() { Ok(device.person) } else { Err(Breach::AuthorRevoked) }
    }

    /// The author's laptop may write in a file.
    pub(super) fn writes(&self, file: &File) -> Result<bool, Breach> {
        let device = self.device(self.author)?;
        Ok(device.is_active() && file.lets_write(device.person, device.line))
    }

    pub(super) fn author_is_manager(&self) -> Result<bool, Breach> {
        let person = self.author_person()?;
        Ok(self.register.people.get(&person).is_some_and(|person| person.role == Role::Manager))
    }

    /// The author is a manager, or the act is about herself.
    pub(super) fn manager_or(&self, person: PersonId) -> Result<(), Breach> {
        if self.author_is_manager()? || self.author_person()? == person {
            Ok(())
        } else {
            Err(Breach::NotAllowed)
        }
    }

    pub(super) fn manager(&self) -> Result<(), Breach> {
        if self.author_is_manager()? { Ok(()) } else { Err(Breach::NotAllowed) }
    }

    /// A person who has not left.
    pub(super) fn person(&self, id: PersonId) -> Result<&Person, Breach> {
        let person = self.register.people.get(&id).ok_or(Breach::UnknownPerson)?;
        if person.removed { Err(Breach::PersonRemoved) } else { Ok(person) }
    }

    pub(super) fn person_mut(&mut self, id: PersonId) -> Result<&mut Person, Breach> {
        self.person(id)?;
        self.register.to_mut().people.get_mut(&id).ok_or(Breach::UnknownPerson)
    }

    pub(super) fn device(&self, id: DeviceId) -> Result<&Device, Breach> {
        self.register.devices.get(&id).ok_or(Breach::UnknownDevice)
    }

    pub(super) fn device_mut(&mut self, id: DeviceId) -> Result<&mut Device, Breach> {
        self.register.to_mut().devices.get_mut(&id).ok_or(Breach::UnknownDevice)
    }

    /// An invitation that can be used.
    pub(super) fn open_invitation(&self, key: DevicePublic) -> Result<&Invitation, Breach> {
        let invitation = self.register.invitations.get(&key).ok_or(Breach::UnknownInvitation)?;
        if invitation.is_open() { Ok(invitation) } else { Err(Breach::InvitationSpent) }
    }

    pub(super) fn file(&self, id: FileId) -> Option<&File> {
        self.touched.get(&id).or_else(|| self.before.get(&id))
    }

    pub(super) fn file_mut(&mut self, id: FileId) -> Result<&mut File, Breach> {
        if !self.touched.contains_key(&id) {
            let file = self.before.get(&id).ok_or(Breach::UnknownFile)?.clone();
            self.touched.insert(id, file);
        }
        self.touched.get_mut(&id).ok_or(Breach::UnknownFile)
    }

    /// The files in which a person is a member.
    pub(super) fn files_of(&self, person: PersonId) -> Vec<FileId> {
        let before = self.before.iter().filter(|(id, _)| !self.touched.contains_key(id));
        let all = before.chain(&self.touched);
        all.filter(|(_, file)| file.members.contains_key(&person)).map(|(id, _)| *id).collect()
    }

    /// Up to where the changes of each of a person's devices count, from what is said of exactly the active
    /// ones.
    pub(super) fn counted(
        &self,
        person: PersonId,
        last_seqs: &[LastSeq],
    ) -> Result<Vec<LastSeq>, Breach> {
        let named = last_seqs.iter().map(|last| last.device);
        if !named.eq(self.register.active_devices(person)) {
            return Err(Breach::OtherDevices);
        }
        let hers = self.register.devices.iter().filter(|(_, device)| device.person == person);
        let revoked = hers.filter_map(|(id, device)| {
            let seq = device.revoked?;
            Some(LastSeq { device: *id, seq, id: device.named.get(&seq).copied() })
        });
        Ok(revoked.chain(last_seqs.iter().copied()).collect())
    }
}
