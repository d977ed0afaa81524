//! What was found, as it is shown: read from the views when it is shown, never kept in the index.

use super::highlight::{self, Needle, Piece};
use super::index::{DocId, DocKind};
use super::prose;
use super::query::Query;
use crate::error::{Damage, VaultError};
use crate::reader::Reader;
use crate::views::rows::first;
use casework::case::Case;
use casework::client::Client;
use casework::id::{CaseId, ClientId, MemberId, VisitId};
use casework::{name, phone};
use chrono::NaiveDate;
use rusqlite::Row;

/// Stands between a name and what places it.
const BETWEEN: &str = " · ";

/// What was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum HitKind {
    /// A client, or somebody around one.
    Client,
    /// A case.
    Case,
    /// A note, signed or draft, or an addendum to it.
    Visit,
    /// An action.
    Action,
}

/// Something found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// What it is.
    pub kind: HitKind,
    /// The client it is about.
    pub client: ClientId,
    /// The case, where there is one.
    pub case: Option<CaseId>,
    /// The visit: the one found, or the one at which the action was agreed.
    pub visit: Option<VisitId>,
    /// Client's name and what places it: village, case number.
    pub title: Vec<Piece>,
    /// The words around what was found.
    pub snippet: Vec<Piece>,
    /// The day it is about.
    pub on: Option<NaiveDate>,
}

/// Whom a hit is about, and what places it.
struct About {
    client: ClientId,
    case: Option<CaseId>,
    name: String,
    village: String,
    number: String,
}

impl About {
    /// The client of a case, or of none. What is not here yet is empty.
    fn read(reader: Reader<'_>, client: ClientId, case: Option<CaseId>) -> Result<Self, VaultError> {
        let sql = "SELECT coalesce((SELECT name FROM clients WHERE id = ?1), ''),
                          coalesce((SELECT village FROM clients WHERE id = ?1), ''),
                          coalesce((SELECT number FROM cases WHERE id = ?2), '')";
        let about = first(reader.conn, sql, (client.bytes(), case.map(CaseId::bytes)), |row| {
            Ok(Self { client, case, name: row.get(0)?, village: row.get(1)?, number: row.get(2)? })
        })?;
        about.ok_or(VaultError::Damaged(Damage::Row))
    }

    fn hit(self, kind: HitKind, query: &Query, snippet: Vec<Piece>) -> Hit {
        let mut title = name_pieces(&self.name, query);
        for place in [&self.village, &self.number].into_iter().filter(|place| !place.is_empty()) {
            title.push(Piece::plain(BETWEEN));
            title.extend(highlight::whole(place, &query.words));
        }
        Hit { kind, client: self.client, case: self.case, visit: None, title, snippet, on: None }
    }
}

/// The hit that a document of the index stands for; nothing where its view is gone.
pub(super) fn read(reader: Reader<'_>, query: &Query, doc: DocId) -> Result<Option<Hit>, VaultError> {
    match doc.kind {
        DocKind::Client => client(reader, query, doc.n),
        DocKind::Member => member(reader, query, doc.n),
        DocKind::Case => case(reader, query, doc.n),
        DocKind::Visit => visit(reader, query, doc.n),
        DocKind::Action => action(reader, query, doc),
    }
}

fn client(reader: Reader<'_>, query: &Query, n: i64) -> Result<Option<Hit>, VaultError> {
    let id = id_at(reader, "SELECT id FROM clients WHERE n = ?1", n)?.map(ClientId::from_bytes);
    let Some(id) = id else { return Ok(None) };
    let Some(record) = reader.client(id)? else { return Ok(None) };
    let snippet = client_snippet(&record.client, query);
    Ok(Some(About::read(reader, id, None)?.hit(HitKind::Client, query, snippet)))
}

/// What was found beside the name: words, a telephone number, the identity number's end; else how to find
/// the client's door.
fn client_snippet(client: &Client, query: &Query) -> Vec<Piece> {
    let [_, called, village, beyond @ ..] = prose::of_client(client);
    let words = passage([called, village].into_iter().chain(beyond), &query.words);
    let phone = || client.phones.iter().find_map(|number| phone_pieces(number, query));
    let tail = || id_tail_pieces(&client.id_number, query);
    words.or_else(phone).or_else(tail).unwrap_or_else(|| highlight::around(&client.address, &[]))
}

fn member(reader: Reader<'_>, query: &Query, n: i64) -> Result<Option<Hit>, VaultError> {
    let id = id_at(reader, "SELECT id FROM members WHERE n = ?1", n)?.map(MemberId::from_bytes);
    let Some(id) = id else { return Ok(None) };
    let Some(record) = reader.member(id)? else { return Ok(None) };
    let [name, beyond @ ..] = prose::of_member(&record.member);
    let mut snippet = name_pieces(name, query);
    let beside = passage(beyond, &query.words).or_else(|| phone_pieces(&record.member.phone, query));
    if let Some(beside) = beside {
        snippet.push(Piece::plain(BETWEEN));
        snippet.extend(beside);
    }
    Ok(Some(About::read(reader, record.client, None)?.hit(HitKind::Client, query, snippet)))
}

