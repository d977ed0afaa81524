//! The timeline of a case: intake, risk, visits and drafts in one river, the newest first.

use super::super::columns;
use super::super::review;
use super::super::rows::{all, first};
use super::super::visit::{self, VisitCard};
use super::entries::{INTAKE, NEWER, REVIEW, RISK, UNREADABLE, VISIT};
use crate::draft::{Draft, DraftContent};
use crate::error::VaultError;
use crate::reader::Reader;
use casework::id::CaseId;
use casework::review::Verdict;
use casework::risk::RiskLevel;
use chrono::{DateTime, NaiveDate, Utc};
use rusqlite::Row;
use std::cmp::Reverse;

/// What kind of thing a timeline entry is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum EntryKind {
    /// The intake.
    Intake,
    /// A visit, draft or signed.
    Visit,
    /// Risk was set anew.
    Risk,
    /// A signed visit whose note a newer version wrote: it is kept, and cannot be shown here.
    Newer,
    /// A signed visit whose note does not open, is not proven to be its author's, or is not here.
    Unreadable,
    /// A review of a visit's note.
    Review,
}

/// The visit of an entry.
#[derive(Clone, Debug, PartialEq)]
pub enum TimelineVisit {
    /// A signed one.
    Signed(VisitCard),
    /// One that is being written.
    Draft(Box<Draft>),
}

/// An entry of the timeline.
#[derive(Clone, Debug, PartialEq)]
pub struct TimelineEntry {
    /// What it is.
    pub kind: EntryKind,
    /// When it took place, as display order goes.
    pub at: DateTime<Utc>,
    /// The day it is about.
    pub on: NaiveDate,
    /// Who: the author of a signed note, or who opened the case or set the risk. Empty for a draft, and where it
    /// is not known.
    pub who: String,
    /// The reason of the intake, the reasons of the risk, or the first words of the visit. Empty for a visit that
    /// cannot be shown.
    pub sentence: String,
    /// The visit, where it is one or a review of one.
    pub visit: Option<TimelineVisit>,
    /// The level, where risk was set.
    pub risk: Option<RiskLevel>,
    /// What a review comes to.
    pub verdict: Option<Verdict>,
}

/// Kept up to date by every visit, so that nothing is counted here.
const TOTAL: &str = "SELECT entries FROM case_rows WHERE n = (SELECT n FROM cases WHERE id = ?1)";

fn page_sql() -> String {
    format!(
        "SELECT e.kind, e.at, e.on_day, e.who, e.sentence, e.risk, {}, e.verdict
         FROM entries e LEFT JOIN visits v ON v.n = e.visit
         WHERE e.\"case\" = ?1
         ORDER BY e.on_day DESC, e.at DESC, e.kind DESC, e.ref DESC LIMIT ?2 OFFSET ?3",
        visit::CARD_COLUMNS
    )
}

impl Reader<'_> {
    /// A stretch of a case's timeline, and how many entries there are in all.
    ///
    /// # Errors
    /// When the vault cannot be read.
    pub fn timeline(
        &self,
        case: CaseId,
        offset: u32,
        limit: u32,
    ) -> Result<(Vec<TimelineEntry>, u32), VaultError> {
        let mut entries = self.draft_entries(case)?;
        let drafts = u32::try_from(entries.len()).unwrap_or(u32::MAX);
        let signed: u32 =
            first(self.conn, TOTAL, [case.bytes()], |row| Ok(row.get(0)?))?.unwrap_or(0);
        // Drafts stand anywhere among the others. Of these, as many more are read on either side as
        // there are drafts: whatever the drafts push in or out is then at hand.
        let start = offset.saturating_sub(drafts);
        entries.extend(self.signed_entries(case, start, limit.saturating_add(drafts))?);
        entries.sort_by_key(|entry| Reverse((entry.on, entry.at)));
        let skip = usize::try_from(offset - start).unwrap_or(usize::MAX);
        let take = usize::try_from(limit).unwrap_or(usize::MAX);
        let page = entries.into_iter().skip(skip).take(take).collect();
        Ok((page, signed.saturating_add(drafts)))
    }

    fn signed_entries(
        &self,
        case: CaseId,
        offset: u32,
        limit: u32,
    ) -> Result<Vec<TimelineEntry>, VaultError> {
        all(self.conn, &page_sql(), (case.bytes(), limit, offset), entry)
    }

    fn draft_entries(&self, case: CaseId) -> Result<Vec<TimelineEntry>, VaultError> {
        Ok(self.drafts_of(case)?.into_iter().filter_map(draft_entry).collect())
    }
}

fn entry(row: &Row<'_>) -> Result<TimelineEntry, VaultError> {
    let (kind, card) = match row.get(0)? {
        INTAKE => (EntryKind::Intake, None),
        RISK => (EntryKind::Risk, None),
        NEWER => (EntryKind::Newer, None),
        UNREADABLE => (EntryKind::Unreadable, None),
        VISIT => (EntryKind::Visit, Some(visit::card(row, 6)?)),
        REVIEW => (EntryKind::Review, Some(visit::card(row, 6)?)),
        _ => return Err(columns::DAMAGED),
    };
    let (who, sentence) = match &card {
        Some(card) if kind == EntryKind::Visit => (card.author_name.clone(), card.summary.clone()),
        _ => (row.get(3)?, row.get(4)?),
    };
    Ok(TimelineEntry {
        kind,
        at: columns::moment(row.get(1)?)?,
        on: columns::date(row.get(2)?)?,
        who,
        sentence,
        visit: card.map(TimelineVisit::Signed),
        risk: row.get::<_, Option<u8>>(5)?.map(columns::risk_of).transpose()?,
        verdict: row
            .get::<_, Option<u8>>(6 + visit::CARD_COUNT)?
            .map(review::verdict_of)
            .transpose()?,
    })
}

/// An addendum being written is no entry of its own.
fn draft_entry(draft: Draft) -> Option<TimelineEntry> {
    let DraftContent::Visit(form) = &draft.content else { return None };
    let (at, on) = visit::when(form, draft.saved_at);
    Some(TimelineEntry {
        kind: EntryKind::Visit,
        at,
        on,
        who: String::new(),
        sentence: visit::summary(form),
        visit: Some(TimelineVisit::Draft(Box::new(draft))),
        risk: None,
        verdict: None,
    })
}

#[cfg(test)]
mod tests;
