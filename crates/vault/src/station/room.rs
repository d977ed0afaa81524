//! How much is held of what nobody known here signed. A station that sends rubbish must not fill the disk: the first of it is
//! kept, as evidence, and the rest is counted. What may pass later and was not kept is asked for again when more is known.

use super::reason::HeldReason;
use super::{caught_up, held};
use crate::error::VaultError;
use history::ChangeId;
use protocol::SealedChange;
use rusqlite::{Connection, OptionalExtension, params};

/// Most changes that are held of what no known device signed.
pub(super) const MOST: u64 = 4096;

/// Most bytes of them.
pub(super) const MOST_BYTES: u64 = 32 * 1024 * 1024;

/// Most copies of one change: what is sealed and under which key nobody signed, so that one header makes many.
pub(super) const MOST_COPIES: u64 = 8;

/// What is held of that by now; counted when it is asked for first.
#[derive(Default)]
pub(super) struct Room {
    used: Option<(u64, u64)>,
}

impl Room {
    /// Keeps a change that came, or writes down that it is held for another reason by now; or only counts it.
    pub(super) fn keep(
        &mut self,
        conn: &Connection,
        change: &SealedChange,
        reason: HeldReason,
    ) -> Result<(), VaultError> {
        if held::is_there(conn, change)? || self.has_room(conn, change, reason)? {
            return held::keep(conn, change, reason);
        }
        conn.prepare_cached(
            "INSERT INTO held_over (only, count, reasons) VALUES (1, 1, ?1)
             ON CONFLICT DO UPDATE SET count = count + 1, reasons = reasons | ?1",
        )?
        .execute([bit(reason)])?;
        Ok(())
    }

    fn has_room(
        &mut self,
        conn: &Connection,
        change: &SealedChange,
        reason: HeldReason,
    ) -> Result<bool, VaultError> {
        if reason.is_signed() {
            return Ok(copies(conn, change.id())? < MOST_COPIES);
        }
        let (count, bytes) = match self.used {
            Some(used) => used,
            None => used(conn)?,
        };
        let more = change.wire_len() as u64;
        let fits = count < MOST && bytes.saturating_add(more) <= MOST_BYTES;
        self.used = Some(if fits { (count + 1, bytes + more) } else { (count, bytes) });
        Ok(fits)
    }
}

/// How many changes came and were only counted, since everything was asked for last.
pub(super) fn over(conn: &Connection) -> Result<u64, VaultError> {
    let mut statement = conn.prepare_cached("SELECT count FROM held_over")?;
    let count: Option<i64> = statement.query_row([], |row| row.get(0)).optional()?;
    Ok(count.unwrap_or_default().unsigned_abs())
}

/// More is known: where something was only counted that may pass by now, the station is asked for everything again, and
/// other laptops are told of nothing any more that came on a stick.
pub(super) fn ask_again(
    conn: &Connection,
    cured: impl Iterator<Item = HeldReason>,
) -> Result<(), VaultError> {
    let cured = cured.map(bit).fold(0, |all, one| all | one);
    if conn.execute("DELETE FROM held_over WHERE reasons & ? <> 0", [cured])? > 0 {
        conn.execute_batch(
            "UPDATE sync_state SET pulled = 0;
             UPDATE parcels SET taken = NULL, taken_last = NULL, taken_directory = NULL;",
        )?;
        caught_up::forget(conn)?;
    }
    Ok(())
}

fn bit(reason: HeldReason) -> i64 {
    1 << reason.column()
}

/// Copies of a change that its author signed.
fn copies(conn: &Connection, id: ChangeId) -> Result<u64, VaultError> {
    let sql = format!("SELECT count(*) FROM held WHERE id = ? AND reason NOT IN ({})", unsigned());
    let count: i64 = conn.prepare_cached(&sql)?.query_row([id.bytes()], |row| row.get(0))?;
    Ok(count.unsigned_abs())
}

/// How many changes are held that nobody known signed, and of how many bytes.
fn used(conn: &Connection) -> Result<(u64, u64), VaultError> {
    let sql = format!(
        "SELECT count(*), coalesce(sum(length(header) + length(sealed)), 0) FROM held
         WHERE reason IN ({})",
        unsigned()
    );
    let used = conn.prepare_cached(&sql)?.query_row(params![], |row| {
        Ok((row.get::<_, i64>(0)?.unsigned_abs(), row.get::<_, i64>(1)?.unsigned_abs()))
    });
    Ok(used?)
}

fn unsigned() -> String {
    HeldReason::columns(|reason| !reason.is_signed())
}
