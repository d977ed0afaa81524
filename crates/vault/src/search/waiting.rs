//! Visits that wait for the index. An index of words is dear to write: one note touches as many pages of it as
//! a dozen, and the more are put in at once, the fewer pieces it is in. So new visits with what was agreed at
//! them wait until there are enough of them, and a search looks through those that wait as they stand.
//!
//! What waits is what is newer than all that is in the index: nothing else needs to be written down.

use super::index::{DocId, DocKind, Document, bring_in};
use super::prose;
use super::query::Query;
use crate::error::{Damage, VaultError};
use crate::reader::Reader;
use crate::views::action::progress;
use crate::views::{ReviewRecord, reviews_of};
use casework::action::ActionProgress;
use casework::addendum::Addendum;
use casework::visit::VisitNote;
use rusqlite::{Connection, Row};
use serde::de::DeserializeOwned;

/// So many visits may wait when a write ends. Every search looks through them.
const MOST: i64 = 8;

/// The newest document in the index: its inner table of sizes has a row for each.
const NEWEST: &str = "SELECT coalesce(max(id), 0) FROM search_notes_docsize";
const WAITING: &str =
    "SELECT n, note_json, addenda_json, codes, reviews_json FROM visits WHERE n > ?1 ORDER BY n";
const HOW_MANY: &str = "SELECT count(*) FROM (SELECT 1 FROM visits WHERE n > ?1 LIMIT ?2)";

/// A visit that waits, with those of its actions that belong to it.
struct Waiting {
    n: i64,
    note: VisitNote,
    addenda: Vec<Addendum>,
    reviews: Vec<ReviewRecord>,
    codes: String,
    actions: Vec<(u16, ActionProgress)>,
}

impl Waiting {
    /// Each action, as the document it is.
    fn actions(&self) -> impl Iterator<Item = (DocId, [&str; 3])> {
        self.actions.iter().filter_map(|(part, progress)| {
            let agreed = self.note.form.actions.get(usize::from(*part))?;
            let doc = DocId { kind: DocKind::Action, n: self.n, part: *part };
            Some((doc, prose::of_action(agreed, progress)))
        })
    }
}

/// Whether a document waits for the index, or would, were it there.
pub(super) fn waits(conn: &Connection, doc: DocId) -> Result<bool, VaultError> {
    Ok(matches!(doc.kind, DocKind::Visit | DocKind::Action) && doc.n > newest_visit(conn)?)
}

/// What waits and holds what is looked for, the newest first.
pub(super) fn find(reader: Reader<'_>, query: &Query) -> Result<Vec<DocId>, VaultError> {
    let mut found = Vec::new();
    for waiting in waiting(reader.conn)? {
        let mut texts = prose::of_visit(&waiting.note.form);
        texts.extend(prose::of_addenda(&waiting.addenda));
        texts.extend(prose::of_reviews(&waiting.reviews));
        found.extend(query.is_in(&texts).then_some(DocId::of(DocKind::Visit, waiting.n)));
        let actions = waiting.actions().filter(|(_, texts)| query.is_in(texts));
        found.extend(actions.map(|(doc, _)| doc));
    }
    found.reverse();
    Ok(found)
}

/// The places in the log of the visits that wait.
pub(super) fn visits(conn: &Connection) -> Result<Vec<i64>, VaultError> {
    Ok(waiting(conn)?.into_iter().map(|waiting| waiting.n).collect())
}

/// At the end of a write: puts all that waits into the index, where it is enough.
pub(crate) fn settle(conn: &Connection) -> Result<(), VaultError> {
    let newest = newest_visit(conn)?;
    let count: i64 =
        conn.prepare_cached(HOW_MANY)?.query_row((newest, MOST + 1), |row| row.get(0))?;
    if count > MOST { index_all(conn) } else { Ok(()) }
}

/// Puts all that waits into the index: in ascending order, so that it comes in as one piece.
pub(crate) fn index_all(conn: &Connection) -> Result<(), VaultError> {
    each(conn, |waiting| {
        let codes: Vec<&str> = waiting.codes.split(' ').collect();
        let said = (waiting.addenda.as_slice(), waiting.reviews.as_slice());
        let note = Document::of_note(&waiting.note.form, said, &codes);
        bring_in(conn, DocId::of(DocKind::Visit, waiting.n), &note)?;
        waiting.actions().try_for_each(|(doc, texts)| bring_in(conn, doc, &Document::of(texts)))
    })
}

/// The visit of the newest document in the index, by its place in the log: later ones wait.
pub(crate) fn newest_visit(conn: &Connection) -> Result<i64, VaultError> {
    let newest: i64 = conn.prepare_cached(NEWEST)?.query_row([], |row| row.get(0))?;
    Ok(DocId::from_rowid(newest).map_or(0, |doc| doc.n))
}

fn waiting(conn: &Connection) -> Result<Vec<Waiting>, VaultError> {
    let mut all = Vec::new();
    each(conn, |waiting| {
        all.push(waiting);
        Ok(())
    })?;
    Ok(all)
}

/// Every visit that waits, the oldest first.
fn each(
    conn: &Connection,
    mut take: impl FnMut(Waiting) -> Result<(), VaultError>,
) -> Result<(), VaultError> {
    let newest = newest_visit(conn)?;
    let mut statement = conn.prepare_cached(WAITING)?;
    let mut rows = statement.query([newest])?;
    while let Some(row) = rows.next()? {
        let (n, note): (i64, VisitNote) = (row.get(0)?, json(row, 1)?);
        let mut actions = Vec::new();
        for (part, agreed) in (0..=u16::MAX).zip(&note.form.actions) {
            actions.push((part, progress(conn, agreed.id, note.case)?));
        }
        let reviews = reviews_of(&row.get::<_, String>(4)?)?;
        let addenda = json(row, 2)?;
        take(Waiting { n, note, addenda, reviews, codes: row.get(3)?, actions })?;
    }
    Ok(())
}

fn json<T: DeserializeOwned>(row: &Row<'_>, column: usize) -> Result<T, VaultError> {
    let text = row.get_ref(column)?.as_str().map_err(|_| VaultError::Damaged(Damage::Row))?;
    serde_json::from_str(text).map_err(|_| VaultError::Damaged(Damage::Row))
}

#[cfg(test)]
mod tests;
