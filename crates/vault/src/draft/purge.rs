//! Drafts that were thrown away long ago.

use super::{DraftKind, read, write};
use crate::error::VaultError;
use casework::id::VisitId;
use chrono::{DateTime, FixedOffset, TimeDelta};
use rusqlite::{Connection, params};

/// For how long a discarded draft can be brought back.
const KEPT: TimeDelta = TimeDelta::days(30);
/// How far apart the two looks must be that both find a draft due.
const APART: TimeDelta = TimeDelta::days(1);

/// Takes out for good what was thrown away more than 30 days ago. Answers which sealed files the drafts named.
///
/// A laptop's clock may be a year ahead this morning. So a draft that is found due is only marked; it goes
/// when it is found due again a day or more later, and a clock that was set right in between lifts the mark.
///
/// What a draft says is not looked at: one that a newer version wrote goes like any other, and one whose times
/// cannot be read stays.
pub(crate) fn purge(
    conn: &Connection,
    now: DateTime<FixedOffset>,
) -> Result<Vec<String>, VaultError> {
    let mut named = Vec::new();
    for Discarded { id, kind, at, found_due_at } in discarded(conn)? {
        if now.signed_duration_since(at) <= KEPT {
            if found_due_at.is_some() {
                mark(conn, id, kind, None)?;
            }
            continue;
        }
        match found_due_at.map(|found| now.signed_duration_since(found)) {
            Some(since) if since >= APART => named.extend(write::remove(conn, id, kind)?),
            Some(since) if since >= TimeDelta::zero() => {}
            _ => mark(conn, id, kind, Some(now))?,
        }
    }
    Ok(named)
}

/// A discarded draft, as far as it matters here.
struct Discarded {
    id: VisitId,
    kind: DraftKind,
    at: DateTime<FixedOffset>,
    found_due_at: Option<DateTime<FixedOffset>>,
}

fn discarded(conn: &Connection) -> Result<Vec<Discarded>, VaultError> {
    let mut statement = conn.prepare(
        "SELECT id, kind, discarded_at, found_due_at FROM drafts WHERE discarded_at IS NOT NULL ORDER BY n",
    )?;
    let mut rows = statement.query([])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let kind: String = row.get(1)?;
        let (at, due): (String, Option<String>) = (row.get(2)?, row.get(3)?);
        let (Some(kind), Ok(at)) = (DraftKind::of(&kind), read::time(&at)) else { continue };
        let found_due_at = due.and_then(|due| read::time(&due).ok());
        found.push(Discarded { id: VisitId::from_bytes(row.get(0)?), kind, at, found_due_at });
    }
    Ok(found)
}

fn mark(
    conn: &Connection,
    id: VisitId,
    kind: DraftKind,
    due: Option<DateTime<FixedOffset>>,
) -> Result<(), VaultError> {
    conn.prepare_cached("UPDATE drafts SET found_due_at = ? WHERE id = ? AND kind = ?")?
        .execute(params![due.map(|at| at.to_rfc3339()), id.bytes(), kind.column()])?;
    Ok(())
}
