//! Changes that were taken before it was known that they do not count: of a device that was revoked, of a person who was
//! put out of a file. They leave the log and are held, as they are where the directory came first.

use super::chain::Chain;
use super::held;
use crate::error::VaultError;
use casework::id::DeviceId;
use history::Header;
use protocol::SealedChange;
use rusqlite::{Connection, params};
use sealing::Signature;

/// Holds every change of a device that the directory does not admit, and answers how many. Not for one's own device:
/// its next change follows them.
pub(super) fn unadmitted(
    conn: &Connection,
    chain: &Chain,
    author: DeviceId,
) -> Result<u64, VaultError> {
    let mut statement = conn.prepare_cached(
        "SELECT n, generation, header, signature, sealed FROM log WHERE author = ? ORDER BY seq",
    )?;
    let mut rows = statement.query([author.bytes()])?;
    let mut gone = Vec::new();
    while let Some(row) = rows.next()? {
        let header: Vec<u8> = row.get(2)?;
        let Ok(read) = Header::decode(&header) else { continue };
        if let Err(refusal) = chain.directory.admits(&read) {
            let (n, generation): (i64, u32) = (row.get(0)?, row.get(1)?);
            let (signature, sealed) = (Signature(row.get(3)?), row.get(4)?);
            gone.push((n, SealedChange { generation, header, signature, sealed }, refusal));
        }
    }
    for (n, change, refusal) in &gone {
        held::keep(conn, change, (*refusal).into())?;
        conn.prepare_cached("DELETE FROM log WHERE n = ?")?.execute(params![n])?;
    }
    Ok(gone.len() as u64)
}
