//! A write: one transaction, at whose end every record that was touched has its view anew.

use crate::conflict::refusal;
use crate::context::Context;
use crate::error::VaultError;
use crate::log::{self, Appended, At, Head, Signer};
use crate::reader::Reader;
use crate::touching::Touching;
use casework::addendum::Addendum;
use casework::fields::{Edited, FieldId, RecordKind, value};
use casework::id::{FileId, PersonId, RecordId, VisitId};
use casework::visit::VisitNote;
use chrono::{DateTime, FixedOffset};
use history::{ChangeId, ChangeKind, Entry, RecordState};
use protocol::access_record;
use rusqlite::Connection;
use serde_json::Value;

/// A change to be signed and added to the log.
#[derive(Clone, Debug, PartialEq)]
pub struct NewChange {
    /// The file the record belongs to.
    pub file: FileId,
    /// The record.
    pub record: RecordId,
    /// What kind of record it is.
    pub record_kind: RecordKind,
    /// The field; [`FieldId::WHOLE`] for a note or an addendum.
    pub field: FieldId,
    /// What the change does.
    pub kind: ChangeKind,
    /// The changes whose place it takes.
    pub supersedes: Vec<ChangeId>,
    /// What it says.
    pub value: Value,
}

/// A write in progress. See [`Vault::write`](crate::Vault::write).
pub struct Tx<'vault> {
    pub(crate) conn: &'vault Connection,
    pub(crate) context: &'vault Context,
    signer: Signer<'vault>,
    /// This device's newest change; read when the first change is added.
    head: Option<Option<Head>>,
    touching: Touching,
}

impl std::fmt::Debug for Tx<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Tx").field("touched", &self.touching.len()).finish_non_exhaustive()
    }
}

impl<'vault> Tx<'vault> {
    pub(crate) fn new(
        conn: &'vault Connection,
        context: &'vault Context,
        signer: Signer<'vault>,
    ) -> Self {
        Self { conn, context, signer, head: None, touching: Touching::default() }
    }

    /// The time of this write.
    #[must_use]
    pub fn now(&self) -> DateTime<FixedOffset> {
        self.signer.now
    }

