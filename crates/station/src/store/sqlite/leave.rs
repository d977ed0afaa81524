//! What a revoked device left behind, and when it came.

use protocol::api::{LastSeen, Numbered};
use protocol::{DeviceId, SealedChange, Signature};
use rusqlite::{Connection, params};

use super::STATION;
use super::reading::{fixed, number, stored};
use crate::store::{Page, Span, StoreError};

pub(super) fn kept_aside(
    db: &Connection,
    author: DeviceId,
    span: Span,
) -> Result<Page, StoreError> {
    let sql = "SELECT seq, generation, header, signature, sealed FROM refused
        WHERE station = ?1 AND author = ?2 AND seq > ?3 AND seq <= ?4 ORDER BY seq";
    let mut ask = db.prepare_cached(sql)?;
    let (after, upto) = (stored(span.after), stored(span.upto));
    let mut rows = ask.query(params![STATION, author.bytes(), after, upto])?;
    let mut page = Page { next: span.after, ..Page::default() };
    let mut bytes = 0;
    while let Some(row) = rows.next()? {
        let change = SealedChange {
            generation: row.get(1)?,
            header: row.get(2)?,
            signature: Signature(fixed(row, 3)?),
            sealed: row.get(4)?,
        };
        bytes += change.wire_len();
        let full = bytes > span.max_bytes || page.items.len() >= span.max_items;
        if full && !page.items.is_empty() {
            page.more = true;
            return Ok(page);
        }
        page.next = number(row, 0)?;
        page.items.push(Numbered { n: page.next, change });
    }
    Ok(page)
}

pub(super) fn note(db: &Connection, seen: &LastSeen) -> Result<(), StoreError> {
    let sql = "INSERT INTO farewells (station, device, told, wiped) VALUES (?1, ?2, ?3, ?4)
        ON CONFLICT DO UPDATE SET wiped = coalesce(wiped, excluded.wiped)";
    let (told, wiped) = (stored(seen.told), seen.wiped.map(stored));
    db.execute(sql, params![STATION, seen.device.bytes(), told, wiped])?;
    Ok(())
}

pub(super) fn all(db: &Connection) -> Result<Vec<LastSeen>, StoreError> {
    let sql = "SELECT device, told, wiped FROM farewells WHERE station = ?1 ORDER BY device";
    let mut ask = db.prepare_cached(sql)?;
    let mut rows = ask.query([STATION])?;
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        let wiped: Option<i64> = row.get(2)?;
        all.push(LastSeen {
            device: DeviceId::from_bytes(fixed(row, 0)?),
            told: number(row, 1)?,
            wiped: wiped.and_then(|at| u64::try_from(at).ok()),
        });
    }
    Ok(all)
}
