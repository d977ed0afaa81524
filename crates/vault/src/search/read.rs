//! A document of the index as a hit: read from its view when it is shown, one query each.

use super::highlight::{self, Needle, Piece};
use super::hit::{About, Hit, HitKind, beside, name_pieces, passage};
use super::index::{DocId, DocKind};
use super::prose;
use super::query::Query;
use crate::error::{Damage, VaultError};
use crate::reader::Reader;
use crate::views::action::progress;
use crate::views::reviews_of;
use crate::views::rows::first;
use casework::addendum::Addendum;
use casework::case::Case;
use casework::client::Client;
use casework::id::VisitId;
use casework::member::Member;
use casework::phone;
use casework::visit::VisitNote;
use rusqlite::Row;
use serde::de::DeserializeOwned;

const CLIENT: &str =
    "SELECT c.id, NULL, c.name, c.village, '', c.json FROM clients c WHERE c.n = ?1";
const MEMBER: &str =
    "SELECT m.client, NULL, coalesce(c.name, ''), coalesce(c.village, ''), '', m.json
    FROM members m LEFT JOIN clients c ON c.id = m.client WHERE m.n = ?1";
const CASE: &str =
    "SELECT k.client, k.id, coalesce(c.name, ''), coalesce(c.village, ''), k.number, k.json
    FROM cases k LEFT JOIN clients c ON c.id = k.client WHERE k.n = ?1";
const VISIT: &str = "SELECT v.client, v.\"case\", coalesce(c.name, ''), coalesce(c.village, ''),
        coalesce(k.number, ''), v.id, v.note_json, v.addenda_json, v.reviews_json
    FROM visits v LEFT JOIN clients c ON c.id = v.client LEFT JOIN cases k ON k.id = v.\"case\"
    WHERE v.n = ?1";

/// The hit that a document stands for; nothing where its view is gone.
pub(super) fn hit(
    reader: Reader<'_>,
    query: &Query,
    doc: DocId,
) -> Result<Option<Hit>, VaultError> {
    match doc.kind {
        DocKind::Client => client(reader, query, doc.n),
        DocKind::Member => member(reader, query, doc.n),
        DocKind::Case => case(reader, query, doc.n),
        DocKind::Visit => visit(reader, query, doc.n),
        DocKind::Action => action(reader, query, doc),
    }
}

fn client(reader: Reader<'_>, query: &Query, n: i64) -> Result<Option<Hit>, VaultError> {
    first(reader.conn, CLIENT, [n], |row| {
        let client: Client = json(row, 5)?;
        Ok(About::read(row)?.hit(HitKind::Client, query, client_snippet(&client, query)))
    })
}

/// What was found beside the name: words, a telephone number, the identity number's end; else how to find
/// the client's door.
fn client_snippet(client: &Client, query: &Query) -> Vec<Piece> {
    let [_, beyond @ ..] = prose::of_client(client);
    let phone = || client.phones.iter().find_map(|number| phone_pieces(number, query));
    let tail = || id_tail_pieces(&client.id_number, query);
    let found = passage(beyond, &query.words).or_else(phone).or_else(tail);
    found.unwrap_or_else(|| highlight::beginning(&client.address))
}

fn member(reader: Reader<'_>, query: &Query, n: i64) -> Result<Option<Hit>, VaultError> {
    first(reader.conn, MEMBER, [n], |row| {
        let member: Member = json(row, 5)?;
        let [name, beyond @ ..] = prose::of_member(&member);
        let found = passage(beyond, &query.words).or_else(|| phone_pieces(&member.phone, query));
        let snippet = beside(name_pieces(name, query), found);
        Ok(About::read(row)?.hit(HitKind::Client, query, snippet))
    })
}

fn case(reader: Reader<'_>, query: &Query, n: i64) -> Result<Option<Hit>, VaultError> {
    first(reader.conn, CASE, [n], |row| {
        let case: Case = json(row, 5)?;
        let beyond = prose::of_case(&case).into_iter().skip(1);
        let snippet =
            passage(beyond, &query.words).unwrap_or_else(|| highlight::beginning(&case.reason));
        let mut hit = About::read(row)?.hit(HitKind::Case, query, snippet);
        hit.on = Some(case.opened_on);
        Ok(hit)
    })
}

fn visit(reader: Reader<'_>, query: &Query, n: i64) -> Result<Option<Hit>, VaultError> {
    first(reader.conn, VISIT, [n], |row| {
        let (note, addenda): (VisitNote, Vec<Addendum>) = (json(row, 6)?, json(row, 7)?);
        let reviews = reviews_of(&row.get::<_, String>(8)?)?;
        let words = prose::of_visit(&note.form).into_iter().chain(prose::of_addenda(&addenda));
        let words = words.chain(prose::of_reviews(&reviews));
        let found = passage(words, &query.words);
        let snippet = found.unwrap_or_else(|| highlight::beginning(&note.form.observations));
        let mut hit = About::read(row)?.hit(HitKind::Visit, query, snippet);
        hit.visit = Some(VisitId::from_bytes(row.get(5)?));
        hit.on = Some(note.form.started_at.map_or(note.signed_at.date_naive(), |at| at.date()));
        Ok(hit)
    })
}

fn action(reader: Reader<'_>, query: &Query, doc: DocId) -> Result<Option<Hit>, VaultError> {
    let of_visit = first(reader.conn, VISIT, [doc.n], |row| {
        Ok((About::read(row)?, VisitId::from_bytes(row.get(5)?), json::<VisitNote>(row, 6)?))
    })?;
    let Some((about, visit, note)) = of_visit else { return Ok(None) };
    let Some(agreed) = note.form.actions.get(usize::from(doc.part)) else { return Ok(None) };
    let progress = progress(reader.conn, agreed.id, note.case)?;
    let found = passage(prose::of_action(agreed, &progress), &query.words);
    let snippet = found.unwrap_or_else(|| highlight::beginning(&agreed.what));
    let mut hit = about.hit(HitKind::Action, query, snippet);
    hit.visit = Some(visit);
    hit.on = agreed.due;
    Ok(Some(hit))
}

fn phone_pieces(number: &str, query: &Query) -> Option<Vec<Piece>> {
    let digits = query.phone.as_deref()?;
    phone::digits(number).contains(digits).then(|| {
        // Digits that are written apart are marked with what stands between.
        highlight::around(number, &[Needle::new(digits)])
            .unwrap_or_else(|| vec![Piece::hit(number)])
    })
}

/// Only the end that was typed is shown.
fn id_tail_pieces(number: &str, query: &Query) -> Option<Vec<Piece>> {
    let tail = query.id_tail.as_deref()?;
    let ends = number.to_lowercase().ends_with(tail);
    ends.then(|| vec![Piece::plain("…"), Piece::hit(tail.to_uppercase())])
}

fn json<T: DeserializeOwned>(row: &Row<'_>, column: usize) -> Result<T, VaultError> {
    let text = row.get_ref(column)?.as_str().map_err(|_| VaultError::Damaged(Damage::Row))?;
    serde_json::from_str(text).map_err(|_| VaultError::Damaged(Damage::Row))
}