    /// The views, as they stood before this write; drafts as they stand now.
    #[must_use]
    pub fn read(&self) -> Reader<'_> {
        Reader { conn: self.conn, context: self.context }
    }

    /// A record as it stands with what this write has added so far.
    ///
    /// # Errors
    /// When the log cannot be read.
    pub fn state(&self, record: RecordId) -> Result<RecordState, VaultError> {
        Ok(self.home(record, None)?.map(|found| found.state).unwrap_or_default())
    }

    /// Who writes.
    pub(crate) fn me(&self) -> PersonId {
        self.signer.identity.person
    }

    /// The record of an access that is the next change of this device.
    pub(crate) fn next_access(&mut self) -> Result<RecordId, VaultError> {
        let device = self.signer.identity.device;
        let head = match self.head {
            Some(head) => head,
            None => *self.head.insert(Head::of(self.conn, device)?),
        };
        Ok(access_record(device, head.map_or(1, |head| head.seq() + 1)))
    }

    /// A record by its number alone. See [`log::home`].
    pub(crate) fn home(
        &self,
        record: RecordId,
        kind: Option<RecordKind>,
    ) -> Result<Option<log::Record>, VaultError> {
        let at = log::home(self.conn, record, kind)?;
        Ok(at.map(|at| self.record(at)).transpose()?.flatten())
    }

    /// The visit that one of these changes belongs to: what a page showed says which is meant.
    pub(crate) fn visit_shown(
        &self,
        visit: VisitId,
        shown: &[String],
    ) -> Result<Option<log::Record>, VaultError> {
        for change in shown.iter().filter_map(|change| change.parse().ok()) {
            if let Some(at) = log::at_of(self.conn, change, visit.into())? {
                return self.record(at);
            }
        }
        self.home(visit.into(), Some(RecordKind::VISIT))
    }

    fn record(&self, at: At) -> Result<Option<log::Record>, VaultError> {
        self.touching.record(self.conn, self.context, at)
    }

    /// Remembers what was verified, so that it is not verified again at the end of the write.
    pub(crate) fn knows(&mut self, state: &RecordState) {
        self.touching.knows(state);
    }

    /// Signs a change and adds it to the log.
    ///
    /// # Errors
    /// [`VaultError::NotStorable`] for a value that no body can hold, and faults of the disk.
    pub fn append(&mut self, change: NewChange) -> Result<ChangeId, VaultError> {
        let head = match self.head {
            Some(head) => head,
            None => Head::of(self.conn, self.signer.identity.device)?,
        };
        let at = At { kind: change.record_kind, record: change.record, file: change.file };
        let first = self.touching.first(self.conn, at)?;
        let Appended { head, n, entry } = self.signer.append(self.conn, head, change)?;
        let id = entry.id;
        self.head = Some(Some(head));
        self.touching.added(first, n, entry);
        Ok(id)
    }

    /// Records an edit of a record that is edited field by field: one change for each field that differs.
    /// `seen` is what the form was filled from; a field that changed since is not overwritten.
    ///
    /// # Errors
    /// [`VaultError::ChangedMeanwhile`] with the fields; [`VaultError::NotFound`] when the record is of another
    /// kind; otherwise as [`append`](Self::append).
    pub fn edit<R: Edited>(
        &mut self,
        file: FileId,
        record: RecordId,
        seen: &[ChangeId],
        new: &R,
    ) -> Result<Vec<ChangeId>, VaultError> {
        let found = self.record(At { kind: R::KIND, record, file })?;
        if found.is_none() && log::is_there(self.conn, record)? {
            // Somebody else's number, or another kind of record.
            return Err(VaultError::NotFound);
        }
        let state = found.map(|found| found.state).unwrap_or_default();
        self.knows(&state);
        let planned = history::diff(&state, seen, new).map_err(refusal)?;
        let changes = planned.into_iter().map(|plan| NewChange {
            file,
            record,
            record_kind: R::KIND,
            field: plan.field,
            kind: plan.kind,
            supersedes: plan.supersedes,
            value: plan.value,
        });
        changes.map(|change| self.append(change)).collect()
    }

    /// Signs a visit's note. Its draft, if there is one, is thereby done.
    ///
    /// # Errors
    /// [`VaultError::AlreadySigned`] when the visit has a note; otherwise as [`append`](Self::append).
    pub fn sign_note(&mut self, visit: VisitId, note: &VisitNote) -> Result<ChangeId, VaultError> {
        if log::is_there(self.conn, visit.into())? {
            return Err(VaultError::AlreadySigned);
        }
        self.remove_draft(visit, crate::DraftKind::Visit)?;
        self.append(NewChange {
            file: note.case.into(),
            record: visit.into(),
            record_kind: RecordKind::VISIT,
            field: FieldId::WHOLE,
            kind: ChangeKind::NOTE,
            supersedes: Vec::new(),
            value: value(note),
        })
    }

    /// Signs an addendum to a signed note. Its draft, if there is one, is thereby done. It goes into the file of the note
    /// that it names; where it names none, it is to the visit's only one.
    ///
    /// # Errors
    /// [`VaultError::NotFound`] when the visit has no such note; otherwise as [`append`](Self::append).
    pub fn sign_addendum(
        &mut self,
        visit: VisitId,
        addendum: &Addendum,
    ) -> Result<ChangeId, VaultError> {
        let named = std::slice::from_ref(&addendum.note);
        let found = self.visit_shown(visit, named)?.ok_or(VaultError::NotFound)?;
        self.knows(&found.state);
        let is_named =
            |note: &&Entry| addendum.note.is_empty() || note.id.to_string() == addendum.note;
        let note = found.state.notes().into_iter().find(is_named).ok_or(VaultError::NotFound)?.id;
        let addendum = Addendum { note: note.to_string(), ..addendum.clone() };
        self.remove_draft(visit, crate::DraftKind::Addendum)?;
        self.append(NewChange {
            file: found.touched.file,
            record: visit.into(),
            record_kind: RecordKind::VISIT,
            field: FieldId::WHOLE,
            kind: ChangeKind::ADDENDUM,
            supersedes: Vec::new(),
            value: value(&addendum),
        })
    }

    /// Brings the view of every touched record to what the log now says.
    pub(crate) fn refresh_views(&mut self) -> Result<(), VaultError> {
        self.touching.refresh_views(self.conn, self.context)
    }
}
