//! Changes in and out.

use std::collections::HashMap;

use protocol::api::{AuthorHead, Numbered};
use protocol::{ChangeKind, DeviceId, FileId, Hash, SealedChange, Signature};
use rusqlite::{Connection, OptionalExtension, params};

use super::reading::{fixed, number, stored};
use super::writer::Ledger;
use super::{STATION, directory};
use crate::store::chain::{Aside, Known, MOST_FORKS, Stands, Tip, known, stands, too_many};
use crate::store::{Judged, Kept, Page, Scope, Span, StoreError};

/// Along the places, and not by an index of the station's: what lies before the span costs nothing.
const PAGE: &str = "SELECT n, generation, length, file, kind, author, seq FROM changes
    WHERE n > ?1 AND n <= ?2 AND +station = ?3 ORDER BY n";

const FILE_PAGE: &str = "SELECT n, generation, length, kind FROM changes
    WHERE station = ?1 AND file = ?2 AND n > ?3 AND n <= ?4 ORDER BY n";

pub(super) fn append(
    ledger: &mut Ledger,
    judged_at: u64,
    changes: &[Judged],
) -> Result<Vec<Kept>, StoreError> {
    let head = directory::head(&ledger.connection)?;
    if head.map(|head| head.index) != Some(judged_at) {
        return Err(StoreError::DirectoryMoved);
    }
    let mut chains = Chains::default();
    let answers = changes.iter().map(|change| keep(ledger, &mut chains, change));
    let answers = answers.collect::<Result<_, _>>()?;
    for (author, (seq, id)) in chains.tips {
        if let Some(id) = id {
            let sql = "INSERT OR REPLACE INTO heads VALUES (?1, ?2, ?3, ?4)";
            ledger.connection.prepare_cached(sql)?.execute(params![
                STATION,
                author.bytes(),
                stored(seq),
                id.bytes()
            ])?;
        }
    }
    Ok(answers)
}

/// What was looked up of the authors of a batch.
#[derive(Default)]
struct Chains {
    tips: HashMap<DeviceId, Tip>,
    aside: HashMap<DeviceId, Aside>,
}

fn keep(ledger: &mut Ledger, chains: &mut Chains, judged: &Judged) -> Result<Kept, StoreError> {
    let db = &ledger.connection;
    let tip = match chains.tips.get(&judged.author) {
        Some(tip) => *tip,
        None => tip(db, judged.author)?,
    };
    match stands(tip, judged) {
        Stands::Next => {}
        Stands::Again => return again(ledger, judged),
        Stands::Early => return Ok(Kept::Waiting),
        Stands::Astray => {
            evidence(db, judged)?;
            return Ok(Kept::Fork);
        }
    }
    let kept = match judged.refused {
        None => place(ledger, judged)?,
        Some(why) => {
            let held = match chains.aside.get(&judged.author) {
                Some(held) => *held,
                None => aside(db, judged.author)?,
            };
            let Some(held) = held.with(judged.change.wire_len() as u64) else {
                return Ok(too_many());
            };
            chains.aside.insert(judged.author, held);
            set_aside(db, judged)?;
            Kept::Refused(why)
        }
    };
    chains.tips.insert(judged.author, (judged.seq, Some(judged.id)));
    Ok(kept)
}

/// Gives a change that is admitted the next place.
fn place(ledger: &mut Ledger, judged: &Judged) -> Result<Kept, StoreError> {
    let n = ledger.next;
    insert(&ledger.connection, n, judged)?;
    ledger.next += 1;
    Ok(Kept::Stored(n))
}

fn tip(db: &Connection, author: DeviceId) -> Result<Tip, StoreError> {
    let sql = "SELECT seq, id FROM heads WHERE station = ?1 AND author = ?2";
    let read = |row: &rusqlite::Row<'_>| -> Result<Tip, StoreError> {
        Ok((number(row, 0)?, Some(Hash(fixed(row, 1)?))))
    };
    let mut ask = db.prepare_cached(sql)?;
    let tip = ask.query_row(params![STATION, author.bytes()], |row| Ok(read(row))).optional()?;
    tip.unwrap_or(Ok((0, None)))
}

