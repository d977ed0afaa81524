//! Cases, the list of them and their timeline.

mod counts;
mod entries;
mod filter;
mod list;
mod row;
mod timeline;
pub(crate) mod unchecked;

pub(super) use entries::{
    ReviewEntry, Unshown, VisitEntry, put_review, put_unshown, put_visit, remove_review,
    remove_unshown, remove_visit,
};
pub use filter::{CaseColumn, CaseFilter};
pub use list::CaseRow;
pub(super) use row::{refresh_dates, refresh_open_actions, refresh_rows_of};
pub use timeline::{EntryKind, TimelineEntry, TimelineVisit};

use super::columns;
use super::review;
use super::rows::{all, count, first};
use crate::context::{Context, Touched};
use crate::error::VaultError;
use crate::reader::Reader;
use crate::search::{self, DocId, DocKind, Document, prose};
use crate::snapshot::Line;
use casework::case::Case;
use casework::fields::Edited as _;
use casework::id::{CaseId, ClientId};
use chrono::NaiveDate;
use history::{ChangeId, RecordState};
use rusqlite::{Connection, named_params};

/// A case on record, with what its visits and actions make of it.
#[derive(Clone, Debug, PartialEq)]
pub struct CaseRecord {
    /// The case.
    pub id: CaseId,
    /// What is recorded.
    pub case: Case,
    /// The changes that this shows: what an edit names.
    pub seen: Vec<ChangeId>,
    /// Day of the last signed visit at which somebody was home.
    pub last_visit: Option<NaiveDate>,
    /// Day by which the next visit is due.
    pub due: NaiveDate,
    /// What the last visit agreed the next should be about.
    pub purpose: String,
    /// Open actions.
    pub open_actions: u32,
    /// Entries in the timeline, without drafts.
    pub entries: u32,
}

/// One of a client's cases.
#[derive(Clone, Debug, PartialEq)]
pub struct CaseLine {
    /// The case.
    pub id: CaseId,
    /// What is recorded.
    pub case: Case,
}

pub(super) fn refresh(
    conn: &Connection,
    touched: &Touched,
    state: &RecordState,
    context: &Context,
) -> Result<(), VaultError> {
    let (id, case) = (CaseId(touched.record.0), Case::project(&state.fields()));
    let before = first(conn, "SELECT client FROM cases WHERE n = ?1", [touched.first], |row| {
        Ok(ClientId::from_bytes(row.get(0)?))
    })?;
    conn.prepare_cached(
        "INSERT INTO cases (n, id, client, number, opened_on, json, seen)
         VALUES (:n, :id, :client, :number, :opened_on, :json, :seen)
         ON CONFLICT (n) DO UPDATE SET
             client = excluded.client, number = excluded.number, opened_on = excluded.opened_on,
             json = excluded.json, seen = excluded.seen",
    )?
    .execute(named_params! {
        ":n": touched.first,
        ":id": id.bytes(),
        ":client": case.client.bytes(),
        ":number": case.number,
        ":opened_on": columns::day(case.opened_on),
        ":json": columns::json(&case)?,
        ":seen": columns::seen(&state.shown()),
    })?;
    entries::put_own(conn, id, &case, state, context)?;
    search::put(
        conn,
        DocId::of(DocKind::Case, touched.first),
        &Document::of(prose::of_case(&case)),
    )?;
    let line = || Line::of_case(&case, None, (case.opened_on, 0));
    let shown_at = unchecked::settle(conn, touched.file, state, line)?;
    if let Some(shown_at) = shown_at.filter(|shown_at| *shown_at != case.client) {
        refresh_rows_of(conn, shown_at, context)?;
    }
    if let Some(before) = before.filter(|before| *before != case.client) {
        refresh_rows_of(conn, before, context)?;
    }
    refresh_rows_of(conn, case.client, context)?;
    review::put_risk(conn, id, case.risk.level)
}

impl Reader<'_> {
    /// A case.
    ///
    /// # Errors
    /// When the vault cannot be read.
    pub fn case(&self, id: CaseId) -> Result<Option<CaseRecord>, VaultError> {
        let sql = "SELECT c.json, c.seen, r.last_visit, r.due, r.purpose, r.open_actions, r.entries
                   FROM cases c JOIN case_rows r ON r.n = c.n WHERE c.id = ?1";
        first(self.conn, sql, [id.bytes()], |row| {
            Ok(CaseRecord {
                id,
                case: columns::from_json(&row.get::<_, String>(0)?)?,
                seen: columns::seen_of(&row.get::<_, Vec<u8>>(1)?)?,
                last_visit: columns::maybe_date(row.get(2)?)?,
                due: columns::date(row.get(3)?)?,
                purpose: row.get(4)?,
                open_actions: row.get(5)?,
                entries: row.get(6)?,
            })
        })
    }

    /// A client's cases, the newest first.
    ///
    /// # Errors
    /// When the vault cannot be read.
    pub fn cases_of(&self, client: ClientId) -> Result<Vec<CaseLine>, VaultError> {
        let sql = "SELECT id, json FROM cases WHERE client = ?1 ORDER BY opened_on DESC, n DESC";
        all(self.conn, sql, [client.bytes()], |row| {
            Ok(CaseLine {
                id: CaseId::from_bytes(row.get(0)?),
                case: columns::from_json(&row.get::<_, String>(1)?)?,
            })
        })
    }

    /// The cases that bear a number; on a sound station's laptop one at the most.
    ///
    /// # Errors
    /// When the vault cannot be read.
    pub fn cases_numbered(&self, number: &str) -> Result<Vec<CaseId>, VaultError> {
        let sql = "SELECT id FROM cases WHERE number = ?1 ORDER BY n";
        all(self.conn, sql, [number], |row| Ok(CaseId::from_bytes(row.get(0)?)))
    }

    /// The last case number that begins in this way, as text goes: what the next number follows.
    ///
    /// # Errors
    /// When the vault cannot be read.
    pub fn last_case_number(&self, beginning: &str) -> Result<Option<String>, VaultError> {
        let sql = "SELECT number FROM cases WHERE number >= ?1 AND number < ?2 ORDER BY number DESC LIMIT 1";
        // No character comes after the last one.
        let end = format!("{beginning}{}", char::MAX);
        first(self.conn, sql, [beginning, &end], |row| Ok(row.get(0)?))
    }

    /// How many cases are on record.
    ///
    /// # Errors
    /// When the vault cannot be read.
    pub fn case_count(&self) -> Result<u32, VaultError> {
        count(self.conn, "SELECT count(*) FROM cases", [])
    }
}

#[cfg(test)]
mod tests;
