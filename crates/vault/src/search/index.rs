//! The index: which documents there are, and how one is put in or taken out.

use super::prose;
use super::tokens::Tokens;
use super::waiting;
use crate::error::VaultError;
use crate::views::ReviewRecord;
use casework::addendum::Addendum;
use casework::visit::VisitForm;
use casework::{name, phone};
use rusqlite::{Connection, OptionalExtension as _};
use sha2::{Digest as _, Sha256};

/// What a document is about. The numbers are part of a document's id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DocKind {
    /// A client.
    Client = 1,
    /// Somebody around the client.
    Member = 2,
    /// A case.
    Case = 3,
    /// A signed note with its addenda and reviews.
    Visit = 4,
    /// An action agreed in a note.
    Action = 5,
}

/// Which table of the index holds documents of a kind. People and cases are looked for apart from notes,
/// so that a common name does not crowd out what was written.
impl DocKind {
    fn table(self) -> &'static str {
        match self {
            Self::Client | Self::Member | Self::Case => "search_people",
            Self::Visit | Self::Action => "search_notes",
        }
    }
}

const PART_BITS: u32 = 16;
const KIND_BITS: u32 = 3;

/// Identity and place of a document: it follows from the place of the record in the log, so that the newest
/// comes last and a rebuilt index has the same ids.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct DocId {
    pub kind: DocKind,
    /// Place in the log of the record's first change; for an action, of its visit's.
    pub n: i64,
    /// Which of the actions agreed at one visit; else 0.
    pub part: u16,
}

impl DocId {
    /// An action by its place in the view of actions.
    pub(crate) fn of_action(place: i64) -> Self {
        Self { kind: DocKind::Action, n: place >> PART_BITS, part: (place & 0xffff) as u16 }
    }

    /// The place of an action in the view of actions: its note's in the log, and its own in the note.
    pub(crate) fn place(self) -> i64 {
        self.n << PART_BITS | i64::from(self.part)
    }

    /// The document of a whole record.
    pub(crate) fn of(kind: DocKind, n: i64) -> Self {
        Self { kind, n, part: 0 }
    }

    pub(super) fn rowid(self) -> i64 {
        (self.n << KIND_BITS | self.kind as i64) << PART_BITS | i64::from(self.part)
    }

    pub(super) fn from_rowid(rowid: i64) -> Option<Self> {
        let kind = match rowid >> PART_BITS & ((1 << KIND_BITS) - 1) {
            1 => DocKind::Client,
            2 => DocKind::Member,
            3 => DocKind::Case,
            4 => DocKind::Visit,
            5 => DocKind::Action,
            _ => return None,
        };
        let part = u16::try_from(rowid & 0xffff).ok()?;
        Some(Self { kind, n: rowid >> (PART_BITS + KIND_BITS), part })
    }
}

/// What a document is found by.
#[derive(Clone, Debug, Default)]
pub(crate) struct Document(Tokens);

impl Document {
    /// A document found by these texts.
    pub(crate) fn of<'a>(texts: impl IntoIterator<Item = &'a str>) -> Self {
        let mut document = Self::default();
        texts.into_iter().for_each(|text| document.text(text));
        document
    }

    /// A note with its addenda and reviews, found by its words and by the codes of its pages.
    pub(crate) fn of_note(
        form: &VisitForm,
        (addenda, reviews): (&[Addendum], &[ReviewRecord]),
        codes: &[&str],
    ) -> Self {
        let texts = prose::of_visit(form).into_iter().chain(prose::of_addenda(addenda));
        let mut document = Self::of(texts.chain(prose::of_reviews(reviews)));
        codes.iter().for_each(|code| document.code(code));
        document
    }

    /// It is found by any part of this text.
    pub(crate) fn text(&mut self, text: &str) {
        if !text.is_empty() {
            self.0.text(text).end();
        }
    }

    /// It is found by the pinyin initials with which this name begins.
    pub(crate) fn initials(&mut self, of_name: &str) {
        self.0.initials(&name::initials(of_name)).end();
    }

    /// It is found by the last characters of this identity number.
    pub(crate) fn id_number(&mut self, number: &str) {
        if !number.is_empty() {
            self.0.id_tail(number).end();
        }
    }

    /// It is found by any part of this telephone number, as it is written and by its digits alone.
    pub(crate) fn phone(&mut self, number: &str) {
        self.text(number);
        let digits = phone::digits(number);
        if digits != number {
            self.text(&digits);
        }
    }

    /// It is found by the code of this page.
    pub(crate) fn code(&mut self, code: &str) {
        self.0.code(code).end();
    }

    /// As the index takes it.
    pub(crate) fn as_str(&self) -> &str {
        self.0.as_str()
    }

    fn digest(&self) -> [u8; 16] {
        let hash: [u8; 32] = Sha256::digest(self.as_str()).into();
        let mut digest = [0; 16];
        digest.copy_from_slice(&hash[..16]);
        digest
    }
}

/// Makes a document findable by what it now says. Costs next to nothing where that is what it said before, or
/// where it waits for the index.
pub(crate) fn put(conn: &Connection, id: DocId, document: &Document) -> Result<(), VaultError> {
    if waiting::waits(conn, id)? {
        return Ok(());
    }
    let before: Option<[u8; 16]> = conn
        .prepare_cached("SELECT digest FROM search_docs WHERE id = ?1")?
        .query_row([id.rowid()], |row| row.get(0))
        .optional()?;
    if before == Some(document.digest()) {
        return Ok(());
    }
    if before.is_some() {
        remove(conn, id)?;
    }
    bring_in(conn, id, document)
}

