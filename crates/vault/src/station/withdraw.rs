//! Changes that were taken before it was known that they do not count: of a device that was revoked, of a person who was
//! put out of a file. They leave the log and are held, as they are where the directory came first.

use super::chain::Chain;
use super::held;
use super::reason::HeldReason;
use crate::error::VaultError;
use casework::id::DeviceId;
use history::Header;
use rusqlite::Connection;

/// Holds every change of a device that the directory does not admit, and answers how many. Not for one's own device:
/// its next change follows them.
pub(super) fn unadmitted(
    conn: &Connection,
    chain: &Chain,
    author: DeviceId,
) -> Result<u64, VaultError> {
    let gone = refused(conn, chain, author)?;
    for (n, reason) in &gone {
        let sql = "SELECT generation, header, signature, sealed FROM log WHERE n = ?";
        let change = conn.prepare_cached(sql)?.query_row([n], held::sealed)?;
        held::keep(conn, &change, *reason)?;
        conn.prepare_cached("DELETE FROM log WHERE n = ?")?.execute([n])?;
    }
    Ok(gone.len() as u64)
}

/// Their places in the log, and why they do not count.
fn refused(
    conn: &Connection,
    chain: &Chain,
    author: DeviceId,
) -> Result<Vec<(i64, HeldReason)>, VaultError> {
    let sql = "SELECT n, header FROM log WHERE author = ? ORDER BY seq";
    let mut statement = conn.prepare_cached(sql)?;
    let mut rows = statement.query([author.bytes()])?;
    let mut refused = Vec::new();
    while let Some(row) = rows.next()? {
        let header: Vec<u8> = row.get(1)?;
        let Ok(header) = Header::decode(&header) else { continue };
        if let Err(refusal) = chain.directory.admits(&header) {
            refused.push((row.get(0)?, refusal.into()));
        }
    }
    Ok(refused)
}
