//! Signed visits: the notes and their addenda. Nearly every visit has one note.

mod code;
mod read;
mod unshown;

pub use code::PageCode;
pub(super) use read::{CARD_COLUMNS, CARD_COUNT, card};
pub use read::{VisitCard, VisitRecord};

use super::case::{self, VisitEntry};
use super::review::{ReviewRecord, Reviews};
use super::rows::all;
use super::{action, columns, review};
use crate::context::{Context, Touched};
use crate::error::VaultError;
use crate::log;
use crate::search::{self, DocId, DocKind, Document};
use casework::addendum::Addendum;
use casework::id::{CaseId, PersonId, VisitId};
use casework::visit::{VisitForm, VisitNote};
use chrono::{DateTime, FixedOffset, LocalResult, NaiveDate, Utc};
use history::{ChangeId, Entry, Hash, RecordState};
use rusqlite::{Connection, named_params};
use serde::Deserialize as _;
use std::collections::BTreeMap;

/// Characters of the summary: two lines of a timeline.
const SUMMARY_CHARS: usize = 80;

/// A note with its addenda, as the record says.
struct Signed {
    note: VisitNote,
    change: ChangeId,
    addenda: Vec<Addendum>,
    /// The changes of the addenda, in the same order.
    addenda_changes: Vec<ChangeId>,
    /// All addenda, also those that cannot be read.
    all_addenda: usize,
    author: PersonId,
    reviews: Reviews,
}

impl Signed {
    /// Nothing for a note that this program cannot read.
    fn of(state: &RecordState, entry: &Entry, context: &Context) -> Option<Self> {
        let note: VisitNote = VisitNote::deserialize(entry.value()?).ok()?;
        let all = state.addenda_of(entry.id);
        let all_addenda = all.len();
        let readable = all
            .into_iter()
            .filter_map(|entry| Some((Addendum::deserialize(entry.value()?).ok()?, entry.id)));
        let (addenda, addenda_changes): (Vec<Addendum>, Vec<ChangeId>) = readable.unzip();
        let reviews = Reviews::of(state, (entry, &note), (&addenda, &addenda_changes), context);
        let author = review::author(context, entry, &note);
        Some(Self {
            note,
            change: entry.id,
            addenda,
            addenda_changes,
            all_addenda,
            author,
            reviews,
        })
    }
}

/// What the view said of a note before.
struct Before {
    entry: VisitEntry,
    addenda: Vec<ChangeId>,
    reviews: Vec<ReviewRecord>,
    note: VisitNote,
}

/// A note has a row of its own, by its place in the log. Of several notes of a visit none takes another's.
pub(super) fn refresh(
    conn: &Connection,
    touched: &Touched,
    state: &RecordState,
    context: &Context,
) -> Result<(), VaultError> {
    let (visit, at) = (VisitId(touched.record.0), touched.at());
    let mut before = before(conn, touched)?;
    let (mut signed, mut hidden) = (BTreeMap::new(), false);
    for entry in state.notes() {
        let n = log::place_of(conn, at, entry.id)?;
        match n.zip(Signed::of(state, entry, context)) {
            Some((n, note)) => _ = signed.insert(n, note),
            None => hidden = true,
        }
    }
    let gone: Vec<i64> = before.keys().filter(|n| !signed.contains_key(n)).copied().collect();
    for n in gone {
        before.remove(&n).map_or(Ok(()), |before| forget(conn, n, &before, context))?;
    }
    if hidden || signed.is_empty() {
        unshown::put(conn, touched, state, context)?;
    } else if before.len() < signed.len() {
        unshown::remove(conn, touched, context)?;
    }
    for (n, note) in &signed {
        put(conn, (n, visit), note, before.get(n), context)?;
    }
    Ok(())
}

/// Brings the row of one note, and all that comes from it, to what it now is.
fn put(
    conn: &Connection,
    (n, visit): (&i64, VisitId),
    signed: &Signed,
    before: Option<&Before>,
    context: &Context,
) -> Result<(), VaultError> {
    let codes = code::all(signed.change, &signed.addenda_changes);
    write(conn, *n, visit, signed, &codes.join(" "))?;
    let earlier = before.map(|before| before.reviews.as_slice()).unwrap_or_default();
    let case = signed.note.case;
    let added = review::put_entries(conn, (case, *n), earlier, &signed.reviews.all)?;
    if before.is_some() && added != 0 {
        case::refresh_dates(conn, case, added, context)?;
    }
    if before.is_none() {
        let form = &signed.note.form;
        case::put_visit(conn, &entry(visit, signed.change, &signed.note), *n, !form.nobody_home)?;
        action::put_agreed(conn, visit, *n, &signed.note)?;
        case::refresh_dates(conn, case, 1 + added, context)?;
    }
    let same_words = before.is_some_and(|before| {
        before.addenda == signed.addenda_changes && before.reviews == signed.reviews.all
    });
    if same_words {
        return Ok(());
    }
    let codes: Vec<&str> = codes.iter().map(String::as_str).collect();
    let said = (signed.addenda.as_slice(), signed.reviews.all.as_slice());
    let document = Document::of_note(&signed.note.form, said, &codes);
    search::put(conn, DocId::of(DocKind::Visit, *n), &document)
}

