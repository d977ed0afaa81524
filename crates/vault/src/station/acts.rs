//! What this device owes the directory: coming in, keys for its person's other devices, its new files, supervisors who
//! are to see them and auditors who read who opened them, new keys after somebody left, boxes for an emergency.

use super::boxes::locked;
use super::chain::Chain;
use super::link::LinkError;
use super::new_laptop::Welcome;
use crate::error::VaultError;
use crate::vault::Vault;
use crate::{file_key, own_keys};
use casework::id::{FileId, PersonId};
use chrono::{DateTime, FixedOffset};
use history::Hash;
use protocol::directory::{
    Access, Act, DeviceBox, File, MAX_ACTS, NO_BOX, PersonBox, Role, SignedEntry,
};
use protocol::lockbox::{self, FileBox, UserBox};
use protocol::{DeviceId, UserPublic};
use sealing::{FileKey, UserKey};
use std::collections::BTreeSet;

/// Where an entry is full, in bytes as [`Draft::push`] counts them: well below what may be sent.
const FULL: usize = 800 * 1024;

/// An entry being put together.
#[derive(Default)]
pub(super) struct Draft {
    acts: Vec<Act>,
    bytes: usize,
}

impl Draft {
    pub(super) fn push(&mut self, act: Act) {
        let boxes = match &act {
            Act::Rotate { boxes, .. } => boxes.len(),
            Act::Escrow { managers, .. } => managers.len() + 1,
            _ => 0,
        };
        self.bytes += 256 + 128 * boxes;
        self.acts.push(act);
    }

    pub(super) fn is_full(&self) -> bool {
        self.bytes >= FULL || self.acts.len() >= MAX_ACTS - 16
    }
}

impl Vault {
    /// What this device owes the directory, as an entry to stand after the last one that is known here; nothing where it
    /// owes nothing. Where the station has a later one, this is asked again after that came. One entry may not hold all
    /// of it: this is asked until there is nothing.
    ///
    /// # Errors
    /// [`LinkError::NotLinked`] for a vault that stands alone; when the vault cannot be read.
    pub fn pending_acts(
        &self,
        now: DateTime<FixedOffset>,
    ) -> Result<Option<SignedEntry>, LinkError> {
        let chain = self.context.chain.as_ref().ok_or(LinkError::NotLinked)?;
        if chain.head() == Hash::ZERO {
            return Ok(None);
        }
        let acts = match chain.directory.device(self.identity.device) {
            None => self.joining(chain)?.into_iter().collect(),
            Some(device) if !device.is_active() => Vec::new(),
            Some(_) => self.owed(chain)?,
        };
        Ok((!acts.is_empty()).then(|| self.signed_entry(chain.directory.next_place(), acts, now)))
    }

    fn owed(&self, chain: &Chain) -> Result<Vec<Act>, VaultError> {
        let me = self.identity.person;
        let Some(person) = chain.directory.person(me) else { return Ok(Vec::new()) };
        // Nothing is sealed to an exposed key: the new one comes first, and by itself.
        if person.exposed {
            return self.renewal(chain);
        }
        let mut draft = Draft::default();
        if let Some(public) = person.user_key {
            self.share_user_key(chain, public, &mut draft)?;
        }
        let welcome = self.welcome(chain)?;
        let rotated = self.rotate(chain, &welcome, &mut draft)?;
        self.begin_files(chain, &welcome, &mut draft)?;
        self.let_in(chain, (&rotated, &welcome), &mut draft)?;
        self.fill_boxes(chain, &rotated, &mut draft)?;
        Ok(draft.acts)
    }

    /// A new user key for this person, kept before anybody hears of it.
    fn renewal(&self, chain: &Chain) -> Result<Vec<Act>, VaultError> {
        let key = UserKey::make();
        own_keys::keep_user_key(&self.conn, &key)?;
        let public = key.public();
        let devices = chain.directory.active_devices(self.identity.person);
        let boxes = devices.map(|device| {
            let lockbox = self.user_box(chain, device, public, &key).unwrap_or(NO_BOX.to_vec());
            DeviceBox { device, lockbox }
        });
        Ok(vec![Act::RenewUserKey { user_key: public, boxes: boxes.collect() }])
    }

    fn share_user_key(
        &self,
        chain: &Chain,
        public: UserPublic,
        draft: &mut Draft,
    ) -> Result<(), VaultError> {
        let mut due = chain.directory.user_keys_due(self.identity.person).peekable();
        if due.peek().is_none() {
            return Ok(());
        }
        let key = own_keys::user_key(&self.conn, &public)?;
        let Some(key) = key else { return Ok(()) };
        for device in due.filter(|device| *device != self.identity.device) {
            if let Some(lockbox) = self.user_box(chain, device, public, &key) {
                draft.push(Act::ShareUserKey { device, lockbox });
            }
        }
        Ok(())
    }

