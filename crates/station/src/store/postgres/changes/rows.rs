//! Many rows in one statement: a column is an array.

use std::collections::HashMap;

use protocol::DeviceId;

use crate::store::chain::{MOST_FORKS, Tip};
use crate::store::postgres::writer::{Ledger, stored};
use crate::store::{Judged, StoreError};

/// A change that gets a place.
pub(super) struct Placed<'a> {
    pub(super) n: u64,
    pub(super) judged: &'a Judged,
}

/// A change that is kept aside.
pub(super) struct Refused<'a>(pub(super) &'a Judged);

/// Evidence.
pub(super) struct Fork<'a>(pub(super) &'a Judged);

/// Bytes of one column, borrowed where they lie and copied where they are short.
type Column<T> = Vec<T>;

fn column<'a, T, R>(rows: &'a [R], of: impl Fn(&'a R) -> T) -> Column<T> {
    rows.iter().map(of).collect()
}

pub(super) fn write_placed(ledger: &mut Ledger<'_>, rows: &[Placed<'_>]) -> Result<(), StoreError> {
    if rows.is_empty() {
        return Ok(());
    }
    let sql = "INSERT INTO changes SELECT $1::bigint, t.* FROM unnest($2::bigint[], $3::bytea[],
        $4::bigint[], $5::bytea[], $6::bytea[], $7::bigint[], $8::bigint[], $9::bigint[],
        $10::bytea[], $11::bytea[], $12::bytea[]) AS t";
    ledger.line.execute(
        sql,
        &[
            &ledger.station,
            &column(rows, |row| stored(row.n)),
            &column(rows, |row| row.judged.author.bytes().to_vec()),
            &column(rows, |row| stored(row.judged.seq)),
            &column(rows, |row| row.judged.id.bytes().to_vec()),
            &column(rows, |row| row.judged.file.bytes().to_vec()),
            &column(rows, |row| i64::from(row.judged.change.generation)),
            &column(rows, |row| stored(row.judged.change.wire_len() as u64)),
            &column(rows, |row| i64::from(row.judged.kind.0)),
            &column(rows, |row| row.judged.change.header.as_slice()),
            &column(rows, |row| row.judged.change.signature.0.to_vec()),
            &column(rows, |row| row.judged.change.sealed.as_slice()),
        ],
    )?;
    Ok(())
}

pub(super) fn write_aside(ledger: &mut Ledger<'_>, rows: &[Refused<'_>]) -> Result<(), StoreError> {
    if rows.is_empty() {
        return Ok(());
    }
    let sql = "INSERT INTO refused SELECT $1::bigint, t.* FROM unnest($2::bytea[], $3::bigint[],
        $4::bytea[], $5::bigint[], $6::bytea[], $7::bytea[], $8::bytea[]) AS t";
    ledger.line.execute(
        sql,
        &[
            &ledger.station,
            &column(rows, |Refused(judged)| judged.author.bytes().to_vec()),
            &column(rows, |Refused(judged)| stored(judged.seq)),
            &column(rows, |Refused(judged)| judged.id.bytes().to_vec()),
            &column(rows, |Refused(judged)| i64::from(judged.change.generation)),
            &column(rows, |Refused(judged)| judged.change.header.as_slice()),
            &column(rows, |Refused(judged)| judged.change.signature.0.to_vec()),
            &column(rows, |Refused(judged)| judged.change.sealed.as_slice()),
        ],
    )?;
    Ok(())
}

pub(super) fn write_heads(
    ledger: &mut Ledger<'_>,
    grown: &HashMap<DeviceId, Tip>,
) -> Result<(), StoreError> {
    if grown.is_empty() {
        return Ok(());
    }
    let rows: Vec<_> = grown
        .iter()
        .filter_map(|(author, (seq, id))| Some((author.bytes().to_vec(), *seq, (*id)?)))
        .collect();
    let sql = "INSERT INTO heads SELECT $1::bigint, t.* FROM unnest($2::bytea[], $3::bigint[],
        $4::bytea[]) AS t ON CONFLICT (station, author)
        DO UPDATE SET seq = excluded.seq, id = excluded.id";
    ledger.line.execute(
        sql,
        &[
            &ledger.station,
            &column(&rows, |row| row.0.as_slice()),
            &column(&rows, |row| stored(row.1)),
            &column(&rows, |row| row.2.bytes().to_vec()),
        ],
    )?;
    Ok(())
}

pub(super) fn write_forks(ledger: &mut Ledger<'_>, forks: &[Fork<'_>]) -> Result<(), StoreError> {
    let sql = "INSERT INTO forks SELECT $1::bigint, $2::bytea, $3::bigint, $4::bytea, $5::bytea, $6::bytea, $7::bytea
        WHERE (SELECT count(*) FROM forks WHERE station = $1 AND author = $2) < $8
        ON CONFLICT DO NOTHING";
    for Fork(judged) in forks {
        ledger.line.execute(
            sql,
            &[
                &ledger.station,
                &judged.author.bytes().to_vec(),
                &stored(judged.seq),
                &judged.id.bytes().to_vec(),
                &judged.change.header,
                &judged.change.signature.0.to_vec(),
                &judged.change.sealed,
                &MOST_FORKS,
            ],
        )?;
    }
    Ok(())
}
