//! Files: who is a member, and which key they share.

use crate::directory::draft::Draft;
use crate::directory::fault::Breach;
use crate::directory::parts::{LastSeq, MAX_BOXES, NO_BOX, PersonBox};
use crate::directory::role::{Access, Role};
use crate::directory::state::{File, Generation, Member, MemberBox, Person};
use crate::hash::Hash;
use crate::id::{DeviceId, FileId, PersonId};
use crate::key::UserPublic;

/// A member whose user key nobody else has, with the line of her laptops.
struct Safe {
    person: PersonId,
    user_key: UserPublic,
    line: u64,
}

/// A generation by its number, and the commitment to its key.
type Numbered = (u32, Hash);

impl Draft<'_> {
    /// A new file by its creator, for herself; then by a member who may write. An auditor is let in to audit and no
    /// further, and nobody else is.
    pub(in crate::directory) fn admit(
        &mut self,
        id: FileId,
        person: PersonId,
        access: Access,
        (generation, commitment): Numbered,
        lockbox: &[u8],
    ) -> Result<(), Breach> {
        let author = self.author_person()?;
        match self.file(id) {
            None => self.begin_file(id, person == author && access == Access::Write, commitment)?,
            Some(file) if !self.writes(file)? => return Err(Breach::NotAllowed),
            Some(_) => {}
        }
        let user_key = self.key_to_seal_to(person)?;
        let granter = self.author;
        let Person { role, line, .. } = *self.person(person)?;
        let audits = role == Role::Auditor;
        let file = self.file_mut(id)?;
        if generation != file.generation() {
            return Err(Breach::OtherGeneration);
        }
        if file.key(generation).is_none_or(|key| key.commitment != commitment) {
            return Err(Breach::OtherKey);
        }
        if file.members.get(&person).is_some_and(|member| member.access > access) {
            return Err(Breach::LessAccess);
        }
        let (member, new) = (file.members.get(&person), file.members.is_empty());
        let goes_up = member.is_none_or(|member| member.access < access);
        if goes_up && !new && audits != (access == Access::Audit) {
            return Err(Breach::NotAllowed);
        }
        let cover = member.and_then(|member| member.cover);
        let mut agreed = member.map(|member| member.agreed.clone()).unwrap_or_default();
        agreed.insert(line);
        let key = Some(MemberBox { granter, user_key, lockbox: lockbox.to_vec() });
        file.members.insert(person, Member { access, key, cover, agreed });
        file.fits()
    }

    fn begin_file(&mut self, id: FileId, mine: bool, commitment: Hash) -> Result<(), Breach> {
        if !mine {
            return Err(Breach::UnknownFile);
        }
        let first = Generation { commitment, previous: None, previous_audit: None };
        let creator = Some(self.author_person()?);
        self.touched.insert(id, File { creator, generations: vec![first], ..File::default() });
        self.owe_escrow(id);
        Ok(())
    }

    /// The user key of a person who has come in, if nobody else holds it.
    pub(super) fn key_to_seal_to(&self, person: PersonId) -> Result<UserPublic, Breach> {
        let person = self.person(person)?;
        match (person.safe_key(), person.user_key) {
            (Some(key), _) => Ok(key),
            (None, Some(_)) => Err(Breach::ExposedKey),
            (None, None) => Err(Breach::UnknownPerson),
        }
    }

    /// By a member who may write, or by a manager; another writer must stay. The file is then due for a new key.
    pub(in crate::directory) fn expel(
        &mut self,
        id: FileId,
        person: PersonId,
        last_seqs: &[LastSeq],
    ) -> Result<(), Breach> {
        let author = self.author_person()?;
        let file = self.file(id).ok_or(Breach::UnknownFile)?;
        if author != person && !self.writes(file)? && !self.author_is_manager()? {
            return Err(Breach::NotAllowed);
        }
        if !file.members.contains_key(&person) {
            return Err(Breach::NotAMember);
        }
        if file.may_write(person) && !file.has_another_writer(person) {
            return Err(Breach::LastWriter);
        }
        let counted = self.counted(person, last_seqs)?;
        last_seqs.iter().try_for_each(|last| self.name_change(*last))?;
        self.file_mut(id)?.lose(person, &counted);
        Ok(())
    }

    /// By a member who may write. Each member gets the new key but those whose user key is exposed: they get it
    /// when they have another.
    pub(in crate::directory) fn rotate(
        &mut self,
        id: FileId,
        (generation, commitment): Numbered,
        previous: &[u8],
        boxes: &[PersonBox],
    ) -> Result<(), Breach> {
        let file = self.file(id).ok_or(Breach::UnknownFile)?;
        if !self.writes(file)? {
            return Err(Breach::NotAllowed);
        }
        if file.generation().checked_add(1) != Some(generation) {
            return Err(Breach::OtherGeneration);
        }
        if file.generations.iter().any(|old| old.commitment == commitment) {
            return Err(Breach::OtherKey);
        }
        let members = file.members.keys().copied();
        let safe: Vec<Safe> = members
            .filter_map(|person| {
                let user_key = self.key_to_seal_to(person).ok()?;
                Some(Safe { person, user_key, line: self.person(person).ok()?.line })
            })
            .collect();
        if !boxes.iter().map(|for_one| for_one.person).eq(safe.iter().map(|one| one.person)) {
            return Err(Breach::OtherBoxes);
        }
        let granter = self.author;
        let previous = Some(previous.to_vec());
        let next = Generation { commitment, previous, previous_audit: None };
        self.file_mut(id)?.renew(next, granter, &safe, boxes);
        self.owe_escrow(id);
        Ok(())
    }

    /// By a member who may write, once for each generation but the first.
    pub(in crate::directory) fn pass_audit_key(
        &mut self,
        id: FileId,
        generation: u32,
        previous: &[u8],
    ) -> Result<(), Breach> {
        let file = self.file(id).ok_or(Breach::UnknownFile)?;
        if !self.writes(file)? {
            return Err(Breach::NotAllowed);
        }
        match self.file_mut(id)?.key_mut(generation) {
            Some(key) if key.previous.is_none() => Err(Breach::OtherGeneration),
            Some(key) if key.previous_audit.is_some() => Err(Breach::OtherKey),
            Some(key) => {
                key.previous_audit = Some(previous.to_vec());
                Ok(())
            }
            None => Err(Breach::OtherGeneration),
        }
    }
}

