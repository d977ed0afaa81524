//! The station's recovery key: how it comes into the directory, and how it opens files that no laptop can.

use super::boxes::locked;
use super::chain::Chain;
use super::link::{Link, LinkError};
use super::receive::chain_of;
use crate::vault::Vault;
use casework::id::{FileId, PersonId};
use history::Hash;
use protocol::directory::{Access, Act, Directory, File, GivenFile};
use protocol::lockbox::{self, EmergencyBox};
use protocol::{UserPublic, proof};
use sealing::{FileKey, Namespace, RecoveryKey, UserKey};
use std::collections::BTreeMap;

/// As many files as one entry opens, with so many people let into each: well below what an entry holds in acts and bytes.
fn at_once(admitted: usize) -> usize {
    (2048 / (admitted + 1)).clamp(1, 512)
}

/// Which files the recovery key is to open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RecoveryScope {
    /// Those that no laptop can open which counts still.
    Stranded,
    /// Those of which this person is a member.
    Of(PersonId),
}

/// How the station stands with its recovery key.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct RecoveryState {
    /// Who set the present one, and when by her laptop's clock, in milliseconds since 1970-01-01 UTC. None where there
    /// is none.
    pub set: Option<(PersonId, u64)>,
    /// Files of the station.
    pub files: u32,
    /// Of these, in a box for the present recovery key.
    pub covered: u32,
    /// Of these, such that no laptop can open which counts still.
    pub stranded: u32,
    /// So many files this person could have opened of each other person's, by a recovery key.
    pub people: BTreeMap<PersonId, u32>,
}

impl Vault {
    /// How the station stands with its recovery key.
    ///
    /// # Errors
    /// [`LinkError::NotLinked`].
    pub fn recovery_state(&self) -> Result<RecoveryState, LinkError> {
        let directory = self.directory().ok_or(LinkError::NotLinked)?;
        let me = self.identity.person;
        let present = directory.recovery_key();
        let mut state = RecoveryState {
            set: present.map(|key| (key.person, key.at)),
            ..RecoveryState::default()
        };
        for (id, file) in directory.files() {
            state.files += 1;
            state.covered +=
                u32::from(present.is_some() && boxed_to(file) == present.map(|key| key.user_key));
            state.stranded += u32::from(is_stranded(directory, file));
            if boxed_to(file).is_some() && directory.access(id, me) != Some(Access::Write) {
                for person in file.members.keys().filter(|person| **person != me) {
                    *state.people.entry(*person).or_default() += 1;
                }
            }
        }
        Ok(state)
    }

    /// The station gets a recovery key.
    #[must_use]
    pub fn setting_recovery_key(&self, key: &RecoveryKey) -> Act {
        let (user_key, signer) = (key.user_key().public(), key.signing_key());
        let (station, device) = (self.identity.station_id, self.identity.device);
        let words = proof::recovery_key(station, device, user_key);
        let proof = sealing::sign(&signer, Namespace::RecoveryKey, &words);
        Act::SetRecoveryKey { user_key, sign: signer.public(), proof }
    }

    /// Files of a scope that the recovery key opens, as many as go into one entry: this person becomes a writing member,
    /// and lets in whom she names. Nothing where there is none left, or where she has no key that can be sealed to. For
    /// the entry after the last one that is known here, and no other.
    ///
    /// # Errors
    /// [`LinkError::NotLinked`]; when the vault cannot be read.
    pub fn recovering(
        &self,
        key: &RecoveryKey,
        scope: RecoveryScope,
        admit: &[PersonId],
        reason: &str,
    ) -> Result<Vec<Act>, LinkError> {
        let link = Link::load(&self.conn)?.ok_or(LinkError::NotLinked)?;
        let chain = chain_of(self)?;
        let (user_key, signer) = (key.user_key(), key.signing_key());
        let public = user_key.public();
        let mut given = Vec::new();
        let mut admitted = Vec::new();
        for (id, file) in self.in_scope(&chain.directory, scope, public) {
            if given.len() == at_once(admit.len()) {
                break;
            }
            let Some(file_key) = self.recovered_key(&user_key, id, file) else { continue };
            let me = self.identity.person;
            let Some(lockbox) = self.lockbox_for(chain, (id, file), &file_key, me) else {
                continue;
            };
            given.push(GivenFile { file: id, generation: file.generation(), lockbox });
            for person in admit.iter().filter(|person| **person != me) {
                admitted.extend(self.letting_in(chain, (id, file), &file_key, *person));
            }
        }
        if given.is_empty() {
            return Ok(Vec::new());
        }
        let (station, device) = (self.identity.station_id, self.identity.device);
        let previous = chain.directory.next_place().1;
        let words = proof::recovery(station, device, previous);
        let about = lockbox::recovery_reason(station, device, previous);
        let recover = Act::Recover {
            key: public,
            reason: sealing::seal_name(&link.name_key, &about, reason),
            files: given,
            proof: sealing::sign(&signer, Namespace::Recovery, &words),
        };
        Ok([recover].into_iter().chain(admitted).collect())
    }

