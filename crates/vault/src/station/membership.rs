//! Acts that a person decides on: who is let into a file, who is put out of it, whose laptop counts no more.

use super::boxes::locked;
use super::link::LinkError;
use crate::vault::Vault;
use crate::{file_key, log};
use casework::id::{DeviceId, FileId, PersonId};
use history::Hash;
use protocol::api::Heads;
use protocol::directory::{Access, Act, LastSeq};
use protocol::lockbox::FileBox;

impl Vault {
    /// Lets a person into a file, or gives her other access. Nothing where this person may not, where the file is not in
    /// the directory yet, or where the other has no key that can be sealed to.
    ///
    /// # Errors
    /// [`LinkError::NotLinked`]; when the vault cannot be read.
    pub fn admission(
        &self,
        id: FileId,
        person: PersonId,
        access: Access,
    ) -> Result<Option<Act>, LinkError> {
        let directory = self.directory().ok_or(LinkError::NotLinked)?;
        let mine = directory.access(id, self.identity.person);
        let Some(file) = directory.file(id).filter(|_| mine == Some(Access::Write)) else {
            return Ok(None);
        };
        let generation = file.generation();
        let key = file_key::find(&self.conn, id, generation)?;
        let theirs = directory.person(person).and_then(|person| person.safe_key());
        let (Some(key), Some(user_key)) = (key, theirs) else { return Ok(None) };
        let commitment = Hash(sealing::key_commitment(&key));
        let about = FileBox {
            station: self.identity.station_id,
            file: id,
            generation,
            person,
            user_key,
            granter: self.identity.device,
            commitment,
        };
        Ok(locked(&key, &about, access).map(|lockbox| Act::Admit {
            file: id,
            person,
            access,
            generation,
            commitment,
            lockbox,
        }))
    }

    /// Puts a person out of a file. Her changes count up to what the station has of them. Nothing where she is none of
    /// its members.
    ///
    /// # Errors
    /// [`LinkError::NotLinked`].
    pub fn expulsion(
        &self,
        file: FileId,
        person: PersonId,
        heads: &Heads,
    ) -> Result<Option<Act>, LinkError> {
        let directory = self.directory().ok_or(LinkError::NotLinked)?;
        let is_in = directory.access(file, person).is_some();
        let last_seqs = self.last_seqs(person, heads)?;
        Ok(is_in.then_some(Act::Expel { file, person, last_seqs }))
    }

    /// A device no longer counts; its changes do up to what the station has of them.
    #[must_use]
    pub fn revocation(&self, device: DeviceId, heads: &Heads) -> Act {
        let LastSeq { device, seq, id } = at_station(heads, device);
        Act::RevokeDevice { device, last_seq: seq, last_id: id }
    }

    /// A person leaves the station; her changes count up to what the station has of them.
    ///
    /// # Errors
    /// [`LinkError::NotLinked`].
    pub fn removal(&self, person: PersonId, heads: &Heads) -> Result<Act, LinkError> {
        Ok(Act::RemovePerson { person, last_seqs: self.last_seqs(person, heads)? })
    }

    fn last_seqs(&self, person: PersonId, heads: &Heads) -> Result<Vec<LastSeq>, LinkError> {
        let directory = self.directory().ok_or(LinkError::NotLinked)?;
        let here = log::last(&self.conn, self.identity.device).map_err(LinkError::Vault)?;
        let devices = directory.active_devices(person);
        let last_seqs = devices.map(|device| {
            let there = at_station(heads, device);
            // What waits here to be sent counts as well, where it is about this laptop.
            let mine = here.filter(|(seq, _)| device == self.identity.device && *seq > there.seq);
            mine.map_or(there, |last| LastSeq::of(device, Some(last)))
        });
        Ok(last_seqs.collect())
    }
}

fn at_station(heads: &Heads, device: DeviceId) -> LastSeq {
    let head = heads.heads.iter().find(|head| head.author == device && head.seq > 0);
    LastSeq::of(device, head.map(|head| (head.seq, head.id)))
}