impl File {
    /// As many members as one act can name.
    pub(super) fn fits(&self) -> Result<(), Breach> {
        if self.members.len() > MAX_BOXES { Err(Breach::TooMany) } else { Ok(()) }
    }

    /// A person is no longer a member; what she wrote up to there counts.
    pub(super) fn lose(&mut self, person: PersonId, counted: &[LastSeq]) {
        let Some(member) = self.members.remove(&person) else { return };
        self.rotation_due = true;
        let counts = match member.access {
            Access::Write => &mut self.counted,
            Access::Read => &mut self.accesses_counted,
            Access::Audit => return,
        };
        for last in counted {
            let seq = counts.entry(last.device).or_default();
            *seq = last.seq.max(*seq);
        }
    }

    fn key_mut(&mut self, generation: u32) -> Option<&mut Generation> {
        self.generations.get_mut(usize::try_from(generation).ok()?.checked_sub(1)?)
    }

    /// A new key for those who are safe, each with the box that stands in the same place.
    fn renew(&mut self, next: Generation, granter: DeviceId, safe: &[Safe], boxes: &[PersonBox]) {
        self.generations.push(next);
        self.rotation_due = false;
        self.escrow = None;
        for member in self.members.values_mut() {
            member.key = None;
        }
        for (one, for_one) in safe.iter().zip(boxes) {
            if let Some(member) = self.members.get_mut(&one.person) {
                let (user_key, lockbox) = (one.user_key, for_one.lockbox.clone());
                if lockbox != NO_BOX {
                    member.agreed.insert(one.line);
                }
                member.key = Some(MemberBox { granter, user_key, lockbox });
            }
        }
    }
}
