//! Changes on their way out: of files in which the asking person is a member, and of no other.

use std::collections::HashSet;

use protocol::FileId;
use protocol::api::{BATCH_LEN, ChangesPage, Heads, MAX_ANSWERED, MAX_BATCH, RefusalCode, Refused};

use crate::counters::add;
use crate::station::{Asker, Station};
use crate::store::{Page, Span};

/// Least bytes of a page: whoever asks for less gets one change at a time.
const LEAST_BYTES: usize = 1;

impl Station {
    /// Changes after a place, of all the asking person's files.
    ///
    /// # Errors
    /// [`RefusalCode::Failed`].
    pub fn changes(
        &self,
        asker: Asker,
        after: u64,
        max_bytes: Option<u64>,
    ) -> Result<ChangesPage, Refused> {
        let files: HashSet<FileId> = self.with_directory(|directory| {
            Ok(directory.files_of(asker.person).map(|(id, _)| id).collect())
        })?;
        let span = span(after, u64::MAX, max_bytes);
        let page = self.store.page(&files, span).map_err(|error| self.refusal(&error))?;
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
        self.with_directory(|directory| {
            let access = directory.access(file, asker.person);
            access.map(drop).ok_or(RefusalCode::NotFound.into())
        })?;
        let span = span(after, upto, max_bytes);
        let page = self.store.file_page(file, span).map_err(|error| self.refusal(&error))?;
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

fn span(after: u64, upto: u64, max_bytes: Option<u64>) -> Span {
    let asked = max_bytes.and_then(|bytes| usize::try_from(bytes).ok()).unwrap_or(BATCH_LEN);
    Span { after, upto, max_bytes: asked.clamp(LEAST_BYTES, BATCH_LEN), max_items: MAX_BATCH }
}
