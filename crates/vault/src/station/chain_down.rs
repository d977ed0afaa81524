//! The chain of an author whose end the directory names, followed down: each change names the one before it, so a
//! device that was revoked cannot sign others for numbers that it used before.

use super::held;
use super::reason::HeldReason;
use crate::error::VaultError;
use crate::log::column;
use casework::id::DeviceId;
use history::{ChangeId, Header};
use protocol::SealedChange;
use rusqlite::{Connection, OptionalExtension, params};

/// A change that is in a chain for sure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Link {
    pub(super) seq: u64,
    pub(super) id: ChangeId,
}

impl Link {
    /// The change before this one; nothing before the first.
    pub(super) fn before(header: &Header) -> Option<Self> {
        Some(Self { seq: header.seq.checked_sub(1)?, id: header.previous? })
    }
}

/// Goes down from a change that is in the chain for sure, as far as the changes are here. Answers the first that is not,
/// and whether another stood in its place: that one is held from now on.
pub(super) fn descend(
    conn: &Connection,
    author: DeviceId,
    from: Link,
) -> Result<(Option<Link>, bool), VaultError> {
    let mut link = from;
    loop {
        let Some((n, found)) = at(conn, author, link.seq)? else { return Ok((Some(link), false)) };
        if found.id() != link.id {
            held::keep(conn, &found, HeldReason::Forked)?;
            conn.prepare_cached("DELETE FROM log WHERE n = ?")?.execute([n])?;
            return Ok((Some(link), true));
        }
        let before = Header::decode(&found.header).ok().and_then(|header| Link::before(&header));
        match before {
            Some(before) => link = before,
            None => return Ok((None, false)),
        }
    }
}

/// The change of an author with this number, and its place in the log.
fn at(
    conn: &Connection,
    author: DeviceId,
    seq: u64,
) -> Result<Option<(i64, SealedChange)>, VaultError> {
    let sql =
        "SELECT generation, header, signature, sealed, n FROM log WHERE author = ? AND seq = ?";
    let mut statement = conn.prepare_cached(sql)?;
    let found = statement.query_row(params![author.bytes(), column(seq)], |row| {
        Ok((row.get(4)?, held::sealed(row)?))
    });
    Ok(found.optional()?)
}
