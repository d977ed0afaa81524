//! Changes in and out. What comes in is looked up, judged against its chain, and written, each in one go for the whole
//! batch: the way to the database is long.

mod batch;
mod rows;

use protocol::api::{AuthorHead, Numbered};
use protocol::{ChangeKind, DeviceId, FileId, Hash, SealedChange, Signature};
use tokio_postgres::Row;

use super::line::{Line, Param};
use super::reading::{bytes, fixed, number};
use super::writer::{Ledger, stored};
use crate::station::Written;
use crate::store::{Judged, Kept, Page, Scope, Span, StoreError};

/// Accesses, as the database holds them.
const ACCESS: i64 = ChangeKind::ACCESS.0 as i64;

pub(super) fn append(
    ledger: &mut Ledger<'_>,
    judged_at: u64,
    changes: &[Judged],
) -> Result<Vec<Kept>, StoreError> {
    if ledger.entries.checked_sub(1) != Some(judged_at) {
        return Err(StoreError::DirectoryMoved);
    }
    batch::keep(ledger, changes)
}

/// The places of the changes on a page and whether more follow.
pub(super) struct Cut {
    pub(super) places: Vec<i64>,
    pub(super) more: bool,
}

impl Cut {
    /// Of rows of place and length as many as fill the page.
    pub(super) fn of(rows: &[Row], span: Span) -> Result<Self, StoreError> {
        let (mut cut, mut bytes) = (Self { places: Vec::new(), more: false }, 0);
        for row in rows {
            bytes += number(row, 1)?;
            let full = bytes > span.max_bytes as u64 || cut.places.len() >= span.max_items;
            if full && !cut.places.is_empty() {
                cut.more = true;
                break;
            }
            cut.places.push(stored(number(row, 0)?));
        }
        Ok(cut)
    }

    /// What to ask after next.
    pub(super) fn next(&self, after: u64) -> u64 {
        self.places.last().map_or(after, |n| n.unsigned_abs())
    }
}

/// A row of place, generation, header, signature and sealed body.
pub(super) fn numbered(row: &Row) -> Result<Numbered, StoreError> {
    let generation = u32::try_from(number(row, 1)?).map_err(|_| StoreError::Damaged)?;
    let (header, sealed) = (bytes(row, 2)?, bytes(row, 4)?);
    let signature = Signature(fixed(row, 3)?);
    let change = SealedChange { generation, header, signature, sealed };
    Ok(Numbered { n: number(row, 0)?, change })
}

pub(super) fn page(
    line: &mut Line,
    station: i64,
    scope: &Scope,
    span: Span,
) -> Result<Page, StoreError> {
    // What has a place up to here is committed, and what comes gets a later one.
    let last = line.row("SELECT next - 1 FROM stations WHERE key = $1", &[&station])?;
    let last = number(&last.ok_or(StoreError::Unknown)?, 0)?;
    let upto = span.upto.min(last);
    let (read, audited) = (ids(scope.read.iter()), ids(scope.audited.iter()));
    // Nobody has an empty id.
    let (but, but_upto) =
        span.but.map_or((Vec::new(), 0), |(author, upto)| (author.bytes().to_vec(), stored(upto)));
    let sql = "SELECT n, length FROM changes
        WHERE station = $1 AND n > $2 AND n <= $3
        AND (file = ANY($4) OR (kind = $5 AND file = ANY($6)))
        AND NOT (author = $7 AND seq <= $8) ORDER BY n LIMIT $9";
    let (after, most) = (stored(span.after), stored(span.max_items as u64 + 1));
    let params: [Param<'_>; 9] =
        [&station, &after, &stored(upto), &read, &ACCESS, &audited, &but, &but_upto, &most];
    let rows = line.rows(sql, &params)?;
    let cut = Cut::of(&rows, span)?;
    let next = if cut.more { cut.next(span.after) } else { upto.max(span.after) };
    filled(line, station, cut, next)
}

pub(super) fn file_page(
    line: &mut Line,
    station: i64,
    file: FileId,
    scope: &Scope,
    span: Span,
) -> Result<Page, StoreError> {
    let (all, accesses) = (scope.read.contains(&file), scope.audited.contains(&file));
    let sql = "SELECT n, length FROM changes
        WHERE station = $1 AND file = $2 AND n > $3 AND n <= $4
        AND ($5 OR (kind = $6 AND $7)) ORDER BY n LIMIT $8";
    let (file, most) = (file.bytes().to_vec(), stored(span.max_items as u64 + 1));
    let (after, upto) = (stored(span.after), stored(span.upto));
    let params: [Param<'_>; 8] = [&station, &file, &after, &upto, &all, &ACCESS, &accesses, &most];
    let rows = line.rows(sql, &params)?;
    let cut = Cut::of(&rows, span)?;
    let next = cut.next(span.after);
    filled(line, station, cut, next)
}

/// The page of these places.
fn filled(line: &mut Line, station: i64, cut: Cut, next: u64) -> Result<Page, StoreError> {
    let mut page = Page { items: Vec::new(), next, more: cut.more };
    if cut.places.is_empty() {
        return Ok(page);
    }
    let sql = "SELECT n, generation, header, signature, sealed FROM changes
        WHERE station = $1 AND n = ANY($2) ORDER BY n";
    let rows = line.rows(sql, &[&station, &cut.places])?;
    page.items = rows.iter().map(numbered).collect::<Result<_, _>>()?;
    Ok(page)
}

pub(super) fn heads(line: &mut Line, station: i64) -> Result<Vec<AuthorHead>, StoreError> {
    let sql = "SELECT author, seq, id FROM heads WHERE station = $1 ORDER BY author";
    let read = |row: &Row| {
        let author = DeviceId::from_bytes(fixed(row, 0)?);
        Ok(AuthorHead { author, seq: number(row, 1)?, id: Hash(fixed(row, 2)?) })
    };
    line.rows(sql, &[&station])?.iter().map(read).collect()
}

pub(super) fn written_between(
    line: &mut Line,
    station: i64,
    after: u64,
    upto: u64,
) -> Result<Vec<Written>, StoreError> {
    let sql = "SELECT DISTINCT file, author, kind FROM changes
        WHERE station = $1 AND n > $2 AND n <= $3";
    let rows = line.rows(sql, &[&station, &stored(after), &stored(upto)])?;
    let read = |row: &Row| {
        let kind = number(row, 2)?.try_into().map_err(|_| StoreError::Damaged)?;
        let (file, author) = (fixed(row, 0)?, fixed(row, 1)?);
        Ok((FileId::from_bytes(file), DeviceId::from_bytes(author), ChangeKind(kind)))
    };
    rows.iter().map(read).collect()
}

fn ids<'a>(files: impl Iterator<Item = &'a FileId>) -> Vec<Vec<u8>> {
    files.map(|file| file.bytes().to_vec()).collect()
}
