//! Standing in for somebody, and leaving after a hand-over: until which day a member stays.

use crate::directory::draft::Draft;
use crate::directory::fault::Breach;
use crate::directory::state::{Cover, File};
use crate::id::{FileId, PersonId};

impl Draft<'_> {
    /// By a member who may write, or by a manager. Somebody else who writes must be there to stay.
    pub(in crate::directory) fn cover(
        &mut self,
        id: FileId,
        person: PersonId,
        cover: Cover,
    ) -> Result<(), Breach> {
        let file = self.file_to_arrange(id, person)?;
        if !file.has_a_writer_who_stays(person) {
            return Err(Breach::LastWriter);
        }
        if let Some(covered) = cover.covers {
            self.person(covered)?;
            if covered == person {
                return Err(Breach::NotAllowed);
            }
        }
        self.set_cover(id, person, Some(cover))
    }

    /// By a member who may write, or by a manager.
    pub(in crate::directory) fn stay(
        &mut self,
        id: FileId,
        person: PersonId,
    ) -> Result<(), Breach> {
        self.file_to_arrange(id, person)?;
        self.set_cover(id, person, None)
    }

    fn file_to_arrange(&self, id: FileId, person: PersonId) -> Result<&File, Breach> {
        let file = self.file(id).ok_or(Breach::UnknownFile)?;
        if !self.writes(file)? && !self.author_is_manager()? {
            return Err(Breach::NotAllowed);
        }
        if file.members.contains_key(&person) { Ok(file) } else { Err(Breach::NotAMember) }
    }

    fn set_cover(
        &mut self,
        id: FileId,
        person: PersonId,
        cover: Option<Cover>,
    ) -> Result<(), Breach> {
        let member = self.file_mut(id)?.members.get_mut(&person).ok_or(Breach::NotAMember)?;
        member.cover = cover;
        Ok(())
    }
}
