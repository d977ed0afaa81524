//! The entries of a case's timeline: the intake and each setting of the risk from the case's own record,
//! a visit from its note, and each review of it. Kept as a table, so that a case of many years is as quick to read as a new one.

use super::super::columns;
use super::super::rows::first;
use crate::context::Context;
use crate::error::VaultError;
use casework::case::Case;
use casework::id::{CaseId, VisitId};
use casework::risk::Risk;
use history::{ChangeId, RecordState, Step};
use rusqlite::{Connection, named_params};

/// Kinds of entry as they stand in the column. At the same moment, the lower comes first.
pub(super) const INTAKE: u8 = 0;
pub(super) const RISK: u8 = 1;
/// Spelled out in [`NEXT_AGREED`], too.
pub(super) const VISIT: u8 = 2;
pub(super) const REVIEW: u8 = 3;
/// The last two are spelled out in `entries_unshown`, too.
pub(super) const NEWER: u8 = 4;
pub(super) const UNREADABLE: u8 = 5;

/// The place of a visit in the timeline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::views) struct VisitEntry {
    pub case: CaseId,
    pub visit: VisitId,
    /// Its note; nothing where none is shown.
    pub note: Option<ChangeId>,
    pub on_day: i32,
    pub at: i64,
}

impl VisitEntry {
    /// What tells it from another visit, and its note from another, at the same moment.
    fn of(&self) -> Vec<u8> {
        let note = self.note.as_ref().map(|note| note.bytes().as_slice()).unwrap_or_default();
        [self.visit.bytes().as_slice(), note].concat()
    }
}

/// The place of a review in the timeline of its case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::views) struct ReviewEntry<'a> {
    pub case: CaseId,
    pub change: ChangeId,
    pub on_day: i32,
    pub at: i64,
    pub who: &'a str,
    pub sentence: &'a str,
    pub verdict: u8,
}

/// Why a visit cannot be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::views) enum Unshown {
    /// A newer version wrote its note.
    Newer,
    /// Its note does not open, is not proven to be its author's, or is not here.
    Unreadable,
}

struct Entry<'a> {
    case: CaseId,
    on_day: i32,
    at: i64,
    kind: u8,
    /// What tells it from another of its kind at the same moment.
    of: &'a [u8],
    visit: Option<i64>,
    met: bool,
    who: &'a str,
    sentence: &'a str,
    risk: Option<u8>,
    verdict: Option<u8>,
}

/// Writes the entries that come from the case's own record: the intake, and each later setting of the risk.
pub(super) fn put_own(
    conn: &Connection,
    id: CaseId,
    case: &Case,
    state: &RecordState,
    context: &Context,
) -> Result<(), VaultError> {
    conn.prepare_cached("DELETE FROM entries WHERE \"case\" = ?1 AND kind IN (?2, ?3)")?
        .execute((id.bytes(), INTAKE, RISK))?;
    let steps = history::steps(state);
    let beginning = steps.last();
    put(
        conn,
        &Entry {
            case: id,
            on_day: columns::day(case.opened_on),
            at: columns::day_start(case.opened_on),
            kind: INTAKE,
            of: &id.bytes(),
            visit: None,
            met: false,
            who: beginning.map_or("", |step| context.name_of(step.author)),
            sentence: &case.reason,
            risk: None,
            verdict: None,
        },
    )?;
    let set = steps.iter().filter(|step| step.field == Case::RISK && !step.old.is_empty());
    set.into_iter().try_for_each(|step| put_risk(conn, id, step, context))
}

fn put_risk(
    conn: &Connection,
    id: CaseId,
    step: &Step,
    context: &Context,
) -> Result<(), VaultError> {
    let set = step.new.clone().and_then(|value| serde_json::from_value::<Risk>(value).ok());
    let Some(risk) = set else { return Ok(()) };
    let at = columns::clock_millis(step.clock.millis);
    put(
        conn,
        &Entry {
            case: id,
            on_day: columns::day_at(at)?,
            at,
            kind: RISK,
            of: step.change.bytes(),
            visit: None,
            met: false,
            who: context.name_of(step.author),
            sentence: &risk.reasons,
            risk: Some(columns::risk(risk.level)),
            verdict: None,
        },
    )
}

/// Writes the entry of a visit. `n` is the visit's place in the log; `met` says that somebody was home.
pub(in crate::views) fn put_visit(
    conn: &Connection,
    entry: &VisitEntry,
    n: i64,
    met: bool,
) -> Result<(), VaultError> {
    put(
        conn,
        &Entry {
            case: entry.case,
            on_day: entry.on_day,
            at: entry.at,
            kind: VISIT,
            of: &entry.of(),
            visit: Some(n),
            met,
            // Who and what stands in the view of the visit.
            who: "",
            sentence: "",
            risk: None,
            verdict: None,
        },
    )
}

