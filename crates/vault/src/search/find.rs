//! The search: newest first, people and cases before notes and actions.

use super::drafts;
use super::hit::Hit;
use super::index::DocId;
use super::query::Query;
use super::read;
use super::tokens::Tokens;
use super::waiting;
use crate::error::VaultError;
use crate::reader::Reader;
use crate::views::rows::all;

/// What a search came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// What was found: clients and cases before notes and actions, each the newest first; drafts before
    /// signed notes.
    pub hits: Vec<Hit>,
    /// There is more than was asked for.
    pub more: bool,
}

impl Reader<'_> {
    /// Looks for a text in all that is recorded and written. Every word of it must occur in what is found,
    /// as it is typed but for capitals; a part of a name, note or number is enough. A client is also found
    /// by the beginning of the name's pinyin initials, by the end of the identity number (four characters
    /// or more) and by a part of a telephone number, however that is written.
    ///
    /// # Errors
    /// When the vault cannot be read.
    pub fn find(&self, typed: &str, limit: u32) -> Result<Found, VaultError> {
        let Some(query) = Query::new(typed) else { return Ok(Found::default()) };
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        // A hundred small queries, and one look at who else is in the file.
        let begun = self.conn.is_autocommit().then(|| self.conn.unchecked_transaction());
        let _still = begun.transpose()?;
        let people = self.documents(PEOPLE, &query, limit)?;
        let mut notes = waiting::find(*self, &query)?;
        notes.extend(self.documents(NOTES, &query, limit)?);
        let mut drafts = drafts::find(*self, &query, limit)?;
        let (first, rest) = share(limit, people.len(), drafts.len() + notes.len());
        let more = first < people.len() || rest < drafts.len() + notes.len();
        let mut hits = self.hits(&query, people.into_iter().take(first))?;
        drafts.truncate(rest);
        let notes = notes.into_iter().take(rest - drafts.len());
        hits.extend(drafts);
        hits.extend(self.hits(&query, notes)?);
        Ok(Found { hits, more })
    }

    /// The newest documents of a table that the query finds, one more than asked for if there is.
    fn documents(&self, sql: &str, query: &Query, limit: usize) -> Result<Vec<DocId>, VaultError> {
        let limit = i64::try_from(limit).unwrap_or(i64::MAX).saturating_add(1);
        let found = all(self.conn, sql, (query.expression(), limit), |row| Ok(row.get(0)?))?;
        Ok(found.into_iter().filter_map(DocId::from_rowid).collect())
    }

    fn hits(
        &self,
        query: &Query,
        docs: impl Iterator<Item = DocId>,
    ) -> Result<Vec<Hit>, VaultError> {
        docs.filter_map(|doc| read::hit(*self, query, doc).transpose()).collect()
    }
}

/// The index walks from the newest document down and stops at the limit.
const PEOPLE: &str =
    "SELECT rowid FROM search_people WHERE search_people MATCH ?1 ORDER BY rowid DESC LIMIT ?2";
const NOTES: &str =
    "SELECT rowid FROM search_notes WHERE search_notes MATCH ?1 ORDER BY rowid DESC LIMIT ?2";

/// The places in the log of the visits that may bear a page's code: those for which the index has it, and all
/// that wait for the index.
pub(crate) fn visits_with_code(reader: Reader<'_>, code: &str) -> Result<Vec<i64>, VaultError> {
    let phrase = Tokens::default().code(code).phrase();
    let sql = "SELECT rowid FROM search_notes WHERE search_notes MATCH ?1";
    let indexed: Vec<i64> = all(reader.conn, sql, [phrase], |row| Ok(row.get(0)?))?;
    let mut visits = waiting::visits(reader.conn)?;
    visits.extend(indexed.into_iter().filter_map(DocId::from_rowid).map(|doc| doc.n));
    Ok(visits)
}

/// How many of each are shown where there is no room for all: a third is for people and cases, and what the
/// one leaves free the other takes.
fn share(limit: usize, people: usize, notes: usize) -> (usize, usize) {
    let first = people.min((limit / 3).max(limit.saturating_sub(notes)));
    (first, notes.min(limit - first))
}

#[cfg(test)]
mod tests;
