//! Saving, throwing away and bringing back drafts.

use super::{Draft, DraftContent, DraftKind, read};
use crate::error::VaultError;
use crate::tx::Tx;
use crate::{attachment, log};
use casework::id::{CaseId, ClientId, VisitId};
use rusqlite::{Connection, params};

impl Tx<'_> {
    /// Saves a draft as it stands; durable once the write is answered.
    ///
    /// # Errors
    /// [`VaultError::AlreadySigned`] when the visit was signed and [`VaultError::NotFound`] when the draft
    /// was thrown away meanwhile: a late autosave brings nothing back. [`VaultError::NotFound`] for an
    /// addendum to what is not signed. [`VaultError::DraftUnreadable`] where one stands that cannot be read: it is
    /// not written over. Faults of the disk.
    pub fn save_draft(
        &mut self,
        id: VisitId,
        case: CaseId,
        client: ClientId,
        content: DraftContent,
    ) -> Result<Draft, VaultError> {
        let kind = content.kind();
        let signed = log::is_there(self.conn, id.into())?;
        match kind {
            DraftKind::Visit if signed => return Err(VaultError::AlreadySigned),
            DraftKind::Addendum if !signed => return Err(VaultError::NotFound),
            _ => {}
        }
        let held = read::find(self.conn, id, kind)?;
        if held.as_ref().is_some_and(|held| held.discarded_at.is_some()) {
            return Err(VaultError::NotFound);
        }
        let now = self.now();
        let begun_at = held.map_or(now, |held| held.begun_at);
        let draft =
            Draft { id, case, client, content, begun_at, saved_at: now, discarded_at: None };
        self.store(&draft)?;
        Ok(draft)
    }

    /// Throws a draft away. It can be brought back for 30 days.
    ///
    /// # Errors
    /// [`VaultError::NotFound`]; faults of the disk.
    pub fn discard_draft(&mut self, id: VisitId, kind: DraftKind) -> Result<(), VaultError> {
        let sql = "UPDATE drafts SET discarded_at = ?3, found_due_at = NULL
                   WHERE id = ?1 AND kind = ?2 AND discarded_at IS NULL";
        let now = self.now().to_rfc3339();
        found(self.conn.prepare_cached(sql)?.execute(params![id.bytes(), kind.column(), now])?)
    }

    /// Brings a discarded draft back.
    ///
    /// # Errors
    /// [`VaultError::NotFound`]; faults of the disk.
    pub fn bring_back_draft(&mut self, id: VisitId, kind: DraftKind) -> Result<(), VaultError> {
        let sql = "UPDATE drafts SET discarded_at = NULL, found_due_at = NULL
                   WHERE id = ?1 AND kind = ?2 AND discarded_at IS NOT NULL";
        found(self.conn.prepare_cached(sql)?.execute(params![id.bytes(), kind.column()])?)
    }

    /// Takes a draft out for good: it is signed. None there is as good; one that cannot be read says what was not
    /// signed, and stays.
    pub(crate) fn remove_draft(&mut self, id: VisitId, kind: DraftKind) -> Result<(), VaultError> {
        match read::find(self.conn, id, kind) {
            Ok(_) => remove(self.conn, id, kind).map(|_| ()),
            Err(VaultError::DraftUnreadable) => Ok(()),
            Err(fault) => Err(fault),
        }
    }

    fn store(&self, draft: &Draft) -> Result<(), VaultError> {
        let json = match &draft.content {
            DraftContent::Visit(form) => serde_json::to_string(form),
            DraftContent::Addendum(text) => serde_json::to_string(text),
        };
        self.conn
            .prepare_cached(
                "INSERT INTO drafts
                     (id, kind, \"case\", client, json, begun_at, saved_at, discarded_at)
                 VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                 ON CONFLICT (id, kind) DO UPDATE SET
                     \"case\" = excluded.\"case\", client = excluded.client, json = excluded.json,
                     saved_at = excluded.saved_at, discarded_at = excluded.discarded_at",
            )?
            .execute(params![
                draft.id.bytes(),
                draft.content.kind().column(),
                draft.case.bytes(),
                draft.client.bytes(),
                json.map_err(|_| VaultError::NotStorable)?,
                draft.begun_at.to_rfc3339(),
                draft.saved_at.to_rfc3339(),
                draft.discarded_at.map(|at| at.to_rfc3339()),
            ])?;
        attachment::names::refresh_draft(self.conn, draft)
    }
}

fn found(rows: usize) -> Result<(), VaultError> {
    if rows == 0 { Err(VaultError::NotFound) } else { Ok(()) }
}

/// Takes a draft out for good, whatever it says. Answers which sealed files it named.
pub(super) fn remove(
    conn: &Connection,
    id: VisitId,
    kind: DraftKind,
) -> Result<Vec<String>, VaultError> {
    conn.prepare_cached("DELETE FROM drafts WHERE id = ? AND kind = ?")?
        .execute(params![id.bytes(), kind.column()])?;
    attachment::names::forget_draft(conn, id, kind)
}
