//! A device that was revoked takes leave: it is told by which entry, what waits on it is kept aside, and its managers
//! hear when it came and that it has destroyed its keys.

use std::collections::HashSet;

use protocol::api::{
    BATCH_LEN, ChangesPage, DirectoryPage, Farewell, Farewells, LastSeen, MAX_ANSWERED, MAX_BATCH,
    RefusalCode, Refused,
};
use protocol::directory::Role;
use protocol::{DeviceId, FileId, Header, Wire as _};

use crate::clock::unix_seconds;
use crate::station::{Asker, Speaker, Station};
use crate::store::Span;

impl Station {
    /// A revoked device says its last word.
    ///
    /// # Errors
    /// [`RefusalCode::NotAllowed`] for one that was not revoked; [`RefusalCode::Failed`].
    pub fn farewell(&self, from: Speaker, farewell: Farewell) -> Result<(), Refused> {
        match from.ended {
            Some(_) => self.took_leave(from.asker.device, farewell.wiped),
            None => Err(RefusalCode::NotAllowed.into()),
        }
    }

    /// Notes that a revoked device came, and whether it has destroyed its keys. What was noted first stays.
    pub(crate) fn took_leave(&self, device: DeviceId, wiped: bool) -> Result<(), Refused> {
        let now = unix_seconds();
        let seen = LastSeen { device, told: now, wiped: wiped.then_some(now) };
        self.store.note_farewell(seen).map_err(|error| self.refusal(&error))
    }

    /// The devices that came after they were revoked.
    ///
    /// # Errors
    /// [`RefusalCode::NotAllowed`] for whoever is no manager; [`RefusalCode::Failed`].
    pub fn farewells(&self, asker: Asker) -> Result<Farewells, Refused> {
        let role = self.with_directory(|directory| Ok(directory.role(asker.person)))?;
        if role != Some(Role::Manager) {
            return Err(RefusalCode::NotAllowed.into());
        }
        let mut all = self.store.farewells().map_err(|error| self.refusal(&error))?;
        all.truncate(MAX_ANSWERED);
        Ok(Farewells { all })
    }

    /// Entries after an index: all of them, or for a device that takes leave up to the one that revoked it.
    ///
    /// # Errors
    /// [`RefusalCode::Failed`].
    pub fn entries_for(
        &self,
        ended: Option<u64>,
        after: Option<u64>,
        max_bytes: Option<u64>,
    ) -> Result<DirectoryPage, Refused> {
        let mut page = self.entries(after, max_bytes)?;
        let Some(last) = ended else { return Ok(page) };
        let first = after.map_or(0, |after| after.saturating_add(1));
        let most = last.saturating_add(1).saturating_sub(first);
        let most = usize::try_from(most).unwrap_or(usize::MAX);
        if page.entries.len() >= most {
            page.entries.truncate(most);
            page.more = false;
        }
        Ok(page)
    }

    /// What a device signed and the directory does not admit, after a number of its chain: of files in which the asking
    /// person is a member, and all of it where the device is her own.
    ///
    /// # Errors
    /// [`RefusalCode::Failed`].
    pub fn kept_aside(
        &self,
        asker: Asker,
        device: DeviceId,
        after: u64,
    ) -> Result<ChangesPage, Refused> {
        let (hers, files) = self.with_directory(|directory| {
            let hers = directory.device(device).is_some_and(|one| one.person == asker.person);
            let files: HashSet<FileId> =
                directory.files_of(asker.person).map(|(id, _)| id).collect();
            Ok((hers, files))
        })?;
        let mut after = after;
        loop {
            let span = Span {
                after,
                upto: u64::MAX,
                max_bytes: BATCH_LEN,
                max_items: MAX_BATCH,
                but: None,
            };
            let found =
                self.store.kept_aside(device, span).map_err(|error| self.refusal(&error))?;
            let mut page = ChangesPage { items: found.items, next: found.next, more: found.more };
            page.items.retain(|item| {
                let header = Header::decode(&item.change.header);
                hers || header.is_ok_and(|header| files.contains(&header.file))
            });
            if page.is_bounded() {
                return Ok(page);
            }
            // Nothing of this page is hers, and there is more.
            after = page.next;
        }
    }
}
