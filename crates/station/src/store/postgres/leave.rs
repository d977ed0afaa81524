//! What a revoked device left behind, and when it came.

use protocol::DeviceId;
use protocol::api::LastSeen;

use super::changes::{Cut, numbered};
use super::line::Line;
use super::reading::{fixed, number};
use super::writer::{Ledger, stored};
use crate::store::{Page, Span, StoreError};

pub(super) fn kept_aside(
    line: &mut Line,
    station: i64,
    author: DeviceId,
    span: Span,
) -> Result<Page, StoreError> {
    let sql = "SELECT seq, octet_length(header) + octet_length(sealed) + 128::bigint FROM refused
        WHERE station = $1 AND author = $2 AND seq > $3 AND seq <= $4 ORDER BY seq LIMIT $5";
    let (author, most) = (author.bytes().to_vec(), stored(span.max_items as u64 + 1));
    let (after, upto) = (stored(span.after), stored(span.upto));
    let rows = line.rows(sql, &[&station, &author, &after, &upto, &most])?;
    let cut = Cut::of(&rows, span)?;
    let mut page = Page { items: Vec::new(), next: cut.next(span.after), more: cut.more };
    if !cut.places.is_empty() {
        let sql = "SELECT seq, generation, header, signature, sealed FROM refused
            WHERE station = $1 AND author = $2 AND seq = ANY($3) ORDER BY seq";
        let rows = line.rows(sql, &[&station, &author, &cut.places])?;
        page.items = rows.iter().map(numbered).collect::<Result<_, _>>()?;
    }
    Ok(page)
}

pub(super) fn note(ledger: &mut Ledger<'_>, seen: &LastSeen) -> Result<(), StoreError> {
    let sql = "INSERT INTO farewells AS noted (station, device, told, wiped)
        VALUES ($1, $2, $3, $4) ON CONFLICT (station, device)
        DO UPDATE SET wiped = coalesce(noted.wiped, excluded.wiped)";
    let (told, wiped) = (stored(seen.told), seen.wiped.map(stored));
    let device = seen.device.bytes().to_vec();
    ledger.line.execute(sql, &[&ledger.station, &device, &told, &wiped]).map(drop)
}

pub(super) fn all(line: &mut Line, station: i64) -> Result<Vec<LastSeen>, StoreError> {
    let sql = "SELECT device, told, wiped FROM farewells WHERE station = $1 ORDER BY device";
    let rows = line.rows(sql, &[&station])?;
    let read = |row| {
        let device = DeviceId::from_bytes(fixed(row, 0)?);
        let wiped: Option<i64> = row.try_get(2).map_err(|_| StoreError::Damaged)?;
        let wiped = wiped.and_then(|at| u64::try_from(at).ok());
        Ok(LastSeen { device, told: number(row, 1)?, wiped })
    };
    rows.iter().map(read).collect()
}
