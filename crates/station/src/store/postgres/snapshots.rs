//! Snapshots in and out.

use protocol::Signature;
use protocol::api::Answer;
use protocol::snapshot::{NumberedSnapshot, SealedSnapshot};

use super::line::Line;
use super::reading::{bytes, fixed, number};
use super::writer::{Ledger, stored};
use crate::store::{JudgedSnapshot, Scope, SnapshotsFound, Span, StoreError};

/// In the place of the file's last one, unless that is a later one of the same author.
const KEEP: &str = "INSERT INTO snapshots AS kept (station, n, file, author, seq, header, signature, sealed)
    VALUES ($1, (SELECT coalesce(max(n), 0) + 1 FROM snapshots WHERE station = $1), $2, $3, $4, $5, $6, $7)
    ON CONFLICT (station, file) DO UPDATE SET
        n = excluded.n, author = excluded.author, seq = excluded.seq, header = excluded.header,
        signature = excluded.signature, sealed = excluded.sealed
    WHERE kept.author <> excluded.author OR kept.seq <= excluded.seq";

/// One more than a page is asked for, so that it shows whether there are further ones.
const PAGE: &str = "SELECT n, header, signature, sealed FROM snapshots
    WHERE station = $1 AND n > $2 AND file = ANY($3) ORDER BY n LIMIT $4";

pub(super) fn keep(
    ledger: &mut Ledger<'_>,
    all: &[JudgedSnapshot],
) -> Result<Vec<Answer>, StoreError> {
    let answers = all.iter().map(|judged| {
        let JudgedSnapshot { header, snapshot } = judged;
        let (file, author) = (header.file.bytes().to_vec(), header.author.bytes().to_vec());
        let (seq, signature) = (stored(header.seq), snapshot.signature.0.to_vec());
        let (station, words) = (ledger.station, &snapshot.header);
        let kept = ledger.line.execute(
            KEEP,
            &[&station, &file, &author, &seq, words, &signature, &snapshot.sealed],
        )?;
        Ok(if kept == 1 { Answer::Stored } else { Answer::AlreadyThere })
    });
    answers.collect()
}

pub(super) fn page(
    line: &mut Line,
    station: i64,
    scope: &Scope,
    span: Span,
) -> Result<SnapshotsFound, StoreError> {
    let files: Vec<Vec<u8>> = scope.read.iter().map(|file| file.bytes().to_vec()).collect();
    let (after, most) = (stored(span.after), stored(span.max_items as u64 + 1));
    let rows = line.rows(PAGE, &[&station, &after, &files, &most])?;
    let mut found = SnapshotsFound { next: span.after, ..SnapshotsFound::default() };
    let mut filled = 0;
    for row in &rows {
        let (header, sealed) = (bytes(row, 1)?, bytes(row, 3)?);
        let snapshot = SealedSnapshot { header, signature: Signature(fixed(row, 2)?), sealed };
        filled += snapshot.wire_len();
        let full = filled > span.max_bytes || found.items.len() >= span.max_items;
        if full && !found.items.is_empty() {
            found.more = true;
            break;
        }
        found.next = number(row, 0)?;
        found.items.push(NumberedSnapshot { n: found.next, snapshot });
    }
    Ok(found)
}
