//! What was found, as it is shown.

use super::highlight::{self, Needle, Piece};
use super::query::Query;
use crate::error::{Damage, VaultError};
use crate::reader::Reader;
use crate::views::rows::first;
use casework::id::{CaseId, ClientId, VisitId};
use casework::name;
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
pub(super) struct About {
    client: ClientId,
    case: Option<CaseId>,
    name: String,
    village: String,
    number: String,
}

impl About {
    /// From the first five columns of a row.
    pub(super) fn read(row: &Row<'_>) -> Result<Self, VaultError> {
        Ok(Self {
            client: ClientId::from_bytes(row.get(0)?),
            case: row.get::<_, Option<[u8; 16]>>(1)?.map(CaseId::from_bytes),
            name: row.get(2)?,
            village: row.get(3)?,
            number: row.get(4)?,
        })
    }

    /// Of a client and a case. What is not here yet is empty.
    pub(super) fn of(
        reader: Reader<'_>,
        client: ClientId,
        case: CaseId,
    ) -> Result<Self, VaultError> {
        let sql =
            "SELECT ?1, ?2, coalesce(c.name, ''), coalesce(c.village, ''), coalesce(k.number, '')
                   FROM (SELECT 1) LEFT JOIN clients c ON c.id = ?1 LEFT JOIN cases k ON k.id = ?2";
        let about = first(reader.conn, sql, (client.bytes(), case.bytes()), Self::read)?;
        about.ok_or(VaultError::Damaged(Damage::Row))
    }

    /// A hit with a passage of what was found.
    pub(super) fn hit(self, kind: HitKind, query: &Query, snippet: Vec<Piece>) -> Hit {
        let mut title = name_pieces(&self.name, query);
        for place in [&self.village, &self.number].into_iter().filter(|place| !place.is_empty()) {
            title.push(Piece::plain(BETWEEN));
            title.extend(highlight::whole(place, &query.words));
        }
        Hit { kind, client: self.client, case: self.case, visit: None, title, snippet, on: None }
    }
}

/// A name with something beside it.
pub(super) fn beside(mut name: Vec<Piece>, other: Option<Vec<Piece>>) -> Vec<Piece> {
    if let Some(other) = other {
        name.push(Piece::plain(BETWEEN));
        name.extend(other);
    }
    name
}

/// The first of the texts that holds one of the words, cut around it.
pub(super) fn passage<'a>(
    texts: impl IntoIterator<Item = &'a str>,
    words: &[Needle],
) -> Option<Vec<Piece>> {
    texts.into_iter().find_map(|text| highlight::around(text, words))
}

/// A name with what was looked for marked: words, else the characters whose initials were typed.
pub(super) fn name_pieces(of: &str, query: &Query) -> Vec<Piece> {
    let by_words = highlight::whole(of, &query.words);
    let Some(typed) = query.initials.as_deref().filter(|_| !by_words.iter().any(|piece| piece.hit))
    else {
        return by_words;
    };
    let initials = name::initials(of);
    if !initials.starts_with(typed) {
        return by_words;
    }
    // Only where each character is one syllable is it known which were meant.
    if of.chars().count() != initials.chars().count() {
        return vec![Piece::hit(of)];
    }
    let meant = typed.chars().count();
    let (hit, rest): (String, String) =
        (of.chars().take(meant).collect(), of.chars().skip(meant).collect());
    let rest = (!rest.is_empty()).then(|| Piece::plain(rest));
    [Piece::hit(hit)].into_iter().chain(rest).collect()
}
