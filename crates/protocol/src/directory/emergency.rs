//! What a directory holds for an emergency: the recovery key, boxes for it and for managers, and who used them.

use std::collections::BTreeMap;

use super::chain::Directory;
use super::role::Role;
use super::state::{File, Register};
use crate::hash::Hash;
use crate::id::{DeviceId, FileId, PersonId};
use crate::key::UserPublic;
use crate::signature::DevicePublic;

/// A recovery key of the station. Its secret is on paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecoveryKey {
    /// File keys are sealed to this.
    pub user_key: UserPublic,
    /// Holds the signatures by which the key is used.
    pub sign: DevicePublic,
    /// Who set it.
    pub person: PersonId,
    /// The index of the entry.
    pub entry: u64,
    /// The entry's clock, in milliseconds since 1970-01-01 UTC; for display only.
    pub at: u64,
}

/// A use of a recovery key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recovery {
    /// Who used it.
    pub person: PersonId,
    /// On which device.
    pub device: DeviceId,
    /// The index of the entry.
    pub entry: u64,
    /// The hash of the entry before: the reason is bound to it.
    pub previous: Hash,
    /// The entry's clock, in milliseconds since 1970-01-01 UTC; for display only.
    pub at: u64,
    /// Why, sealed ([`lockbox::recovery_reason`](crate::lockbox::recovery_reason)).
    pub reason: Vec<u8>,
    /// The files that were opened.
    pub files: Vec<FileId>,
}

/// A file's present key in boxes for an emergency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Escrow {
    /// The device that filled them.
    pub author: DeviceId,
    /// For managers who were no members then.
    pub managers: BTreeMap<PersonId, EscrowBox>,
    /// For the recovery key that was then.
    pub recovery: Option<EscrowBox>,
    /// What the file may be called, sealed ([`lockbox::file_label`](crate::lockbox::file_label)).
    pub label: Option<Vec<u8>>,
}

/// An emergency box; what it is about is [`lockbox::EmergencyBox`](crate::lockbox::EmergencyBox).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EscrowBox {
    /// The key it is sealed to.
    pub user_key: UserPublic,
    /// The box.
    pub lockbox: Vec<u8>,
}

/// A file was opened by a manager in an emergency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Glass {
    /// Who broke the glass.
    pub person: PersonId,
    /// The index of the entry.
    pub entry: u64,
    /// The entry's clock, in milliseconds since 1970-01-01 UTC; for display only.
    pub at: u64,
    /// Under which of the file's keys the reason is sealed.
    pub generation: u32,
    /// Why, sealed ([`lockbox::emergency_reason`](crate::lockbox::emergency_reason)).
    pub reason: Vec<u8>,
    /// A writing member has taken note.
    pub noted: Option<Noted>,
}

/// Who took note, and when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Noted {
    /// Who.
    pub person: PersonId,
    /// The entry's clock, in milliseconds since 1970-01-01 UTC; for display only.
    pub at: u64,
}

impl Directory {
    /// The station's recovery key, if it has one.
    #[must_use]
    pub fn recovery_key(&self) -> Option<&RecoveryKey> {
        self.register.recovery_keys.last()
    }

    /// The recovery keys that were, the present one last.
    #[must_use]
    pub fn recovery_keys(&self) -> &[RecoveryKey] {
        &self.register.recovery_keys
    }

    /// Every use of a recovery key, the first first.
    #[must_use]
    pub fn recoveries(&self) -> &[Recovery] {
        &self.register.recoveries
    }

    /// The managers for whom a file has an emergency box when it is filled now, in order: those who are no members
    /// and have a key that can be sealed to.
    #[must_use]
    pub fn emergency_managers(&self, file: FileId) -> Vec<(PersonId, UserPublic)> {
        self.file(file).map(|file| managers_beside(&self.register, file)).unwrap_or_default()
    }

    /// Whether somebody has no emergency box of a file who should: the file needs an [`Escrow`](super::Act::Escrow) by a
    /// member who may write. A box for somebody who is a manager no longer goes with the next key.
    #[must_use]
    pub fn escrow_is_due(&self, file: FileId) -> bool {
        let Some(known) = self.file(file) else { return false };
        let recovery = self.recovery_key().map(|key| key.user_key);
        let has = known.escrow.as_ref();
        let has_recovery = has.and_then(|boxes| boxes.recovery.as_ref()).map(|one| one.user_key);
        let of = |person| has.and_then(|boxes| boxes.managers.get(person)).map(|one| one.user_key);
        (recovery.is_some() && has_recovery != recovery)
            || managers_beside(&self.register, known).iter().any(|(id, key)| of(id) != Some(*key))
    }
}

/// The managers who can be sealed to and are no members of the file.
pub(super) fn managers_beside(register: &Register, file: &File) -> Vec<(PersonId, UserPublic)> {
    let managers = register.people.iter().filter(|(_, person)| person.role == Role::Manager);
    let beside = managers.filter(|(id, _)| !file.members.contains_key(id));
    beside.filter_map(|(id, person)| Some((*id, person.safe_key()?))).collect()
}