/// What the view said of a visit's notes, by their places in the log.
fn before(conn: &Connection, touched: &Touched) -> Result<BTreeMap<i64, Before>, VaultError> {
    let sql = "SELECT n, \"case\", on_day, at, note_change, note_json, addenda_changes, reviews_json
               FROM visits WHERE n IN (SELECT n FROM log WHERE record = ?1 AND kind = ?2 AND file = ?3)";
    let of = (touched.record.bytes(), touched.kind.0, touched.file.bytes());
    let rows = all(conn, sql, of, |row| {
        let entry = VisitEntry {
            case: CaseId::from_bytes(row.get(1)?),
            visit: VisitId(touched.record.0),
            note: Some(Hash(row.get(4)?)),
            on_day: row.get(2)?,
            at: row.get(3)?,
        };
        let note = columns::from_json(&row.get::<_, String>(5)?)?;
        let addenda = columns::seen_of(&row.get::<_, Vec<u8>>(6)?)?;
        let reviews = review::from_json(&row.get::<_, String>(7)?)?;
        Ok((row.get(0)?, Before { entry, addenda, reviews, note }))
    })?;
    Ok(rows.into_iter().collect())
}

/// Takes out all that came from a note which turns out to be none: its laptop had signed another before it. It never
/// happens with what honest laptops write.
fn forget(conn: &Connection, n: i64, before: &Before, context: &Context) -> Result<(), VaultError> {
    action::forget_agreed(conn, &before.note, n)?;
    case::remove_visit(conn, &before.entry)?;
    let gone = review::put_entries(conn, (before.entry.case, n), &before.reviews, &[])?;
    search::remove(conn, DocId::of(DocKind::Visit, n))?;
    conn.prepare_cached("DELETE FROM visits WHERE n = ?1")?.execute([n])?;
    case::refresh_dates(conn, before.entry.case, gone - 1, context)
}

fn entry(visit: VisitId, change: ChangeId, note: &VisitNote) -> VisitEntry {
    let (at, on) = when(&note.form, note.signed_at);
    let (on_day, at) = (columns::day(on), at.timestamp_millis());
    VisitEntry { case: note.case, visit, note: Some(change), on_day, at }
}

fn write(
    conn: &Connection,
    n: i64,
    visit: VisitId,
    signed: &Signed,
    codes: &str,
) -> Result<(), VaultError> {
    let (note, form) = (&signed.note, &signed.note.form);
    let entry = entry(visit, signed.change, note);
    let next = form.next.as_ref();
    conn.prepare_cached(
        "INSERT INTO visits (n, id, \"case\", client, kind, started_at, on_day, at, author_name, summary,
             attachments, next_on, next_purpose, note_change, codes, addenda, note_json, addenda_json,
             addenda_changes, author, signed_at, risk, review, queue, reviews_json)
         VALUES (:n, :id, :case, :client, :kind, :started_at, :on_day, :at, :author_name, :summary,
             :attachments, :next_on, :next_purpose, :note_change, :codes, :addenda, :note_json,
             :addenda_json, :addenda_changes, :author, :signed_at,
             (SELECT r.risk FROM cases k JOIN case_rows r ON r.n = k.n WHERE k.id = :case),
             :review, :queue, :reviews_json)
         ON CONFLICT (n) DO UPDATE SET
             codes = excluded.codes, addenda = excluded.addenda, addenda_json = excluded.addenda_json,
             addenda_changes = excluded.addenda_changes, review = excluded.review, queue = excluded.queue,
             reviews_json = excluded.reviews_json",
    )?
    .execute(named_params! {
        ":n": n,
        ":id": visit.bytes(),
        ":case": note.case.bytes(),
        ":client": note.client.bytes(),
        ":kind": form.kind.map(columns::visit_kind),
        ":started_at": form.started_at.map(|at| at.and_utc().timestamp()),
        ":on_day": entry.on_day,
        ":at": entry.at,
        ":author_name": note.author_name,
        ":summary": summary(form),
        ":attachments": columns::count(form.attachments.len()),
        ":next_on": next.and_then(|next| next.on).map(columns::day),
        ":next_purpose": next.map_or("", |next| &next.purpose),
        ":note_change": signed.change.bytes(),
        ":codes": codes,
        ":addenda": columns::count(signed.all_addenda),
        ":note_json": columns::json(note)?,
        ":addenda_json": columns::json(&signed.addenda)?,
        ":addenda_changes": columns::seen(&signed.addenda_changes),
        ":author": signed.author.bytes(),
        ":signed_at": note.signed_at.timestamp_millis(),
        ":review": review::state(signed.reviews.state),
        ":queue": review::group(signed.reviews.state),
        ":reviews_json": signed.reviews.json()?,
    })?;
    Ok(())
}

/// When a visit took place, and on which day: by its start, else by when the form was last saved or signed.
pub(super) fn when(
    form: &VisitForm,
    saved_at: DateTime<FixedOffset>,
) -> (DateTime<Utc>, NaiveDate) {
    let Some(started_at) = form.started_at else {
        return (saved_at.to_utc(), saved_at.date_naive());
    };
    let at = match started_at.and_local_timezone(*saved_at.offset()) {
        LocalResult::Single(at) | LocalResult::Ambiguous(at, _) => at.to_utc(),
        // At the ends of the calendar only.
        LocalResult::None => started_at.and_utc(),
    };
    (at, started_at.date())
}

/// The first words of what was observed, in one line.
pub(super) fn summary(form: &VisitForm) -> String {
    let words =
        [&form.observations, &form.judgement].into_iter().find(|text| !text.trim().is_empty());
    one_line(words.map(String::as_str).unwrap_or_default())
}

/// The first words of a text, in one line.
pub(super) fn one_line(text: &str) -> String {
    let text = text.trim();
    let mut summary: String =
        text.chars().take(SUMMARY_CHARS).map(|c| if c.is_whitespace() { ' ' } else { c }).collect();
    if text.chars().nth(SUMMARY_CHARS).is_some() {
        summary.push('…');
    }
    summary
}

#[cfg(test)]
mod tests;
