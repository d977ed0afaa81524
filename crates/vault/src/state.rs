//! Records as the log has them: merged, with every change still told apart.

use crate::error::VaultError;
use crate::log;
use crate::reader::Reader;
use casework::id::RecordId;
use history::RecordState;

impl Reader<'_> {
    /// A record, merged from the log; empty where the log has no change of it.
    ///
    /// # Errors
    /// When the log cannot be read.
    pub fn state(&self, record: RecordId) -> Result<RecordState, VaultError> {
        Ok(log::record(self.conn, record)?.map(|found| found.state).unwrap_or_default())
    }
}