fn case(reader: Reader<'_>, query: &Query, n: i64) -> Result<Option<Hit>, VaultError> {
    let id = id_at(reader, "SELECT id FROM cases WHERE n = ?1", n)?.map(CaseId::from_bytes);
    let Some(id) = id else { return Ok(None) };
    let sql = "SELECT json FROM cases WHERE id = ?1";
    let Some(case) = first(reader.conn, sql, [id.bytes()], |row| json::<Case>(row, 0))? else { return Ok(None) };
    let words = prose::of_case(&case);
    let found = passage(words.iter().skip(1).copied(), &query.words);
    let snippet = found.unwrap_or_else(|| highlight::around(&case.reason, &[]));
    let mut hit = About::read(reader, case.client, Some(id))?.hit(HitKind::Case, query, snippet);
    hit.on = Some(case.opened_on);
    Ok(Some(hit))
}

fn visit(reader: Reader<'_>, query: &Query, n: i64) -> Result<Option<Hit>, VaultError> {
    let id = id_at(reader, "SELECT id FROM visits WHERE n = ?1", n)?.map(VisitId::from_bytes);
    let Some(id) = id else { return Ok(None) };
    let Some(signed) = reader.visit(id)? else { return Ok(None) };
    let (note, form) = (&signed.note, &signed.note.form);
    let words = prose::of_visit(form).into_iter().chain(prose::of_addenda(&signed.addenda));
    let snippet = passage(words, &query.words).unwrap_or_else(|| highlight::around(&form.observations, &[]));
    let mut hit = About::read(reader, note.client, Some(note.case))?.hit(HitKind::Visit, query, snippet);
    hit.visit = Some(id);
    hit.on = Some(form.started_at.map_or(note.signed_at.date_naive(), |at| at.date()));
    Ok(Some(hit))
}

fn action(reader: Reader<'_>, query: &Query, doc: DocId) -> Result<Option<Hit>, VaultError> {
    let visit = id_at(reader, "SELECT id FROM visits WHERE n = ?1", doc.n)?.map(VisitId::from_bytes);
    let Some(visit) = visit else { return Ok(None) };
    let Some(signed) = reader.visit(visit)? else { return Ok(None) };
    let Some(agreed) = signed.note.form.actions.get(usize::from(doc.part)) else { return Ok(None) };
    let Some(action) = reader.action(agreed.id)? else { return Ok(None) };
    let words = prose::of_action(&action.agreed, &action.progress);
    let snippet = passage(words, &query.words).unwrap_or_else(|| highlight::around(&action.agreed.what, &[]));
    let mut hit = About::read(reader, action.client, Some(action.case))?.hit(HitKind::Action, query, snippet);
    hit.visit = Some(visit);
    hit.on = action.agreed.due;
    Ok(Some(hit))
}

/// A draft as a hit, where its texts hold all the words.
pub(super) fn draft(
    reader: Reader<'_>,
    query: &Query,
    (client, case, visit): (ClientId, CaseId, VisitId),
    texts: &[&str],
    on: NaiveDate,
) -> Result<Option<Hit>, VaultError> {
    let found = |word: &Needle| texts.iter().any(|text| word.is_in(text));
    if !query.words.iter().all(found) {
        return Ok(None);
    }
    let snippet = passage(texts.iter().copied(), &query.words).unwrap_or_default();
    let mut hit = About::read(reader, client, Some(case))?.hit(HitKind::Visit, query, snippet);
    hit.visit = Some(visit);
    hit.on = Some(on);
    Ok(Some(hit))
}

/// The first of the texts that holds one of the words, cut around it.
fn passage<'a>(texts: impl IntoIterator<Item = &'a str>, words: &[Needle]) -> Option<Vec<Piece>> {
    let holds = |text: &&str| words.iter().any(|word| word.is_in(text));
    texts.into_iter().find(holds).map(|text| highlight::around(text, words))
}

/// A name with what was looked for marked: words, else the characters whose initials were typed.
fn name_pieces(of: &str, query: &Query) -> Vec<Piece> {
    let by_words = highlight::whole(of, &query.words);
    let initials = query.initials.as_deref().filter(|typed| name::initials(of).starts_with(typed));
    let (Some(typed), false) = (initials, by_words.iter().any(|piece| piece.hit)) else { return by_words };
    let count = typed.chars().count();
    // Only where each character is one syllable is it known which were meant.
    if of.chars().count() == name::initials(of).chars().count() {
        let (hit, rest): (String, String) = (of.chars().take(count).collect(), of.chars().skip(count).collect());
        let rest = (!rest.is_empty()).then(|| Piece::plain(rest));
        return [Piece::hit(hit)].into_iter().chain(rest).collect();
    }
    vec![Piece::hit(of)]
}

fn phone_pieces(number: &str, query: &Query) -> Option<Vec<Piece>> {
    let digits = query.phone.as_deref()?;
    phone::digits(number).contains(digits).then(|| {
        let marked = highlight::whole(number, &[Needle::new(digits)]);
        let any = marked.iter().any(|piece| piece.hit);
        if any { marked } else { vec![Piece::hit(number)] }
    })
}

/// Only the end that was typed is shown.
fn id_tail_pieces(number: &str, query: &Query) -> Option<Vec<Piece>> {
    let tail = query.id_tail.as_deref()?;
    let ends = number.to_lowercase().ends_with(tail);
    ends.then(|| vec![Piece::plain("…"), Piece::hit(tail.to_uppercase())])
}

fn id_at(reader: Reader<'_>, sql: &str, n: i64) -> Result<Option<[u8; 16]>, VaultError> {
    first(reader.conn, sql, [n], |row| Ok(row.get(0)?))
}

fn json<T: serde::de::DeserializeOwned>(row: &Row<'_>, column: usize) -> Result<T, VaultError> {
    serde_json::from_str(&row.get::<_, String>(column)?).map_err(|_| VaultError::Damaged(Damage::Row))
}
