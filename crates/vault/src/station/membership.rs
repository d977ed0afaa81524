//! Acts that a person decides on: who is let into a file, who is put out of it, whose laptop counts no more.

use super::boxes::locked;
use super::link::LinkError;
use crate::vault::Vault;
use crate::{file_key, log};
use casework::id::{DeviceId, FileId, PersonId};
use history::{ChangeId, Hash};
use protocol::api::{AuthorHead, Heads};
use protocol::directory::{Access, Act, LastSeq};
use protocol::lockbox::FileBox;

/// Files in one entry of a [`withdrawal`](Vault::withdrawal), well below what it can hold.
const AT_ONCE: usize = 1000;

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
        let writes = directory.writes(id, self.identity.person);
        let Some(file) = directory.file(id).filter(|_| writes) else {
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

    /// Puts a person out of a file. Her changes count as in [`revocation`](Self::revocation). Nothing where she is none of
    /// its members.
    ///
    /// # Errors
    /// [`LinkError::NotLinked`]; as [`revocation`](Self::revocation).
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

    /// A device no longer counts; its changes do up to what the station has of them, or what is known here where that
    /// is more.
    ///
    /// # Errors
    /// [`LinkError::StationShort`] where the station has less than it had, and no sync has noticed; when the vault cannot be
    /// read.
    pub fn revocation(&self, device: DeviceId, heads: &Heads) -> Result<Act, LinkError> {
        let LastSeq { device, seq, id } = self.last_seq(device, heads)?;
        Ok(Act::RevokeDevice { device, last_seq: seq, last_id: id })
    }

    /// A person leaves the station; her changes count as in [`revocation`](Self::revocation).
    ///
    /// # Errors
    /// [`LinkError::NotLinked`]; as [`revocation`](Self::revocation).
    pub fn removal(&self, person: PersonId, heads: &Heads) -> Result<Act, LinkError> {
        Ok(Act::RemovePerson { person, last_seqs: self.last_seqs(person, heads)? })
    }

    /// Puts a person out of files that somebody else began and others write in, as many as go into one entry: who no longer
    /// oversees all files was let into these for that, as far as anybody can tell. Her changes count as in
    /// [`revocation`](Self::revocation). Nothing where there are none.
    ///
    /// # Errors
    /// [`LinkError::NotLinked`]; as [`revocation`](Self::revocation).
    pub fn withdrawal(&self, person: PersonId, heads: &Heads) -> Result<Vec<Act>, LinkError> {
        let directory = self.directory().ok_or(LinkError::NotLinked)?;
        let last_seqs = self.last_seqs(person, heads)?;
        let others = directory.files_of(person).filter(|(_, file)| {
            let mut members = file.members.iter();
            file.creator != Some(person)
                && members.any(|(id, one)| *id != person && one.access == Access::Write)
        });
        let acts = others.take(AT_ONCE).map(|(file, _)| {
            let last_seqs = last_seqs.clone();
            Act::Expel { file, person, last_seqs }
        });
        Ok(acts.collect())
    }

    fn last_seqs(&self, person: PersonId, heads: &Heads) -> Result<Vec<LastSeq>, LinkError> {
        let directory = self.directory().ok_or(LinkError::NotLinked)?;
        directory.active_devices(person).map(|device| self.last_seq(device, heads)).collect()
    }

    /// The last change of a device that anybody is known to have: at the station, here, or once at the station. One
    /// that was put back, or that lies, must not take from the files what was there before. What it lost is to be given
    /// back first: others may have had more of it than this laptop knows. Where a sync has tried that, it is as it is, for a
    /// lost laptop must not stay in because of it.
    fn last_seq(&self, device: DeviceId, heads: &Heads) -> Result<LastSeq, LinkError> {
        let there = at_station(&heads.heads, device);
        let here = log::last(&self.conn, device).map_err(LinkError::Vault)?;
        let once = at_station(&self.pinned().map_err(LinkError::Vault)?, device);
        let seq = |last: Option<(u64, ChangeId)>| last.map_or(0, |(seq, _)| seq);
        if device != self.identity.device && seq(there) < seq(once) {
            let noticed = self.short().map_err(LinkError::Vault)?;
            if noticed.get(&device).is_none_or(|upto| seq(there) < *upto) {
                return Err(LinkError::StationShort);
            }
        }
        let last = [there, here, once].into_iter().flatten().max_by_key(|(seq, _)| *seq);
        Ok(LastSeq::of(device, last))
    }
}

fn at_station(heads: &[AuthorHead], device: DeviceId) -> Option<(u64, ChangeId)> {
    let head = heads.iter().find(|head| head.author == device && head.seq > 0);
    head.map(|head| (head.seq, head.id))
}
