//! Emergencies: the recovery key, the boxes for it and for managers, and their use.

use crate::directory::draft::Draft;
use crate::directory::emergency::{
    Escrow, EscrowBox, Glass, Noted, Recovery, RecoveryKey, managers_beside,
};
use crate::directory::fault::Breach;
use crate::directory::parts::{GivenFile, PersonBox};
use crate::directory::role::Access;
use crate::directory::state::{Member, MemberBox};
use crate::id::{FileId, PersonId};
use crate::key::UserPublic;
use crate::proof;
use crate::signature::{DevicePublic, Namespace, Signature, verify};

impl Draft<'_> {
    /// By a manager who has the key. The one before opens what is sealed to it still, and no more.
    pub(in crate::directory) fn set_recovery_key(
        &mut self,
        user_key: UserPublic,
        sign: DevicePublic,
        shown: &Signature,
    ) -> Result<(), Breach> {
        self.manager()?;
        if self.register.recovery_keys.iter().any(|key| key.user_key == user_key) {
            return Err(Breach::OtherKey);
        }
        let words = proof::recovery_key(self.station, self.author, user_key);
        self.check(sign, Namespace::RecoveryKey, &words, shown)?;
        let (person, entry) = (self.author_person()?, self.index);
        let key = RecoveryKey { user_key, sign, person, entry, at: self.clock.millis };
        self.register.to_mut().recovery_keys.push(key);
        Ok(())
    }

    /// By a member who may write, for exactly those for whom there is to be a box.
    pub(in crate::directory) fn escrow(
        &mut self,
        id: FileId,
        generation: u32,
        (managers, recovery): (&[PersonBox], Option<&[u8]>),
        label: Option<&[u8]>,
    ) -> Result<(), Breach> {
        let file = self.file(id).ok_or(Breach::UnknownFile)?;
        if !self.writes(file)? {
            return Err(Breach::NotAllowed);
        }
        if generation != file.generation() {
            return Err(Breach::OtherGeneration);
        }
        let due = managers_beside(&self.register, file);
        if !managers.iter().map(|for_one| for_one.person).eq(due.iter().map(|(id, _)| *id)) {
            return Err(Breach::OtherBoxes);
        }
        let key = self.register.recovery_keys.last().map(|key| key.user_key);
        if recovery.is_some() != key.is_some() {
            return Err(Breach::OtherBoxes);
        }
        let boxed = |(user_key, lockbox): (UserPublic, &[u8])| {
            let lockbox = lockbox.to_vec();
            EscrowBox { user_key, lockbox }
        };
        let boxes = due.iter().zip(managers);
        let escrow = Escrow {
            author: self.author,
            managers: boxes
                .map(|((id, key), for_one)| (*id, boxed((*key, &for_one.lockbox))))
                .collect(),
            recovery: key.zip(recovery).map(boxed),
            label: label.map(<[u8]>::to_vec),
        };
        self.file_mut(id)?.escrow = Some(escrow);
        self.escrow_owed.remove(&id);
        Ok(())
    }

    /// By a manager who shows the recovery key, of files whose present key is in a box for it.
    pub(in crate::directory) fn recover(
        &mut self,
        key: UserPublic,
        reason: &[u8],
        files: &[GivenFile],
        shown: &Signature,
    ) -> Result<(), Breach> {
        self.manager()?;
        let known = self.register.recovery_keys.iter().find(|known| known.user_key == key);
        let sign = known.ok_or(Breach::NoRecoveryKey)?.sign;
        let words = proof::recovery(self.station, self.author, self.previous);
        self.check(sign, Namespace::Recovery, &words, shown)?;
        for given in files {
            let file = self.file(given.file).ok_or(Breach::UnknownFile)?;
            let boxed = file.escrow.as_ref().and_then(|boxes| boxes.recovery.as_ref());
            if boxed.is_none_or(|boxed| boxed.user_key != key) {
                return Err(Breach::NotEscrowed);
            }
            self.let_in(given.file, given.generation, Access::Write, &given.lockbox)?;
        }
        let recovery = Recovery {
            person: self.author_person()?,
            device: self.author,
            entry: self.index,
            previous: self.previous,
            at: self.clock.millis,
            reason: reason.to_vec(),
            files: files.iter().map(|given| given.file).collect(),
        };
        self.register.to_mut().recoveries.push(recovery);
        Ok(())
    }

    /// By a manager who is no member and has an emergency box.
    pub(in crate::directory) fn break_glass(
        &mut self,
        id: FileId,
        generation: u32,
        lockbox: &[u8],
        reason: &[u8],
    ) -> Result<(), Breach> {
        self.manager()?;
        let person = self.author_person()?;
        let file = self.file(id).ok_or(Breach::UnknownFile)?;
        if file.members.contains_key(&person) {
            return Err(Breach::NotAllowed);
        }
        if file.escrow.as_ref().is_none_or(|boxes| !boxes.managers.contains_key(&person)) {
            return Err(Breach::NotEscrowed);
        }
        self.let_in(id, generation, Access::Read, lockbox)?;
        let (entry, at, reason) = (self.index, self.clock.millis, reason.to_vec());
        let glass = Glass { person, entry, at, generation, reason, noted: None };
        self.file_mut(id)?.glass.push(glass);
        Ok(())
    }

    /// By a member who may write, of what somebody else did.
    pub(in crate::directory) fn take_note(&mut self, id: FileId, entry: u64) -> Result<(), Breach> {
        let person = self.author_person()?;
        if !self.writes(self.file(id).ok_or(Breach::UnknownFile)?)? {
            return Err(Breach::NotAllowed);
        }
        let at = self.clock.millis;
        let mut broken = self.file_mut(id)?.glass.iter_mut();
        let glass = broken.find(|glass| glass.entry == entry && glass.noted.is_none());
        let glass = glass.ok_or(Breach::NothingToNote)?;
        if glass.person == person {
            return Err(Breach::NotAllowed);
        }
        glass.noted = Some(Noted { person, at });
        Ok(())
    }

    /// A file has a new key: with a recovery key at the station, it must be in a box for it before the entry ends.
    pub(super) fn owe_escrow(&mut self, id: FileId) {
        if !self.register.recovery_keys.is_empty() {
            self.escrow_owed.insert(id);
        }
    }

    /// The files of which a person has an emergency box and is no member.
    pub(super) fn files_escrowed_for(&self, person: PersonId) -> Vec<FileId> {
        let before = self.before.iter().filter(|(id, _)| !self.touched.contains_key(id));
        let hers = before.chain(&self.touched).filter(|(_, file)| {
            file.escrow.as_ref().is_some_and(|boxes| boxes.managers.contains_key(&person))
        });
        hers.map(|(id, _)| *id).collect()
    }

    /// The author becomes a member, with the file's present key in a box that she filled herself.
    fn let_in(
        &mut self,
        id: FileId,
        generation: u32,
        access: Access,
        lockbox: &[u8],
    ) -> Result<(), Breach> {
        let (person, granter) = (self.author_person()?, self.author);
        let user_key = self.key_to_seal_to(person)?;
        let line = self.device(granter)?.line;
        let file = self.file_mut(id)?;
        if generation != file.generation() {
            return Err(Breach::OtherGeneration);
        }
        let key = Some(MemberBox { granter, user_key, lockbox: lockbox.to_vec() });
        let mut agreed =
            file.members.remove(&person).map(|before| before.agreed).unwrap_or_default();
        agreed.insert(line);
        file.members.insert(person, Member { access, key, cover: None, agreed });
        file.fits()
    }

    fn check(
        &self,
        key: DevicePublic,
        namespace: Namespace,
        words: &[u8],
        shown: &Signature,
    ) -> Result<(), Breach> {
        if !self.trusted && verify(&key, namespace, words, shown).is_err() {
            return Err(Breach::BadProof);
        }
        Ok(())
    }
}