/// A change whose number in the author's chain is taken: by itself, or by another.
fn again(ledger: &mut Ledger, judged: &Judged) -> Result<Kept, StoreError> {
    let db = &ledger.connection;
    let key = params![STATION, judged.author.bytes(), stored(judged.seq)];
    let sql = "SELECT id, 0 FROM changes WHERE station = ?1 AND author = ?2 AND seq = ?3
        UNION ALL SELECT id, 1 FROM refused WHERE station = ?1 AND author = ?2 AND seq = ?3";
    let mut ask = db.prepare_cached(sql)?;
    let (kept, was_refused) =
        ask.query_row(key, |row| Ok((fixed(row, 0).map(Hash), row.get(1)?)))?;
    drop(ask);
    match known(kept?, was_refused, judged) {
        Known::Fork => {
            evidence(db, judged)?;
            Ok(Kept::Fork)
        }
        Known::Refused(why) => Ok(Kept::Refused(why)),
        Known::Admitted => {
            let sql = "DELETE FROM refused WHERE station = ?1 AND author = ?2 AND seq = ?3";
            db.prepare_cached(sql)?.execute(key)?;
            // As it came now: under which generation it is sealed is not signed.
            place(ledger, judged)
        }
        Known::There => Ok(Kept::AlreadyThere),
    }
}

/// How much of an author is kept aside.
fn aside(db: &Connection, author: DeviceId) -> Result<Aside, StoreError> {
    let sql = "SELECT count(*), coalesce(sum(length(header) + length(sealed)), 0) FROM refused
        WHERE station = ?1 AND author = ?2";
    let read = |row: &rusqlite::Row<'_>| -> Result<Aside, StoreError> {
        Ok(Aside { changes: number(row, 0)?, bytes: number(row, 1)? })
    };
    let mut ask = db.prepare_cached(sql)?;
    ask.query_row(params![STATION, author.bytes()], |row| Ok(read(row)))?
}

fn set_aside(db: &Connection, judged: &Judged) -> Result<(), StoreError> {
    let SealedChange { generation, header, signature, sealed } = &*judged.change;
    let sql = "INSERT INTO refused VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
    db.prepare_cached(sql)?.execute(params![
        STATION,
        judged.author.bytes(),
        stored(judged.seq),
        judged.id.bytes(),
        generation,
        header,
        signature.0,
        sealed
    ])?;
    Ok(())
}

fn evidence(db: &Connection, judged: &Judged) -> Result<(), StoreError> {
    let author = judged.author.bytes();
    let sql = "SELECT count(*) FROM forks WHERE station = ?1 AND author = ?2";
    let held: i64 = db.query_row(sql, params![STATION, author], |row| row.get(0))?;
    if held < MOST_FORKS {
        let SealedChange { header, signature, sealed, .. } = &*judged.change;
        db.execute(
            "INSERT OR IGNORE INTO forks VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            params![
                STATION,
                author,
                stored(judged.seq),
                judged.id.bytes(),
                header,
                signature.0,
                sealed
            ],
        )?;
    }
    Ok(())
}

fn insert(db: &Connection, n: u64, judged: &Judged) -> Result<(), StoreError> {
    let SealedChange { generation, header, signature, sealed } = &*judged.change;
    db.prepare_cached("INSERT INTO changes VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)")?.execute(
        params![
            stored(n),
            STATION,
            judged.author.bytes(),
            stored(judged.seq),
            judged.id.bytes(),
            judged.file.bytes(),
            generation,
            stored(judged.change.wire_len() as u64),
            judged.kind.0
        ],
    )?;
    db.prepare_cached("INSERT INTO bodies VALUES (?1, ?2, ?3, ?4)")?.execute(params![
        stored(n),
        header,
        signature.0,
        sealed
    ])?;
    Ok(())
}

pub(super) fn page(db: &Connection, scope: &Scope, span: Span) -> Result<Page, StoreError> {
    let mut ask = db.prepare_cached(PAGE)?;
    let mut rows = ask.query(params![stored(span.after), stored(span.upto), STATION])?;
    let mut page = Page { next: span.after, ..Page::default() };
    let mut bytes = 0;
    while let Some(row) = rows.next()? {
        let n = number(row, 0)?;
        let is_hers = scope.holds(FileId::from_bytes(fixed(row, 3)?), ChangeKind(row.get(4)?));
        if is_hers && !passes(row, span)? && !take(db, row, span, &mut page, &mut bytes)? {
            return Ok(page);
        }
        page.next = n;
    }
    page.next = page.next.max(floor(db)?.min(span.upto));
    Ok(page)
}

