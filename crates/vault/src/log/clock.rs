//! What the clocks of one's own changes tell.

use crate::error::VaultError;
use crate::tx::NewChange;
use casework::id::DeviceId;
use history::{Hash, Header, HybridClock, change_id};
use rusqlite::{Connection, params};

/// The year 10000, in milliseconds since 1970. No laptop's clock can be set so far; a change that bears such a clock
/// caught it from another.
const NEVER: u64 = 253_402_300_800_000;

/// How far back one looks for the wall clock in one's own changes. Nothing but one large piece of work, or a clock that was
/// caught by all, fills as many.
const MOST: u32 = 4096;

/// The clock of an author's newest change of the record that is about to be changed: whatever the laptop's clock said then,
/// what the same hand writes on the same record is shown after it.
pub(super) fn own(
    conn: &Connection,
    author: DeviceId,
    to: &NewChange,
) -> Result<Option<HybridClock>, VaultError> {
    let mut statement = conn.prepare_cached(
        "SELECT id, header FROM log INDEXED BY log_record
         WHERE record = ? AND kind = ? AND file = ? AND author = ? ORDER BY seq DESC",
    )?;
    let of = params![to.record.bytes(), to.record_kind.0, to.file.bytes(), author.bytes()];
    let mut rows = statement.query(of)?;
    while let Some(row) = rows.next()? {
        if let Some(clock) = clock_of(row)? {
            return Ok(Some(clock).filter(|clock| clock.millis < NEVER));
        }
    }
    Ok(None)
}

/// What the wall clock said when an author's newest change was made that it had a say in, in milliseconds since 1970: its
/// counter is at 0, where others only count on from what was there.
pub(crate) fn signed_at(conn: &Connection, author: DeviceId) -> Result<Option<u64>, VaultError> {
    let sql = "SELECT id, header FROM log WHERE author = ? ORDER BY seq DESC LIMIT ?";
    let mut statement = conn.prepare_cached(sql)?;
    let mut rows = statement.query(params![author.bytes(), MOST])?;
    while let Some(row) = rows.next()? {
        if let Some(HybridClock { millis, counter: 0 }) = clock_of(row)? {
            return Ok(Some(millis));
        }
    }
    Ok(None)
}

/// The clock in a row of id and header; nothing where somebody altered it.
fn clock_of(row: &rusqlite::Row<'_>) -> Result<Option<HybridClock>, VaultError> {
    let (id, header): (_, Vec<u8>) = (Hash(row.get(0)?), row.get(1)?);
    let intact = Header::decode(&header).ok().filter(|_| change_id(&header) == id);
    Ok(intact.map(|header| header.clock))
}
