//! A manager opens a file in an emergency, with a reason that its members see.

use super::boxes::locked;
use super::chain::Chain;
use super::link::{Link, LinkError};
use super::people::name_of;
use super::receive::chain_of;
use crate::error::VaultError;
use crate::vault::Vault;
use crate::{file_key, own_keys};
use casework::id::{FileId, PersonId};
use casework::role::Role;
use protocol::directory::{Access, Act, File};
use protocol::lockbox::{self, EmergencyBox};
use sealing::FileKey;

/// A case that this person may not open, and could in an emergency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClosedFile {
    /// The case's file.
    pub file: FileId,
    /// The file of its client.
    pub client: FileId,
    /// The case's number; may be empty.
    pub number: String,
    /// Who may open it.
    pub members: Vec<PersonId>,
}

/// A file was opened in an emergency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GlassSeen {
    /// The index of the directory's entry.
    pub entry: u64,
    /// Who opened it.
    pub person: PersonId,
    /// Her name.
    pub name: String,
    /// When, by her laptop's clock, in milliseconds since 1970-01-01 UTC.
    pub at: u64,
    /// Why; nothing where it does not open.
    pub reason: Option<String>,
    /// Who of the file's writers has taken note.
    pub noted: Option<NotedBy>,
}

/// Who took note of an emergency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotedBy {
    /// Who.
    pub person: PersonId,
    /// Her name.
    pub name: String,
    /// When, as above.
    pub at: u64,
}

impl Vault {
    /// The cases that this person may not open and has emergency boxes of. Nobody but a manager has any.
    ///
    /// # Errors
    /// [`LinkError::NotLinked`]; when the vault cannot be read.
    pub fn closed_files(&self) -> Result<Vec<ClosedFile>, LinkError> {
        let link = Link::load(&self.conn)?.ok_or(LinkError::NotLinked)?;
        let chain = chain_of(self)?;
        if self.role() != Role::Manager {
            return Ok(Vec::new());
        }
        let me = self.identity.person;
        let closed = chain.directory.files().filter_map(|(id, file)| {
            let boxes = file.escrow.as_ref().filter(|boxes| boxes.managers.contains_key(&me))?;
            if file.members.contains_key(&me) {
                return None;
            }
            let label = self.label(&link, id, boxes)?;
            let members = file.members.keys().copied().collect();
            Some(ClosedFile { file: id, client: label.client, number: label.number, members })
        });
        Ok(closed.collect())
    }

    /// Opens a case in an emergency, and its client's file with it: each of the two that this person may not open and has
    /// an emergency box of. Nothing where she has none of the case.
    ///
    /// # Errors
    /// [`LinkError::NotLinked`]; when the vault cannot be read.
    pub fn break_glass(&self, case: FileId, reason: &str) -> Result<Vec<Act>, LinkError> {
        let link = Link::load(&self.conn)?.ok_or(LinkError::NotLinked)?;
        let chain = chain_of(self)?;
        let Some(act) = self.opening(chain, case, reason)? else { return Ok(Vec::new()) };
        let boxes = chain.directory.file(case).and_then(|file| file.escrow.as_ref());
        let client = boxes.and_then(|boxes| self.label(&link, case, boxes)).map(|one| one.client);
        let with = client.map(|client| self.opening(chain, client, reason)).transpose()?;
        Ok([act].into_iter().chain(with.flatten()).collect())
    }

    fn opening(&self, chain: &Chain, id: FileId, reason: &str) -> Result<Option<Act>, VaultError> {
        let me = self.identity.person;
        let Some(file) = chain.directory.file(id) else { return Ok(None) };
        let mine = chain.directory.person(me).and_then(|person| person.safe_key());
        let (false, Some(user_key)) = (file.members.contains_key(&me), mine) else {
            return Ok(None);
        };
        let Some(key) = self.emergency_key(id, file)? else { return Ok(None) };
        let generation = file.generation();
        let commitment = history::Hash(sealing::key_commitment(&key));
        let about = self.about(id, (generation, commitment), me, user_key);
        let Some(lockbox) = locked(&key, &about, Access::Read) else { return Ok(None) };
        let of = lockbox::emergency_reason(self.identity.station_id, id, generation, me);
        let reason = sealing::seal_reason(&key, &of, reason);
        Ok(Some(Act::BreakGlass { file: id, generation, lockbox, reason }))
    }

    /// A file's present key, out of this person's emergency box.
    fn emergency_key(&self, id: FileId, file: &File) -> Result<Option<FileKey>, VaultError> {
        let me = self.identity.person;
        let given = file.escrow.as_ref().and_then(|boxes| boxes.managers.get(&me));
        let (Some(given), Some(present)) = (given, file.key(file.generation())) else {
            return Ok(None);
        };
        let Some(user_key) = own_keys::user_key(&self.conn, &given.user_key)? else {
            return Ok(None);
        };
        let about = EmergencyBox {
            station: self.identity.station_id,
            file: id,
            generation: file.generation(),
            user_key: given.user_key,
            commitment: present.commitment,
        };
        let info = lockbox::emergency_info(&about, me);
        let commitment = present.commitment.bytes();
        Ok(sealing::unlock_in_emergency(&user_key, &info, commitment, &given.lockbox).ok())
    }

    /// By whom and why a file was opened in an emergency, the last time first. For who may open the file.
    ///
    /// # Errors
    /// When the vault cannot be read.
    pub fn glass(&self, id: FileId) -> Result<Vec<GlassSeen>, VaultError> {
        let Some(chain) = &self.context.chain else { return Ok(Vec::new()) };
        let Some(file) = chain.directory.file(id) else { return Ok(Vec::new()) };
        let name = |person| name_of(&self.context, person).to_owned();
        let mut seen = Vec::new();
        for glass in file.glass.iter().rev() {
            let key = file_key::find(&self.conn, id, glass.generation)?;
            let (station, generation) = (self.identity.station_id, glass.generation);
            let about = lockbox::emergency_reason(station, id, generation, glass.person);
            let reason = key.and_then(|key| sealing::open_reason(&key, &about, &glass.reason).ok());
            seen.push(GlassSeen {
                entry: glass.entry,
                person: glass.person,
                name: name(glass.person),
                at: glass.at,
                reason: reason.map(|reason| reason.to_string()),
                noted: glass.noted.map(|noted| {
                    let name = name(noted.person);
                    NotedBy { person: noted.person, name, at: noted.at }
                }),
            });
        }
        Ok(seen)
    }

    /// Takes note of what was opened by an entry, in each of these files in which this person may and nobody has.
    ///
    /// # Errors
    /// [`LinkError::NotLinked`].
    pub fn note_taken(&self, files: &[FileId], entry: u64) -> Result<Vec<Act>, LinkError> {
        let directory = self.directory().ok_or(LinkError::NotLinked)?;
        let me = self.identity.person;
        let open = files.iter().filter(|id| {
            let mut glass = directory.file(**id).into_iter().flat_map(|file| &file.glass);
            let waits =
                glass.any(|one| one.entry == entry && one.noted.is_none() && one.person != me);
            waits && directory.writes(**id, me)
        });
        Ok(open.map(|id| Act::TakeNote { file: *id, entry }).collect())
    }
}