/// Whether whoever asks has the change of this row.
fn passes(row: &rusqlite::Row<'_>, span: Span) -> Result<bool, StoreError> {
    let Some((author, upto)) = span.but else { return Ok(false) };
    Ok(DeviceId::from_bytes(fixed(row, 5)?) == author && number(row, 6)? <= upto)
}

/// No place up to this one will be given any more: none before a backup was put back, then far beyond the last one.
fn floor(db: &Connection) -> Result<u64, StoreError> {
    let mut ask = db.prepare_cached("SELECT next - 1 FROM numbering")?;
    let floor: i64 = ask.query_row([], |row| row.get(0))?;
    u64::try_from(floor).map_err(|_| StoreError::Damaged)
}

pub(super) fn file_page(
    db: &Connection,
    file: FileId,
    scope: &Scope,
    span: Span,
) -> Result<Page, StoreError> {
    let mut ask = db.prepare_cached(FILE_PAGE)?;
    let (after, upto) = (stored(span.after), stored(span.upto));
    let mut rows = ask.query(params![STATION, file.bytes(), after, upto])?;
    let mut page = Page { next: span.after, ..Page::default() };
    let mut bytes = 0;
    while let Some(row) = rows.next()? {
        let is_hers = scope.holds(file, ChangeKind(row.get(3)?));
        if is_hers && !take(db, row, span, &mut page, &mut bytes)? {
            return Ok(page);
        }
        page.next = number(row, 0)?;
    }
    Ok(page)
}

/// Puts a row's change on the page; false (and more to come) when the page is full.
fn take(
    db: &Connection,
    row: &rusqlite::Row<'_>,
    span: Span,
    page: &mut Page,
    bytes: &mut u64,
) -> Result<bool, StoreError> {
    let n = number(row, 0)?;
    *bytes += number(row, 2)?;
    let full = *bytes > span.max_bytes as u64 || page.items.len() >= span.max_items;
    if full && !page.items.is_empty() {
        page.more = true;
        return Ok(false);
    }
    let generation = row.get(1)?;
    let sql = "SELECT header, signature, sealed FROM bodies WHERE n = ?1";
    let mut ask = db.prepare_cached(sql)?;
    let change = ask.query_row([stored(n)], |row| {
        Ok(fixed(row, 1).map(|signature| (row.get(0), Signature(signature), row.get(2))))
    })?;
    let (header, signature, sealed) = change?;
    let change = SealedChange { generation, header: header?, signature, sealed: sealed? };
    page.items.push(Numbered { n, change });
    Ok(true)
}

pub(super) fn heads(db: &Connection) -> Result<Vec<AuthorHead>, StoreError> {
    let sql = "SELECT author, seq, id FROM heads WHERE station = ?1 ORDER BY author";
    let mut ask = db.prepare_cached(sql)?;
    let mut rows = ask.query([STATION])?;
    let mut heads = Vec::new();
    while let Some(row) = rows.next()? {
        heads.push(AuthorHead {
            author: DeviceId::from_bytes(fixed(row, 0)?),
            seq: number(row, 1)?,
            id: Hash(fixed(row, 2)?),
        });
    }
    Ok(heads)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan(sql: &str) -> String {
        let db = Connection::open_in_memory().unwrap();
        db.execute_batch(include_str!("schema.sql")).unwrap();
        let mut explain = db.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
        let count = explain.parameter_count();
        let steps = explain
            .query_map(rusqlite::params_from_iter(vec![1; count]), |row| row.get::<_, String>(3))
            .unwrap();
        steps.map(Result::unwrap).collect::<Vec<_>>().join("; ")
    }

    #[test]
    fn a_page_costs_what_is_on_it() {
        assert_eq!(plan(PAGE), "SEARCH changes USING INTEGER PRIMARY KEY (rowid>? AND rowid<?)");
        let by_file = "SEARCH changes USING INDEX changes_by_file (station=? AND file=? AND \
                       rowid>? AND rowid<?)";
        assert_eq!(plan(FILE_PAGE), by_file);
    }
}