    fn in_scope<'a>(
        &self,
        directory: &'a Directory,
        scope: RecoveryScope,
        key: UserPublic,
    ) -> impl Iterator<Item = (FileId, &'a File)> {
        let me = self.identity.person;
        directory.files().filter(move |(_, file)| {
            let mine = file.members.get(&me);
            let can_write =
                mine.is_some_and(|one| one.access == Access::Write && one.key.is_some());
            let meant = match scope {
                RecoveryScope::Stranded => is_stranded(directory, file),
                RecoveryScope::Of(person) => file.members.contains_key(&person) && !can_write,
            };
            meant && boxed_to(file) == Some(key)
        })
    }

    /// A file's present key, out of the box for the recovery key.
    fn recovered_key(&self, user_key: &UserKey, id: FileId, file: &File) -> Option<FileKey> {
        let given = file.escrow.as_ref()?.recovery.as_ref()?;
        let present = file.key(file.generation())?;
        let info = lockbox::recovery_info(&EmergencyBox {
            station: self.identity.station_id,
            file: id,
            generation: file.generation(),
            user_key: given.user_key,
            commitment: present.commitment,
        });
        let commitment = present.commitment.bytes();
        sealing::unlock_in_emergency(user_key, &info, commitment, &given.lockbox).ok()
    }

    fn lockbox_for(
        &self,
        chain: &Chain,
        (id, file): (FileId, &File),
        key: &FileKey,
        person: PersonId,
    ) -> Option<Vec<u8>> {
        let user_key = chain.directory.person(person)?.safe_key()?;
        let commitment = Hash(sealing::key_commitment(key));
        locked(
            key,
            &self.about(id, (file.generation(), commitment), person, user_key),
            Access::Write,
        )
    }

    /// Nothing where she can write already, or has no key that can be sealed to.
    fn letting_in(
        &self,
        chain: &Chain,
        (id, file): (FileId, &File),
        key: &FileKey,
        person: PersonId,
    ) -> Option<Act> {
        let present = chain.directory.person(person)?.safe_key();
        let can_write = file.members.get(&person).is_some_and(|member| {
            member.access == Access::Write
                && !chain.directory.awaits_a_yes(id, person)
                && member.key.as_ref().map(|given| given.user_key) == present
        });
        if can_write {
            return None;
        }
        let lockbox = self.lockbox_for(chain, (id, file), key, person)?;
        Some(Act::Admit {
            file: id,
            person,
            access: Access::Write,
            generation: file.generation(),
            commitment: Hash(sealing::key_commitment(key)),
            lockbox,
        })
    }
}

/// The recovery key that a file's present key is in a box for.
fn boxed_to(file: &File) -> Option<UserPublic> {
    Some(file.escrow.as_ref()?.recovery.as_ref()?.user_key)
}

/// No laptop can open it which counts still: no member's has the key that her box is sealed to.
fn is_stranded(directory: &Directory, file: &File) -> bool {
    !file.members.iter().any(|(person, member)| {
        let line = directory.person(*person).map(|person| person.line);
        let let_in = line.is_some_and(|line| member.agreed.contains(&line));
        let_in
            && member.key.as_ref().is_some_and(|given| {
                let mut devices = directory.active_devices(*person);
                devices.any(|id| {
                    directory.device(id).is_some_and(|device| device.can_open(given.user_key))
                })
            })
    })
}

#[cfg(test)]
mod tests {
    use super::at_once;
    use protocol::directory::{MAX_ACTS, MAX_BOXES, MAX_ENTRY_LEN};

    #[test]
    fn an_entry_holds_what_is_put_into_it() {
        // A given file and an admission are at the most so long, with a lockbox of 81 bytes.
        let (given, admission) = (110, 190);
        for admitted in [0, 1, 3, 8, 50, 1024] {
            let files = at_once(admitted);
            assert!((1..=MAX_BOXES).contains(&files));
            assert!(files * admitted < MAX_ACTS);
            assert!(files * (given + admission * admitted) + 8192 < MAX_ENTRY_LEN);
        }
    }
}
