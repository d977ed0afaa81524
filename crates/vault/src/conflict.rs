//! Deciding between values, and bringing back one that lost its place. Either is a change like any other.

use crate::error::VaultError;
use crate::tx::{NewChange, Tx};
use casework::fields::FieldId;
use casework::id::RecordId;
use history::{ChangeId, EditError, Planned};
use rusqlite::params;
use serde_json::Value;

impl Tx<'_> {
    /// Gives a field a value in place of all that the person was shown of it, `seen`.
    ///
    /// # Errors
    /// [`VaultError::ChangedMeanwhile`] when the field holds a value that she has not seen;
    /// [`VaultError::NotFound`] without such a record; otherwise as [`append`](Self::append).
    pub fn decide(
        &mut self,
        record: RecordId,
        seen: &[ChangeId],
        field: FieldId,
        value: Value,
    ) -> Result<ChangeId, VaultError> {
        let state = self.state(record)?;
        self.knows(&state);
        let planned = history::decide(&state, seen, field, value).map_err(refusal)?;
        self.carry_out(record, planned)
    }

    /// Brings back what an earlier change of a record said, in place of all that the person was shown of its field.
    /// Nothing is added where it stands already.
    ///
    /// # Errors
    /// [`VaultError::NotFound`] when the record has no such change; otherwise as [`decide`](Self::decide).
    pub fn restore(
        &mut self,
        record: RecordId,
        seen: &[ChangeId],
        change: ChangeId,
    ) -> Result<Option<ChangeId>, VaultError> {
        let state = self.state(record)?;
        self.knows(&state);
        state.entry(change).ok_or(VaultError::NotFound)?;
        let planned = history::restore(&state, seen, change).map_err(refusal)?;
        planned.map(|planned| self.carry_out(record, planned)).transpose()
    }

    /// Takes note that a value of one's own was decided against: [`Reader::set_aside`](crate::Reader::set_aside) does
    /// not name it again. The record is as it was.
    ///
    /// # Errors
    /// Faults of the disk.
    pub fn dismiss(&mut self, change: ChangeId) -> Result<(), VaultError> {
        self.conn
            .prepare_cached("INSERT OR IGNORE INTO dismissed (change, at) VALUES (?, ?)")?
            .execute(params![change.bytes(), self.now().to_rfc3339()])?;
        Ok(())
    }

    fn carry_out(&mut self, record: RecordId, planned: Planned) -> Result<ChangeId, VaultError> {
        let place = self.home(record, None)?.ok_or(VaultError::NotFound)?.touched;
        self.append(NewChange {
            file: place.file,
            record,
            record_kind: place.kind,
            field: planned.field,
            kind: planned.kind,
            supersedes: planned.supersedes,
            value: planned.value,
        })
    }
}

/// What the vault says of an edit that cannot be made.
pub(crate) fn refusal(error: EditError) -> VaultError {
    match error {
        EditError::ChangedMeanwhile { fields } => VaultError::ChangedMeanwhile { fields },
        EditError::WrongKind { .. } => VaultError::NotFound,
        EditError::TooMany { .. } => VaultError::NotStorable,
    }
}
