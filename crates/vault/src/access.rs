//! Signing that a case file was opened, printed from, or something of it handed out.

use crate::error::VaultError;
use crate::tx::{NewChange, Tx};
use casework::access::Access;
use casework::fields::{FieldId, RecordKind, value};
use casework::id::CaseId;
use history::{ChangeId, ChangeKind};

impl Tx<'_> {
    /// Signs an access to a case file: a record of its own, so that what it costs does not grow with those before. Nothing
    /// where one of its kind by this person stands in the same quarter of an hour.
    ///
    /// # Errors
    /// As [`append`](Self::append).
    pub fn log_access(
        &mut self,
        case: CaseId,
        access: &Access,
    ) -> Result<Option<ChangeId>, VaultError> {
        if self.read().has_accessed(case, self.me(), access.kind, access.at)? {
            return Ok(None);
        }
        let record = self.next_access()?;
        self.append(NewChange {
            file: case.into(),
            record,
            record_kind: RecordKind::ACCESS,
            field: FieldId::WHOLE,
            kind: ChangeKind::ACCESS,
            supersedes: Vec::new(),
            value: value(access),
        })
        .map(Some)
    }
}