/// Takes a document out, if it is there.
pub(crate) fn remove(conn: &Connection, id: DocId) -> Result<(), VaultError> {
    let gone =
        conn.prepare_cached("DELETE FROM search_docs WHERE id = ?1")?.execute([id.rowid()])?;
    if gone > 0 {
        let delete = format!("DELETE FROM {} WHERE rowid = ?1", id.kind.table());
        conn.prepare_cached(&delete)?.execute([id.rowid()])?;
    }
    Ok(())
}

/// Hands out which documents are in the index and by which words, without notes and actions of visits after `last`.
/// A document that is said to be there and is not is handed out otherwise.
pub(crate) fn documents(
    conn: &Connection,
    last: i64,
    mut out: impl FnMut(&[u8]),
) -> Result<(), VaultError> {
    let mut statement = conn.prepare(
        "SELECT d.id, d.digest, p.id IS NOT NULL, n.id IS NOT NULL FROM search_docs d
         LEFT JOIN search_people_docsize p ON p.id = d.id
         LEFT JOIN search_notes_docsize n ON n.id = d.id ORDER BY d.id",
    )?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let (id, digest): (i64, [u8; 16]) = (row.get(0)?, row.get(1)?);
        let (of_people, of_notes): (bool, bool) = (row.get(2)?, row.get(3)?);
        let doc = DocId::from_rowid(id);
        let waits = |doc: DocId| doc.kind.table() == "search_notes" && doc.n > last;
        if !doc.is_some_and(waits) {
            out(&id.to_le_bytes());
            out(&digest);
            out(&[u8::from(of_people), u8::from(of_notes)]);
        }
    }
    Ok(())
}

/// Puts a document that is not in the index into it.
pub(super) fn bring_in(
    conn: &Connection,
    id: DocId,
    document: &Document,
) -> Result<(), VaultError> {
    let insert = format!("INSERT INTO {} (rowid, text) VALUES (?1, ?2)", id.kind.table());
    conn.prepare_cached(&insert)?.execute((id.rowid(), document.as_str()))?;
    conn.prepare_cached("INSERT INTO search_docs (id, digest) VALUES (?1, ?2)")?
        .execute((id.rowid(), document.digest()))?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search;

    fn index() -> Connection {
        let conn = Connection::open_in_memory().unwrap();
        search::create_tables(&conn).unwrap();
        conn
    }

    fn found(conn: &Connection, table: &str, phrase: &str) -> Vec<i64> {
        let sql = format!("SELECT rowid FROM {table} WHERE {table} MATCH ?1 ORDER BY rowid");
        let mut statement = conn.prepare(&sql).unwrap();
        statement.query_map([phrase], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
    }

    #[test]
    fn ids_go_there_and_back_and_follow_the_log() {
        let ids = [
            DocId::of(DocKind::Visit, 1),
            DocId { part: 0, ..DocId::of(DocKind::Action, 1) },
            DocId { part: u16::MAX, ..DocId::of(DocKind::Action, 1) },
            DocId::of(DocKind::Client, 2),
            DocId::of(DocKind::Member, 3),
            DocId::of(DocKind::Case, (1 << 43) - 1),
        ];
        for pair in ids.windows(2) {
            assert!(pair[0].rowid() < pair[1].rowid());
        }
        for id in ids {
            assert_eq!(DocId::from_rowid(id.rowid()), Some(id));
        }
        assert_eq!(DocId::from_rowid(0), None);
    }

    #[test]
    fn a_document_is_found_by_what_it_says_now_and_once() {
        let conn = index();
        let id = DocId::of(DocKind::Visit, 7);
        // A newer one is in the index: this one does not wait for it.
        bring_in(&conn, DocId::of(DocKind::Visit, 8), &Document::of(["脉搏"])).unwrap();
        for text in ["血压", "血压", "血糖", "血压"] {
            put(&conn, id, &Document::of([text])).unwrap();
        }
        assert_eq!(found(&conn, "search_notes", "\"血 压\""), [id.rowid()]);
        assert!(found(&conn, "search_notes", "\"血 糖\"").is_empty());
        remove(&conn, id).unwrap();
        remove(&conn, id).unwrap();
        assert!(found(&conn, "search_notes", "\"血 压\"").is_empty());
    }

    #[test]
    fn no_phrase_runs_over_the_end_of_a_text() {
        let conn = index();
        put(&conn, DocId::of(DocKind::Case, 1), &Document::of(["血", "", "压"])).unwrap();
        assert!(found(&conn, "search_people", "\"血 压\"").is_empty());
    }

    #[test]
    fn a_client_is_found_by_initials_id_tail_and_phone() {
        let conn = index();
        let mut document = Document::default();
        document.text("王小米");
        document.initials("王小米");
        document.id_number("11010519491231002X");
        document.phone("0311-8612 3456");
        put(&conn, DocId::of(DocKind::Client, 1), &document).unwrap();
        let hits = |typed: &str| {
            let query = search::Query::new(typed).unwrap();
            found(&conn, "search_people", query.expression()).len()
        };
        for typed in
            ["王", "小米", "wx", "WXM", "002x", "31002X", "8612 3456", "03118612", "12 34", "1234"]
        {
            assert_eq!(hits(typed), 1, "{typed}");
        }
        for typed in ["xm", "wxmm", "1949", "02x", "8613", "王米"] {
            assert_eq!(hits(typed), 0, "{typed}");
        }
    }
}
