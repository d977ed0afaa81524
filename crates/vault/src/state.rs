//! Records as the log has them: merged, with every change still told apart.

use crate::error::VaultError;
use crate::log;
use crate::reader::Reader;
use casework::fields::RecordKind;
use casework::id::{FileId, RecordId};
use history::RecordState;

impl Reader<'_> {
    /// A record, merged from the log; empty where the log has no change of it.
    ///
    /// # Errors
    /// When the log cannot be read.
    pub fn state(&self, record: RecordId) -> Result<RecordState, VaultError> {
        Ok(log::record(self.conn, record)?.map(|found| found.state).unwrap_or_default())
    }

    /// The records of one kind in a file, those among them that no view shows any more: a member of the
    /// household who was entered by mistake. In the order in which they were begun.
    ///
    /// # Errors
    /// When the log cannot be read.
    pub fn records_in(&self, file: FileId, kind: RecordKind) -> Result<Vec<RecordId>, VaultError> {
        log::records_in(self.conn, file, kind)
    }
}
