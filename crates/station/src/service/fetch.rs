//! Changes on their way out: of files in which the asking person is a member, and of no other.

use protocol::api::{BATCH_LEN, ChangesPage, Heads, MAX_ANSWERED, MAX_BATCH, RefusalCode, Refused};
use protocol::directory::{Access, Directory};
use protocol::{FileId, PersonId};

use crate::counters::add;
use crate::station::{Asker, Station};
use crate::store::{Page, Scope, Span};

/// Least bytes of a page: whoever asks for less gets one change at a time.
const LEAST_BYTES: usize = 1;

impl Station {
    /// Changes after a place, of all the asking person's files, but for those of the asking device up to a number: it has
    /// sent them.
    ///
    /// # Errors
    /// [`RefusalCode::Failed`].
    pub fn changes(
        &self,
        asker: Asker,
        after: u64,
        max_bytes: Option<u64>,
        but_mine: Option<u64>,
    ) -> Result<ChangesPage, Refused> {
        let scope = self.with_directory(|directory| Ok(scope_of(directory, asker.person)))?;
        let but = but_mine.map(|seq| (asker.device, seq));
        let span = Span { but, ..span(after, u64::MAX, max_bytes) };
        let page = self.store.page(&scope, span).map_err(|error| self.refusal(&error))?;
        Ok(self.handed_out(page))
    }

    /// Changes of one file after a place and up to another: for a person who became a member of it when she had gone past
    /// them.
    ///
    /// # Errors
    /// [`RefusalCode::NotFound`] where she is no member, whether there is such a file or not.
    pub fn file_changes(
        &self,
        asker: Asker,
        file: FileId,
        after: u64,
        upto: u64,
        max_bytes: Option<u64>,
    ) -> Result<ChangesPage, Refused> {
        let access = self.with_directory(|directory| Ok(directory.access(file, asker.person)))?;
        let mut scope = Scope::default();
        admit(&mut scope, file, Some(access.ok_or(RefusalCode::NotFound)?));
        let span = span(after, upto, max_bytes);
        let page =
            self.store.file_page(file, &scope, span).map_err(|error| self.refusal(&error))?;
        Ok(self.handed_out(page))
    }

    /// How far the station has every author's changes.
    ///
    /// # Errors
    /// [`RefusalCode::Failed`].
    pub fn heads(&self) -> Result<Heads, Refused> {
        let mut heads = self.store.heads().map_err(|error| self.refusal(&error))?;
        heads.truncate(MAX_ANSWERED);
        Ok(Heads { heads })
    }

    fn handed_out(&self, page: Page) -> ChangesPage {
        add(&self.counters.served, page.items.len() as u64);
        ChangesPage { items: page.items, next: page.next, more: page.more }
    }
}

/// What a person is given.
pub(super) fn scope_of(directory: &Directory, person: PersonId) -> Scope {
    let mut scope = Scope::default();
    for (id, _) in directory.files_of(person) {
        admit(&mut scope, id, directory.access(id, person));
    }
    scope
}

/// Whoever reads a file is given all of it, and whoever audits it the accesses alone.
fn admit(scope: &mut Scope, file: FileId, access: Option<Access>) {
    match access {
        Some(Access::Read | Access::Write) => _ = scope.read.insert(file),
        Some(Access::Audit) => _ = scope.audited.insert(file),
        None => {}
    }
}

pub(super) fn span(after: u64, upto: u64, max_bytes: Option<u64>) -> Span {
    let asked = max_bytes.and_then(|bytes| usize::try_from(bytes).ok()).unwrap_or(BATCH_LEN);
    let max_bytes = asked.clamp(LEAST_BYTES, BATCH_LEN);
    Span { after, upto, max_bytes, max_items: MAX_BATCH, but: None }
}