/// Writes the entry of a review. `n` is the visit's place in the log.
pub(in crate::views) fn put_review(
    conn: &Connection,
    entry: &ReviewEntry<'_>,
    n: i64,
) -> Result<(), VaultError> {
    put(
        conn,
        &Entry {
            case: entry.case,
            on_day: entry.on_day,
            at: entry.at,
            kind: REVIEW,
            of: entry.change.bytes(),
            visit: Some(n),
            met: false,
            who: entry.who,
            sentence: entry.sentence,
            risk: None,
            verdict: Some(entry.verdict),
        },
    )
}

/// Takes the entry of a review out.
pub(in crate::views) fn remove_review(
    conn: &Connection,
    entry: &ReviewEntry<'_>,
) -> Result<(), VaultError> {
    remove(conn, (entry.case, entry.on_day, entry.at), REVIEW, entry.change.bytes())
}

/// Takes the entry of a visit out.
pub(in crate::views) fn remove_visit(
    conn: &Connection,
    entry: &VisitEntry,
) -> Result<(), VaultError> {
    remove(conn, (entry.case, entry.on_day, entry.at), VISIT, &entry.of())
}

fn remove(
    conn: &Connection,
    (case, on_day, at): (CaseId, i32, i64),
    kind: u8,
    of: &[u8],
) -> Result<(), VaultError> {
    conn.prepare_cached(
        "DELETE FROM entries WHERE \"case\" = ?1 AND on_day = ?2 AND at = ?3 AND kind = ?4 AND ref = ?5",
    )?
    .execute((case.bytes(), on_day, at, kind, of))?;
    Ok(())
}

/// Writes the entry of a visit that cannot be shown: it does not hide.
pub(in crate::views) fn put_unshown(
    conn: &Connection,
    entry: &VisitEntry,
    why: Unshown,
    who: &str,
) -> Result<(), VaultError> {
    put(
        conn,
        &Entry {
            case: entry.case,
            on_day: entry.on_day,
            at: entry.at,
            kind: match why {
                Unshown::Newer => NEWER,
                Unshown::Unreadable => UNREADABLE,
            },
            of: &entry.of(),
            visit: None,
            met: false,
            who,
            sentence: "",
            risk: None,
            verdict: None,
        },
    )
}

/// Takes the entry of a visit that could not be shown out of its case. Answers whether there was one.
pub(in crate::views) fn remove_unshown(
    conn: &Connection,
    case: CaseId,
    visit: VisitId,
) -> Result<bool, VaultError> {
    let sql = "DELETE FROM entries WHERE kind >= 4 AND ref = ?1 AND \"case\" = ?2";
    Ok(conn.prepare_cached(sql)?.execute((visit.bytes(), case.bytes()))? > 0)
}

fn put(conn: &Connection, entry: &Entry<'_>) -> Result<(), VaultError> {
    conn.prepare_cached(
        "INSERT INTO entries (\"case\", on_day, at, kind, ref, visit, met, who, sentence, risk, verdict)
         VALUES (:case, :on_day, :at, :kind, :ref, :visit, :met, :who, :sentence, :risk, :verdict)",
    )?
    .execute(named_params! {
        ":case": entry.case.bytes(),
        ":on_day": entry.on_day,
        ":at": entry.at,
        ":kind": entry.kind,
        ":ref": entry.of,
        ":visit": entry.visit,
        ":met": entry.met,
        ":who": entry.who,
        ":sentence": entry.sentence,
        ":risk": entry.risk,
        ":verdict": entry.verdict,
    })?;
    Ok(())
}

/// How many entries a case has. Grows with them: only asked for when the case itself changes.
pub(super) fn count(conn: &Connection, id: CaseId) -> Result<u32, VaultError> {
    super::count(conn, "SELECT count(*) FROM entries WHERE \"case\" = ?1", [id.bytes()])
}

/// Walks back from the newest entry to the first that fits.
pub(super) const LAST_MET: &str = "SELECT on_day FROM entries WHERE \"case\" = ?1 AND met = 1
    ORDER BY on_day DESC, at DESC, kind DESC, ref DESC LIMIT 1";
pub(super) const NEXT_AGREED: &str = "SELECT next_on, next_purpose FROM visits WHERE n = (
        SELECT visit FROM entries WHERE \"case\" = ?1 AND +kind = 2
        ORDER BY on_day DESC, at DESC, kind DESC, ref DESC LIMIT 1)";

/// The day of the last visit at which somebody was home.
pub(super) fn last_met(conn: &Connection, id: CaseId) -> Result<Option<i32>, VaultError> {
    first(conn, LAST_MET, [id.bytes()], |row| Ok(row.get(0)?))
}

/// The next visit as the last one agreed it, also where nobody was home at the last.
pub(super) struct NextAgreed {
    pub on: Option<i32>,
    pub purpose: String,
}

pub(super) fn next_agreed(conn: &Connection, id: CaseId) -> Result<NextAgreed, VaultError> {
    let agreed = first(conn, NEXT_AGREED, [id.bytes()], |row| {
        Ok(NextAgreed { on: row.get(0)?, purpose: row.get(1)? })
    })?;
    Ok(agreed.unwrap_or(NextAgreed { on: None, purpose: String::new() }))
}
