//! Reading signed visits.

use super::super::columns;
use super::super::review::{self, ReviewRecord};
use super::super::rows::all;
use crate::error::VaultError;
use crate::log;
use crate::reader::Reader;
use casework::addendum::Addendum;
use casework::fields::RecordKind;
use casework::id::{CaseId, FileId, VisitId};
use casework::review::ReviewState;
use casework::visit::{VisitKind, VisitNote};
use chrono::{NaiveDate, NaiveDateTime};
use history::{ChangeId, Hash};
use rusqlite::Row;

/// A signed visit in a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VisitCard {
    /// The visit.
    pub id: VisitId,
    /// Its case.
    pub case: CaseId,
    /// Planned, unannounced or by telephone.
    pub kind: Option<VisitKind>,
    /// Start, local wall time.
    pub started_at: Option<NaiveDateTime>,
    /// The day it took place.
    pub on: NaiveDate,
    /// Who signed it.
    pub author_name: String,
    /// First words of what was observed.
    pub summary: String,
    /// Photos and other attachments.
    pub attachments: u32,
    /// Addenda, also those that cannot be read.
    pub addenda: u32,
    /// Where it stands with its reviews.
    pub review: ReviewState,
    /// The change that is the note: of a visit there may be several.
    pub change: ChangeId,
}

/// A signed visit as it is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VisitRecord {
    /// The visit.
    pub id: VisitId,
    /// The note.
    pub note: VisitNote,
    /// The change that signed the note.
    pub note_change: ChangeId,
    /// Addenda, in display order.
    pub addenda: Vec<Addendum>,
    /// Addenda beyond these that cannot be read, or are not proven to be their author's.
    pub addenda_unreadable: u32,
    /// The changes that signed the addenda, in the same order.
    pub addenda_changes: Vec<ChangeId>,
    /// Reviews, in display order; those that do not count say why.
    pub reviews: Vec<ReviewRecord>,
    /// Where the note stands with them.
    pub review: ReviewState,
    /// The code that a page printed now bears.
    pub code: String,
}

/// What [`card`] reads, of `visits v`.
pub(in crate::views) const CARD_COLUMNS: &str = "v.id, v.\"case\", v.kind, v.started_at, v.on_day, v.author_name, v.summary, v.attachments, v.addenda, \
                                               v.review, v.note_change";
/// How many [`CARD_COLUMNS`] there are.
pub(in crate::views) const CARD_COUNT: usize = 11;

/// A card from a row whose columns from `from` on are [`CARD_COLUMNS`].
pub(in crate::views) fn card(row: &Row<'_>, from: usize) -> Result<VisitCard, VaultError> {
    Ok(VisitCard {
        id: VisitId::from_bytes(row.get(from)?),
        case: CaseId::from_bytes(row.get(from + 1)?),
        kind: row.get::<_, Option<u8>>(from + 2)?.map(columns::visit_kind_of).transpose()?,
        started_at: columns::wall_time(row.get(from + 3)?)?,
        on: columns::date(row.get(from + 4)?)?,
        author_name: row.get(from + 5)?,
        summary: row.get(from + 6)?,
        attachments: row.get(from + 7)?,
        addenda: row.get(from + 8)?,
        review: review::state_of(row.get(from + 9)?)?,
        change: Hash(row.get(from + 10)?),
    })
}

/// The last of a visit's codes.
fn newest(codes: &str) -> String {
    codes.rsplit(' ').next().unwrap_or_default().to_owned()
}

impl Reader<'_> {
    /// A signed visit: its note, or the first of [`visit_notes`](Self::visit_notes).
    ///
    /// # Errors
    /// When the vault cannot be read.
    pub fn visit(&self, id: VisitId) -> Result<Option<VisitRecord>, VaultError> {
        Ok(self.visit_notes(id)?.into_iter().next())
    }

    /// The notes of a visit as they were signed one after the other. More than one where several laptops signed one: no
    /// rule decides between them, and each has its own addenda and reviews.
    ///
    /// # Errors
    /// When the vault cannot be read.
    pub fn visit_notes(&self, id: VisitId) -> Result<Vec<VisitRecord>, VaultError> {
        let home = log::home(self.conn, id.into(), Some(RecordKind::VISIT))?;
        home.map_or(Ok(Vec::new()), |home| notes(self, id, Some(home.file)))
    }

    /// The notes of every visit with this number, in whatever file.
    pub(crate) fn notes_numbered(&self, id: VisitId) -> Result<Vec<VisitRecord>, VaultError> {
        notes(self, id, None)
    }
}

fn notes(
    reader: &Reader<'_>,
    id: VisitId,
    file: Option<FileId>,
) -> Result<Vec<VisitRecord>, VaultError> {
    let sql = "SELECT note_json, note_change, addenda_json, codes, addenda, addenda_changes,
                      reviews_json, review FROM visits
               WHERE n IN (SELECT n FROM log WHERE record = ?1 AND kind = 4 AND file = coalesce(?2, file))
               ORDER BY signed_at, note_change";
    all(reader.conn, sql, (id.bytes(), file.map(|file| file.bytes())), |row| {
        let addenda: Vec<Addendum> = columns::from_json(&row.get::<_, String>(2)?)?;
        let all: u32 = row.get(4)?;
        Ok(VisitRecord {
            id,
            note: columns::from_json(&row.get::<_, String>(0)?)?,
            note_change: Hash(row.get(1)?),
            addenda_unreadable: all.saturating_sub(columns::count(addenda.len())),
            addenda,
            code: newest(&row.get::<_, String>(3)?),
            addenda_changes: columns::seen_of(&row.get::<_, Vec<u8>>(5)?)?,
            reviews: review::from_json(&row.get::<_, String>(6)?)?,
            review: review::state_of(row.get(7)?)?,
        })
    })
}
