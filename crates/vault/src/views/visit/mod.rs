//! Signed visits: the note and its addenda.

mod code;
mod read;
mod unshown;

pub use code::PageCode;
pub(super) use read::{CARD_COLUMNS, CARD_COUNT, card};
pub use read::{VisitCard, VisitRecord};

use super::case::{self, VisitEntry};
use super::review::{ReviewRecord, Reviews};
use super::rows::first;
use super::{action, columns, review};
use crate::context::{Context, Touched};
use crate::error::VaultError;
use crate::search::{self, DocId, DocKind, Document};
use casework::addendum::Addendum;
use casework::id::{CaseId, PersonId, VisitId};
use casework::visit::{VisitForm, VisitNote};
use chrono::{DateTime, FixedOffset, LocalResult, NaiveDate, Utc};
use history::{ChangeId, Hash, RecordState};
use rusqlite::{Connection, named_params};
use serde::Deserialize as _;

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
    /// Nothing where there is no note, or a note that this program cannot read.
    fn of(state: &RecordState, context: &Context) -> Option<Self> {
        let entry = state.note()?;
        let note: VisitNote = VisitNote::deserialize(entry.value()?).ok()?;
        let all = state.addenda();
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

/// What the view said of a visit before.
struct Before {
    entry: VisitEntry,
    change: ChangeId,
    addenda: Vec<ChangeId>,
    reviews: Vec<ReviewRecord>,
    note: VisitNote,
}

pub(super) fn refresh(
    conn: &Connection,
    touched: &Touched,
    state: &RecordState,
    context: &Context,
) -> Result<(), VaultError> {
    let visit = VisitId(touched.record.0);
    let (before, signed) = (before(conn, touched.first, visit)?, Signed::of(state, context));
    let same_note =
        before.as_ref().map(|before| before.change) == signed.as_ref().map(|signed| signed.change);
    if let (Some(before), false) = (&before, same_note) {
        forget(conn, touched.first, before, context)?;
    }
    let Some(signed) = signed else { return unshown::put(conn, touched, state, context) };
    let codes = code::all(signed.change, &signed.addenda_changes);
    write(conn, touched.first, visit, &signed, &codes.join(" "))?;
    let earlier = before.as_ref().filter(|_| same_note).map(|before| before.reviews.as_slice());
    let place = (signed.note.case, touched.first);
    let added = review::put_entries(conn, place, earlier.unwrap_or_default(), &signed.reviews.all)?;
    if same_note && added != 0 {
        case::refresh_dates(conn, signed.note.case, added, context)?;
    }
    if !same_note {
        unshown::remove(conn, visit, context)?;
        let form = &signed.note.form;
        case::put_visit(conn, &entry(visit, &signed.note), touched.first, !form.nobody_home)?;
        action::put_agreed(conn, visit, touched.first, &signed.note)?;
        case::refresh_dates(conn, signed.note.case, 1 + added, context)?;
    }
    let same_words = before.is_some_and(|before| {
        before.addenda == signed.addenda_changes && before.reviews == signed.reviews.all
    });
    if same_note && same_words {
        return Ok(());
    }
    let codes: Vec<&str> = codes.iter().map(String::as_str).collect();
    let said = (signed.addenda.as_slice(), signed.reviews.all.as_slice());
    let document = Document::of_note(&signed.note.form, said, &codes);
    search::put(conn, DocId::of(DocKind::Visit, touched.first), &document)
}

fn before(conn: &Connection, n: i64, visit: VisitId) -> Result<Option<Before>, VaultError> {
    let sql = "SELECT \"case\", on_day, at, note_change, note_json, addenda_changes, reviews_json
               FROM visits WHERE n = ?1";
    first(conn, sql, [n], |row| {
        let entry = VisitEntry {
            case: CaseId::from_bytes(row.get(0)?),
            visit,
            on_day: row.get(1)?,
            at: row.get(2)?,
        };
        let note = columns::from_json(&row.get::<_, String>(4)?)?;
        let addenda = columns::seen_of(&row.get::<_, Vec<u8>>(5)?)?;
        let reviews = review::from_json(&row.get::<_, String>(6)?)?;
        Ok(Before { entry, change: Hash(row.get(3)?), addenda, reviews, note })
    })
}

/// Takes out all that came from a note which turns out not to be the record's note: an earlier one came to
/// light. It never happens with what honest laptops write.
fn forget(conn: &Connection, n: i64, before: &Before, context: &Context) -> Result<(), VaultError> {
    action::forget_agreed(conn, &before.note, n)?;
    case::remove_visit(conn, &before.entry)?;
    let gone = review::put_entries(conn, (before.entry.case, n), &before.reviews, &[])?;
    search::remove(conn, DocId::of(DocKind::Visit, n))?;
    conn.prepare_cached("DELETE FROM visits WHERE n = ?1")?.execute([n])?;
    case::refresh_dates(conn, before.entry.case, gone - 1, context)
}

fn entry(visit: VisitId, note: &VisitNote) -> VisitEntry {
    let (at, on) = when(&note.form, note.signed_at);
    VisitEntry { case: note.case, visit, on_day: columns::day(on), at: at.timestamp_millis() }
}

fn write(
    conn: &Connection,
    n: i64,
    visit: VisitId,
    signed: &Signed,
    codes: &str,
) -> Result<(), VaultError> {
    let (note, form) = (&signed.note, &signed.note.form);
    let entry = entry(visit, note);
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
