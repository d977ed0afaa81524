//! The directory's entries. Compare-and-swap is the primary key and one look at the last row.

use protocol::directory::{DirectoryHead, SignedEntry};
use protocol::{DevicePublic, Hash, Signature, StationId};
use rusqlite::{Connection, OptionalExtension, params};

use super::STATION;
use super::reading::{fixed, number, stored};
use crate::store::{Appended, StoreError};

/// Most entries read at once.
const MOST: usize = protocol::api::MAX_ENTRIES;

pub(super) fn head(db: &Connection) -> Result<Option<DirectoryHead>, StoreError> {
    let sql = "SELECT place, hash FROM directory WHERE station = ?1 ORDER BY place DESC LIMIT 1";
    let mut last = db.prepare_cached(sql)?;
    let read = |row: &rusqlite::Row<'_>| -> Result<DirectoryHead, StoreError> {
        Ok(DirectoryHead { index: number(row, 0)?, hash: Hash(fixed(row, 1)?) })
    };
    last.query_row([STATION], |row| Ok(read(row))).optional()?.transpose()
}

pub(super) fn found(
    db: &Connection,
    station: StationId,
    first: &Appended,
) -> Result<(), StoreError> {
    let sql = "UPDATE stations SET id = ?2, founding = NULL WHERE key = ?1 AND id IS NULL";
    if db.execute(sql, params![STATION, station.bytes()])? != 1 {
        return Err(StoreError::AlreadyFounded);
    }
    append(db, first)
}

pub(super) fn append(db: &Connection, appended: &Appended) -> Result<(), StoreError> {
    let Appended { head: place, entry, spent } = appended;
    let next = head(db)?.map_or(0, |last| last.index + 1);
    if place.index != next {
        return Err(StoreError::DirectoryMoved);
    }
    db.prepare_cached("INSERT INTO directory VALUES (?1, ?2, ?3, ?4, ?5)")?.execute(params![
        STATION,
        stored(place.index),
        place.hash.bytes(),
        entry.entry,
        entry.signature.0
    ])?;
    for DevicePublic(invitation) in spent {
        db.execute(
            "UPDATE invitations SET sealed = x'' WHERE station = ?1 AND invitation = ?2",
            params![STATION, invitation],
        )?;
    }
    Ok(())
}

pub(super) fn entries(
    db: &Connection,
    after: Option<u64>,
    max_bytes: usize,
) -> Result<(Vec<SignedEntry>, bool), StoreError> {
    let sql = "SELECT entry, signature FROM directory
        WHERE station = ?1 AND place > ?2 ORDER BY place";
    let mut ask = db.prepare_cached(sql)?;
    let mut rows = ask.query(params![STATION, after.map_or(-1, stored)])?;
    let (mut entries, mut bytes) = (Vec::new(), 0);
    while let Some(row) = rows.next()? {
        let entry = SignedEntry { entry: row.get(0)?, signature: Signature(fixed(row, 1)?) };
        bytes += entry.entry.len() + 80;
        if !entries.is_empty() && (bytes > max_bytes || entries.len() == MOST) {
            return Ok((entries, true));
        }
        entries.push(entry);
    }
    Ok((entries, false))
}
