//! Reading drafts.

use super::{Draft, DraftContent, DraftKind};
use crate::error::{Damage, VaultError};
use crate::reader::Reader;
use casework::id::{CaseId, ClientId, VisitId};
use chrono::{DateTime, FixedOffset};
use rusqlite::{Connection, OptionalExtension, Params, Row, params};

/// In the order in which [`read`] takes them.
const COLUMNS: &str = "id, kind, \"case\", client, json, begun_at, saved_at, discarded_at";
/// Place of the text among them.
const JSON: usize = 4;

impl Reader<'_> {
    /// A draft, thrown away or not.
    ///
    /// # Errors
    /// [`VaultError::DraftUnreadable`] for one that a newer version wrote or that is damaged; when the vault cannot
    /// be read.
    pub fn draft(&self, id: VisitId, kind: DraftKind) -> Result<Option<Draft>, VaultError> {
        find(self.conn, id, kind)
    }

    /// The drafts that are being written, all cases', the latest saved first.
    ///
    /// # Errors
    /// When the vault cannot be read.
    pub fn drafts(&self) -> Result<Vec<Draft>, VaultError> {
        latest_first(list(self.conn, "discarded_at IS NULL", [])?)
    }

    /// The drafts of a case that are being written, the latest saved first.
    ///
    /// # Errors
    /// When the vault cannot be read.
    pub fn drafts_of(&self, case: CaseId) -> Result<Vec<Draft>, VaultError> {
        latest_first(list(self.conn, "\"case\" = ? AND discarded_at IS NULL", [case.bytes()])?)
    }

    /// How many drafts of a case are being written and cannot be read: a newer version wrote them, or they are
    /// damaged. They are kept.
    ///
    /// # Errors
    /// When the vault cannot be read.
    pub fn unreadable_drafts_of(&self, case: CaseId) -> Result<u32, VaultError> {
        let of_case = "\"case\" = ? AND discarded_at IS NULL";
        let sql = format!("SELECT count(*) FROM drafts WHERE {of_case}");
        let all: u32 = self.conn.query_row(&sql, [case.bytes()], |row| row.get(0))?;
        let readable = list(self.conn, of_case, [case.bytes()])?.len();
        Ok(all.saturating_sub(u32::try_from(readable).unwrap_or(u32::MAX)))
    }

    /// The drafts of a case that were thrown away and can be brought back, the latest saved first.
    ///
    /// # Errors
    /// When the vault cannot be read.
    pub fn discarded_drafts_of(&self, case: CaseId) -> Result<Vec<Draft>, VaultError> {
        latest_first(list(self.conn, "\"case\" = ? AND discarded_at IS NOT NULL", [case.bytes()])?)
    }
}

/// A draft, thrown away or not.
pub(super) fn find(
    conn: &Connection,
    id: VisitId,
    kind: DraftKind,
) -> Result<Option<Draft>, VaultError> {
    let sql = format!("SELECT {COLUMNS} FROM drafts WHERE id = ? AND kind = ?");
    let mut statement = conn.prepare_cached(&sql)?;
    let found = statement.query_row(params![id.bytes(), kind.column()], Raw::read).optional();
    let found = found.map_err(unreadable)?;
    found.map(Raw::understand).transpose().map_err(|_| VaultError::DraftUnreadable)
}

/// A column of another type than it is to have is no fault of the whole vault.
fn unreadable(error: rusqlite::Error) -> VaultError {
    match error {
        rusqlite::Error::InvalidColumnType(..)
        | rusqlite::Error::FromSqlConversionFailure(..)
        | rusqlite::Error::Utf8Error(..) => VaultError::DraftUnreadable,
        other => other.into(),
    }
}

/// Every draft that this program can read, thrown away or not.
pub(crate) fn every(conn: &Connection) -> Result<Vec<Draft>, VaultError> {
    list(conn, "TRUE", [])
}

/// The drafts that are being written and whose stored text is `worth` reading, the latest saved first.
pub(crate) fn present(
    conn: &Connection,
    worth: impl Fn(&str) -> bool,
) -> Result<Vec<Draft>, VaultError> {
    latest_first(list_of(conn, "discarded_at IS NULL", [], worth)?)
}

fn list(conn: &Connection, condition: &str, params: impl Params) -> Result<Vec<Draft>, VaultError> {
    list_of(conn, condition, params, |_| true)
}

/// A draft that a newer version wrote, or that is damaged, is kept and passed over here; a case counts them.
fn list_of(
    conn: &Connection,
    condition: &str,
    params: impl Params,
    worth: impl Fn(&str) -> bool,
) -> Result<Vec<Draft>, VaultError> {
    let sql = format!("SELECT {COLUMNS} FROM drafts WHERE {condition} ORDER BY n");
    let mut statement = conn.prepare_cached(&sql)?;
    let mut rows = statement.query(params)?;
    let mut drafts = Vec::new();
    while let Some(row) = rows.next()? {
        if !row.get_ref(JSON)?.as_str().is_ok_and(&worth) {
            continue;
        }
        match Raw::read(row).map_err(unreadable) {
            Ok(raw) => drafts.extend(raw.understand()),
            Err(VaultError::DraftUnreadable) => {}
            Err(fault) => return Err(fault),
        }
    }
    Ok(drafts)
}

/// By the moment, not by its text: the time zone may have changed in between.
fn latest_first(mut drafts: Vec<Draft>) -> Result<Vec<Draft>, VaultError> {
    drafts.sort_by_key(|draft| std::cmp::Reverse(draft.saved_at));
    Ok(drafts)
}

/// A row as it stands, not yet understood.
struct Raw {
    id: [u8; 16],
    kind: String,
    case: [u8; 16],
    client: [u8; 16],
    json: String,
    begun_at: String,
    saved_at: String,
    discarded_at: Option<String>,
}

impl Raw {
    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            id: row.get(0)?,
            kind: row.get(1)?,
            case: row.get(2)?,
            client: row.get(3)?,
            json: row.get(4)?,
            begun_at: row.get(5)?,
            saved_at: row.get(6)?,
            discarded_at: row.get(7)?,
        })
    }

    /// # Errors
    /// [`Damage::Row`] when this program cannot read it.
    fn understand(self) -> Result<Draft, VaultError> {
        let content = match DraftKind::of(&self.kind).ok_or(VaultError::Damaged(Damage::Row))? {
            DraftKind::Visit => serde_json::from_str(&self.json).map(DraftContent::Visit),
            DraftKind::Addendum => serde_json::from_str(&self.json).map(DraftContent::Addendum),
        };
        Ok(Draft {
            id: VisitId::from_bytes(self.id),
            case: CaseId::from_bytes(self.case),
            client: ClientId::from_bytes(self.client),
            content: content.map_err(|_| VaultError::Damaged(Damage::Row))?,
            begun_at: time(&self.begun_at)?,
            saved_at: time(&self.saved_at)?,
            discarded_at: self.discarded_at.as_deref().map(time).transpose()?,
        })
    }
}

pub(super) fn time(text: &str) -> Result<DateTime<FixedOffset>, VaultError> {
    DateTime::parse_from_rfc3339(text).map_err(|_| VaultError::Damaged(Damage::Row))
}
