//! Snapshots in and out.

use protocol::api::Answer;
use protocol::snapshot::{NumberedSnapshot, SealedSnapshot};
use protocol::{FileId, Signature};
use rusqlite::{Connection, params};

use super::STATION;
use super::reading::{fixed, number, stored};
use crate::store::{JudgedSnapshot, Scope, SnapshotsFound, Span, StoreError};

/// In the place of the file's last one, unless that is a later one of the same author.
const KEEP: &str =
    "INSERT INTO snapshots (n, station, file, author, seq, header, signature, sealed)
    VALUES ((SELECT coalesce(max(n), 0) + 1 FROM snapshots), ?1, ?2, ?3, ?4, ?5, ?6, ?7)
    ON CONFLICT (station, file) DO UPDATE SET
        n = excluded.n, author = excluded.author, seq = excluded.seq, header = excluded.header,
        signature = excluded.signature, sealed = excluded.sealed
    WHERE author <> excluded.author OR seq <= excluded.seq";

/// Along the places; the bytes of what is somebody else's are not read.
const PAGE: &str = "SELECT n, file, header, signature, sealed FROM snapshots
    WHERE n > ?1 AND +station = ?2 ORDER BY n";

pub(super) fn keep(db: &Connection, all: &[JudgedSnapshot]) -> Result<Vec<Answer>, StoreError> {
    let mut put = db.prepare_cached(KEEP)?;
    let answers = all.iter().map(|judged| {
        let JudgedSnapshot { header, snapshot } = judged;
        let kept = put.execute(params![
            STATION,
            header.file.bytes(),
            header.author.bytes(),
            stored(header.seq),
            snapshot.header,
            snapshot.signature.0,
            snapshot.sealed,
        ])?;
        Ok(if kept == 1 { Answer::Stored } else { Answer::AlreadyThere })
    });
    answers.collect()
}

pub(super) fn page(
    db: &Connection,
    scope: &Scope,
    span: Span,
) -> Result<SnapshotsFound, StoreError> {
    let mut ask = db.prepare_cached(PAGE)?;
    let mut rows = ask.query(params![stored(span.after), STATION])?;
    let mut found = SnapshotsFound { next: span.after, ..SnapshotsFound::default() };
    let mut bytes = 0;
    while let Some(row) = rows.next()? {
        if scope.read.contains(&FileId::from_bytes(fixed(row, 1)?)) {
            let snapshot = SealedSnapshot {
                header: row.get(2)?,
                signature: Signature(fixed(row, 3)?),
                sealed: row.get(4)?,
            };
            bytes += snapshot.wire_len();
            let full = bytes > span.max_bytes || found.items.len() >= span.max_items;
            if full && !found.items.is_empty() {
                found.more = true;
                return Ok(found);
            }
            found.items.push(NumberedSnapshot { n: number(row, 0)?, snapshot });
        }
        found.next = number(row, 0)?;
    }
    Ok(found)
}