    fn user_box(
        &self,
        chain: &Chain,
        device: DeviceId,
        user_key: UserPublic,
        key: &UserKey,
    ) -> Option<Vec<u8>> {
        let receives = chain.directory.device(device)?.receives;
        let info = lockbox::user_info(&UserBox {
            station: self.identity.station_id,
            person: self.identity.person,
            user_key,
            device,
            receives,
            granter: self.identity.device,
        });
        sealing::lock_user_key(key, &receives, &info).ok()
    }

    /// New keys for the files that need one. Answers which.
    fn rotate(
        &self,
        chain: &Chain,
        welcome: &Welcome,
        draft: &mut Draft,
    ) -> Result<BTreeSet<FileId>, VaultError> {
        let mut rotated = BTreeSet::new();
        for id in chain.directory.rotations_due() {
            if draft.is_full() {
                break;
            }
            let Some((file, inside)) = self.renewable(chain, id)? else { continue };
            let (next, generation) = (FileKey::make(), file.generation() + 1);
            let commitment = Hash(sealing::key_commitment(&next));
            let info = lockbox::previous_info(self.identity.station_id, id, generation);
            let previous = sealing::wrap_previous(&next, &inside, &info);
            let safe = file.members.iter().filter_map(|(person, member)| {
                let key = chain.directory.person(*person)?.safe_key()?;
                Some((*person, key, member.access))
            });
            let boxes = safe.map(|(person, user_key, access)| {
                if !welcome.gets_a_box(chain, id, person) {
                    return PersonBox { person, lockbox: NO_BOX.to_vec() };
                }
                let about = self.about(id, (generation, commitment), person, user_key);
                // Who gave a key that nothing can be sealed to must not keep the others from theirs.
                let lockbox = locked(&next, &about, access).unwrap_or(NO_BOX.to_vec());
                PersonBox { person, lockbox }
            });
            let boxes = boxes.collect();
            draft.push(Act::Rotate { file: id, generation, commitment, previous, boxes });
            let managers = chain.directory.emergency_managers(id);
            if let Some(act) = self.escrow(chain, (id, generation, &next), &managers)? {
                draft.push(act);
            }
            rotated.insert(id);
        }
        Ok(rotated)
    }

    /// The files that began here, with the supervisors and the auditors.
    fn begin_files(
        &self,
        chain: &Chain,
        welcome: &Welcome,
        draft: &mut Draft,
    ) -> Result<(), VaultError> {
        let mut statement = self
            .conn
            .prepare_cached("SELECT file FROM file_keys WHERE generation = ?1 ORDER BY file")?;
        let mut rows = statement.query([file_key::FIRST])?;
        let me = self.identity.person;
        let mine = chain.directory.person(me).and_then(|person| person.safe_key());
        let Some(mine) = mine else { return Ok(()) };
        while let Some(row) = rows.next()? {
            let file = FileId::from_bytes(row.get(0)?);
            if chain.directory.file(file).is_some() {
                continue;
            }
            if draft.is_full() {
                break;
            }
            let Some(key) = file_key::find(&self.conn, file, file_key::FIRST)? else { continue };
            let commitment = Hash(sealing::key_commitment(&key));
            let first = (file_key::FIRST, commitment);
            let all = [(me, mine, Access::Write)].into_iter().chain(overseers(chain, me, welcome));
            for (person, user_key, access) in all {
                let about = self.about(file, first, person, user_key);
                draft.push_admission(&key, &about, access);
            }
            let managers = managers_but(chain, me);
            if let Some(act) = self.escrow(chain, (file, file_key::FIRST, &key), &managers)? {
                draft.push(act);
            }
        }
        Ok(())
    }

