//! The directory's entries. Compare-and-swap is the station's row, which the writer holds.

use protocol::directory::SignedEntry;
use protocol::{DevicePublic, Signature, StationId};

use super::line::Line;
use super::reading::{bytes, fixed, number};
use super::writer::{Ledger, stored};
use crate::store::{Appended, StoreError};

/// Most entries read at once.
const MOST: usize = protocol::api::MAX_ENTRIES;

pub(super) fn found(
    ledger: &mut Ledger<'_>,
    station: StationId,
    first: &Appended,
) -> Result<(), StoreError> {
    let sql = "UPDATE stations SET id = $2, founding = NULL WHERE key = $1 AND id IS NULL";
    let (key, id) = (ledger.station, station.bytes().to_vec());
    if ledger.line.execute(sql, &[&key, &id])? != 1 {
        return Err(StoreError::AlreadyFounded);
    }
    append(ledger, first)
}

pub(super) fn append(ledger: &mut Ledger<'_>, appended: &Appended) -> Result<(), StoreError> {
    let Appended { head, entry, spent } = appended;
    if head.index != ledger.entries {
        return Err(StoreError::DirectoryMoved);
    }
    let sql = "INSERT INTO directory VALUES ($1, $2, $3, $4, $5)";
    let (key, place) = (ledger.station, stored(head.index));
    let (hash, signature) = (head.hash.bytes().to_vec(), entry.signature.0.to_vec());
    ledger.line.execute(sql, &[&key, &place, &hash, &entry.entry, &signature])?;
    if !spent.is_empty() {
        let spent: Vec<&[u8]> = spent.iter().map(|DevicePublic(key)| key.as_slice()).collect();
        let sql = "UPDATE invitations SET sealed = ''
            WHERE station = $1 AND invitation = ANY($2) AND sealed <> ''";
        ledger.line.execute(sql, &[&key, &spent])?;
    }
    ledger.entries += 1;
    ledger.bytes += entry.entry.len() as u64;
    Ok(())
}

pub(super) fn entries(
    line: &mut Line,
    station: i64,
    after: Option<u64>,
    max_bytes: usize,
) -> Result<(Vec<SignedEntry>, bool), StoreError> {
    let after = after.map_or(-1, stored);
    let sql = "SELECT place, octet_length(entry)::bigint FROM directory
        WHERE station = $1 AND place > $2 ORDER BY place LIMIT $3";
    let sizes = line.rows(sql, &[&station, &after, &stored(MOST as u64 + 1)])?;
    let (mut upto, mut total, mut more) = (after, 0, false);
    for (count, row) in sizes.iter().enumerate() {
        total += number(row, 1)? + 80;
        if count > 0 && (total > max_bytes as u64 || count == MOST) {
            more = true;
            break;
        }
        upto = stored(number(row, 0)?);
    }
    // Entries never change: what was measured is what comes.
    let sql = "SELECT entry, signature FROM directory
        WHERE station = $1 AND place > $2 AND place <= $3 ORDER BY place";
    let rows = line.rows(sql, &[&station, &after, &upto])?;
    let read =
        |row| Ok(SignedEntry { entry: bytes(row, 0)?, signature: Signature(fixed(row, 1)?) });
    Ok((rows.iter().map(read).collect::<Result<_, StoreError>>()?, more))
}
