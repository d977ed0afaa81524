//! Which draft or note names which sealed file.

use crate::context::Touched;
use crate::draft::{Draft, DraftContent, DraftKind};
use crate::error::VaultError;
use casework::attachment::Attachment;
use casework::fields::RecordKind;
use casework::id::{RecordId, VisitId};
use casework::visit::VisitNote;
use history::RecordState;
use rusqlite::{Connection, params};
use serde::Deserialize as _;
use std::collections::BTreeSet;

/// The table, for dumping and comparing.
pub(crate) const TABLE: &str = "attachment_names";

/// Adds the names in signed notes. A signed note never changes, and no other note of its visit takes a name of it away.
pub(crate) fn refresh(
    conn: &Connection,
    touched: &Touched,
    state: &RecordState,
) -> Result<(), VaultError> {
    if touched.kind != RecordKind::VISIT {
        return Ok(());
    }
    for note in state.notes().into_iter().filter_map(|entry| entry.value()) {
        let Ok(note) = VisitNote::deserialize(note) else { continue };
        for one in &note.form.attachments {
            add(conn, &one.sealed_sha256, touched.record.bytes(), false)?;
        }
    }
    Ok(())
}

/// Brings the names in a draft to what the draft says.
pub(crate) fn refresh_draft(conn: &Connection, draft: &Draft) -> Result<(), VaultError> {
    match &draft.content {
        DraftContent::Visit(form) => set(conn, draft.id.bytes(), true, &form.attachments),
        DraftContent::Addendum(_) => Ok(()),
    }
}

/// Takes the names of a draft out: it is signed or purged. Answers which they were.
pub(crate) fn forget_draft(
    conn: &Connection,
    id: VisitId,
    kind: DraftKind,
) -> Result<Vec<String>, VaultError> {
    if kind == DraftKind::Addendum {
        return Ok(Vec::new());
    }
    let names = named_by(conn, id.bytes(), true)?;
    set(conn, id.bytes(), true, &[])?;
    Ok(names.into_iter().collect())
}

/// Whether any draft or note names a file.
pub(crate) fn is_named(conn: &Connection, sealed: &str) -> Result<bool, VaultError> {
    Ok(conn.prepare_cached("SELECT 1 FROM attachment_names WHERE sealed = ?")?.exists([sealed])?)
}

/// Every file that a draft or a note names, sorted.
pub(crate) fn all(conn: &Connection) -> Result<Vec<String>, VaultError> {
    let mut statement = conn.prepare("SELECT DISTINCT sealed FROM attachment_names ORDER BY 1")?;
    Ok(statement.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?)
}

/// Every file that a signed note names, with the record of the note.
pub(crate) fn of_notes(conn: &Connection) -> Result<Vec<(String, RecordId)>, VaultError> {
    let sql = "SELECT sealed, owner FROM attachment_names WHERE draft = 0 ORDER BY sealed, owner";
    let mut statement = conn.prepare_cached(sql)?;
    let rows =
        statement.query_map([], |row| Ok((row.get(0)?, RecordId::from_bytes(row.get(1)?))))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The visits whose signed notes name a file.
pub(crate) fn owners_of(conn: &Connection, sealed: &str) -> Result<Vec<VisitId>, VaultError> {
    let sql = "SELECT owner FROM attachment_names WHERE sealed = ? AND draft = 0";
    let mut statement = conn.prepare_cached(sql)?;
    let rows = statement.query_map([sealed], |row| Ok(VisitId::from_bytes(row.get(0)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Whether the station is known to have a file.
pub(crate) fn is_sent(conn: &Connection, sealed: &str) -> Result<bool, VaultError> {
    Ok(conn.prepare_cached("SELECT 1 FROM blobs_sent WHERE sealed = ?")?.exists([sealed])?)
}

/// Forgets what no visit and no draft can have said, before all is named anew. A note or a draft that this
/// program cannot read keeps its names: its files are not to be lost.
pub(crate) fn clear_ownerless(conn: &Connection) -> rusqlite::Result<()> {
    conn.execute_batch(
        "DELETE FROM attachment_names WHERE CASE draft
             WHEN 0 THEN NOT EXISTS (SELECT 1 FROM log WHERE record = owner)
             ELSE NOT EXISTS (SELECT 1 FROM drafts WHERE id = owner AND kind = 'visit') END",
    )
}

fn set(
    conn: &Connection,
    owner: [u8; 16],
    draft: bool,
    attachments: &[Attachment],
) -> Result<(), VaultError> {
    let wanted: BTreeSet<_> = attachments.iter().map(|a| a.sealed_sha256.clone()).collect();
    let held = named_by(conn, owner, draft)?;
    for sealed in held.difference(&wanted) {
        conn.prepare_cached(
            "DELETE FROM attachment_names WHERE sealed = ? AND owner = ? AND draft = ?",
        )?
        .execute(params![sealed, owner, draft])?;
    }
    wanted.difference(&held).try_for_each(|sealed| add(conn, sealed, owner, draft))
}

fn add(conn: &Connection, sealed: &str, owner: [u8; 16], draft: bool) -> Result<(), VaultError> {
    let added = conn
        .prepare_cached(
            "INSERT OR IGNORE INTO attachment_names (sealed, owner, draft) VALUES (?, ?, ?)",
        )?
        .execute(params![sealed, owner, draft])?;
    if added > 0 && !draft {
        want(conn, sealed, owner)?;
    }
    Ok(())
}

/// A file that a signed note names may be lacking: whoever brings in what is lacking has a look.
pub(crate) fn want(conn: &Connection, sealed: &str, owner: [u8; 16]) -> rusqlite::Result<()> {
    let sql = "INSERT OR IGNORE INTO blobs_wanted (sealed, owner) VALUES (?, ?)";
    conn.prepare_cached(sql)?.execute(params![sealed, owner])?;
    Ok(())
}

fn named_by(
    conn: &Connection,
    owner: [u8; 16],
    draft: bool,
) -> Result<BTreeSet<String>, VaultError> {
    let mut statement =
        conn.prepare_cached("SELECT sealed FROM attachment_names WHERE owner = ? AND draft = ?")?;
    Ok(statement.query_map(params![owner, draft], |row| row.get(0))?.collect::<Result<_, _>>()?)
}