    /// Supervisors and auditors who are not in a file yet, and members who have no box for the user key they have by now;
    /// and what an auditor opens earlier accesses with.
    fn let_in(
        &self,
        chain: &Chain,
        (rotated, welcome): (&BTreeSet<FileId>, &Welcome),
        draft: &mut Draft,
    ) -> Result<(), VaultError> {
        let me = self.identity.person;
        let overseers: Vec<_> = overseers(chain, me, welcome).collect();
        let due: BTreeSet<(FileId, PersonId)> = chain.directory.boxes_due().collect();
        for (id, file) in chain.directory.files_of(me) {
            if draft.is_full() {
                break;
            }
            let new = overseers.iter().copied().filter(|(person, ..)| {
                !file.members.contains_key(person) && !chain.was_expelled(id, *person)
            });
            let again = file.members.iter().filter_map(|(person, member)| {
                let key = chain.directory.person(*person)?.safe_key()?;
                let waits = chain.directory.awaits_a_yes(id, *person);
                let due = due.contains(&(id, *person)) || waits;
                let due = due && welcome.gets_a_box(chain, id, *person);
                due.then_some((*person, key, member.access))
            });
            let wanted: Vec<_> = new.chain(again).collect();
            if rotated.contains(&id) {
                continue;
            }
            let of_members = file.members.values().map(|member| member.access);
            let audited = of_members
                .chain(wanted.iter().map(|(.., access)| *access))
                .any(|access| access == Access::Audit);
            if audited {
                self.pass_audit_keys(id, file, draft)?;
            }
            if wanted.is_empty() {
                continue;
            }
            let (Some((_, key)), Some(present)) =
                (self.writable(chain, id)?, file.key(file.generation()))
            else {
                continue;
            };
            for (person, user_key, access) in wanted {
                let numbered = (file.generation(), present.commitment);
                draft.push_admission(&key, &self.about(id, numbered, person, user_key), access);
            }
        }
        Ok(())
    }

    /// What opened the accesses before each new key of a file, where nobody has passed it on. Only for who may write: others
    /// pass nothing on.
    fn pass_audit_keys(
        &self,
        id: FileId,
        file: &File,
        draft: &mut Draft,
    ) -> Result<(), VaultError> {
        let directory = self.context.chain.as_ref().map(|chain| &chain.directory);
        if !directory.is_some_and(|directory| directory.writes(id, self.identity.person)) {
            return Ok(());
        }
        for generation in 2..=file.generation() {
            if file.key(generation).is_none_or(|key| key.previous_audit.is_some()) {
                continue;
            }
            let older = file_key::find(&self.conn, id, generation - 1)?;
            let Some((new, old)) = file_key::find(&self.conn, id, generation)?.zip(older) else {
                continue;
            };
            let info = lockbox::previous_audit_info(self.identity.station_id, id, generation);
            let (new, old) = (new.derive_audit_key(), old.derive_audit_key());
            let previous = sealing::wrap_previous_audit(&new, &old, &info);
            draft.push(Act::PassAuditKey { file: id, generation, previous });
        }
        Ok(())
    }

    /// A file in which this person may write, with its present key, if that is here.
    pub(super) fn writable<'chain>(
        &self,
        chain: &'chain Chain,
        id: FileId,
    ) -> Result<Option<(&'chain File, FileKey)>, VaultError> {
        let writes = chain.directory.writes(id, self.identity.person);
        let Some(file) = chain.directory.file(id).filter(|_| writes) else { return Ok(None) };
        let key = file_key::find(&self.conn, id, file.generation())?;
        Ok(key.map(|key| (file, key)))
    }

    pub(super) fn about(
        &self,
        file: FileId,
        (generation, commitment): (u32, Hash),
        person: PersonId,
        user_key: UserPublic,
    ) -> FileBox {
        let (station, granter) = (self.identity.station_id, self.identity.device);
        FileBox { station, file, generation, person, user_key, granter, commitment }
    }
}

impl Draft {
    /// Nothing where nothing can be sealed to the person's key.
    fn push_admission(&mut self, key: &FileKey, about: &FileBox, access: Access) {
        let Some(lockbox) = locked(key, about, access) else { return };
        self.push(Act::Admit {
            file: about.file,
            person: about.person,
            access,
            generation: about.generation,
            commitment: about.commitment,
            lockbox,
        });
    }
}

/// The supervisors and auditors but this person, who have a key that can be sealed to, each with what she may do in every
/// file. Not those whose new laptop nobody has said yes to.
fn overseers<'a>(
    chain: &'a Chain,
    me: PersonId,
    welcome: &'a Welcome,
) -> impl Iterator<Item = (PersonId, UserPublic, Access)> + 'a {
    let all = chain.directory.people().filter(move |(id, _)| *id != me && welcome.oversees(*id));
    all.filter_map(|(id, person)| {
        let access = match person.role {
            Role::Supervisor => Access::Write,
            Role::Auditor => Access::Audit,
            Role::Worker | Role::Manager | Role::ChildDirector => return None,
        };
        Some((id, person.safe_key()?, access))
    })
}

/// The managers but this person, who have a key that can be sealed to.
fn managers_but(chain: &Chain, me: PersonId) -> Vec<(PersonId, UserPublic)> {
    let all =
        chain.directory.people().filter(|(id, person)| *id != me && person.role == Role::Manager);
    all.filter_map(|(id, person)| Some((id, person.safe_key()?))).collect()
}
