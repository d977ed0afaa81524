//! Records as the log has them: merged, with every change still told apart.

use crate::error::VaultError;
use crate::log::{self, Trust};
use crate::reader::Reader;
use casework::id::{ClientId, RecordId};
use history::RecordState;

impl Reader<'_> {
    /// A record, merged from the log (of a number that is in several files, the one in its own or that came first), with every signature looked at; empty where the log has no change of it. A
    /// change that is not proven to be its author's is among its violations, and has no say.
    ///
    /// # Errors
    /// When the log cannot be read.
    pub fn state(&self, record: RecordId) -> Result<RecordState, VaultError> {
        let trust = Trust::in_none(&self.context.signers);
        let Some(at) = log::home(self.conn, record, None)? else {
            return Ok(RecordState::default());
        };
        Ok(log::record(self.conn, trust, at)?.map(|found| found.state).unwrap_or_default())
    }

    /// The members of a client's household in the order in which they were begun, those among them whom no view
    /// shows any more: somebody who was entered by mistake.
    ///
    /// # Errors
    /// When the log cannot be read.
    pub fn members_ever(&self, client: ClientId) -> Result<Vec<RecordId>, VaultError> {
        log::members(self.conn, client.into())
    }
}
