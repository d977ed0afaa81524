//! What waits to be sent when its file gets a new key: sealed anew under that key, before it goes anywhere. Whoever was
//! put out of the file has the key before, and a station may leak.

use crate::body_key::BodyKey;
use crate::error::VaultError;
use crate::file_key;
use casework::id::{DeviceId, FileId};
use history::Header;
use rusqlite::{Connection, params};
use std::collections::BTreeMap;

/// This device's changes that the station does not have, each with its place, its file and the generation of its key.
const WAITING: &str = "SELECT n, file, generation FROM log
        WHERE author = ?1 AND seq > (SELECT acknowledged FROM sync_state)
    UNION ALL SELECT n, file, generation FROM log
        WHERE author = ?1 AND seq IN (SELECT seq FROM refused)
            AND seq <= (SELECT acknowledged FROM sync_state)";

/// Seals every change of this device that waits, and is sealed under an older key than the newest that is here of its
/// file, under that one. Header and signature stay as they are. One that does not open stays, too: it opens for nobody.
pub(super) fn waiting(conn: &Connection, me: DeviceId) -> Result<(), VaultError> {
    for (n, file, generation) in outdated(conn, me)? {
        anew(conn, n, file, generation)?;
    }
    Ok(())
}

fn outdated(conn: &Connection, me: DeviceId) -> Result<Vec<(i64, FileId, u32)>, VaultError> {
    let mut newest = BTreeMap::new();
    let mut statement = conn.prepare_cached(WAITING)?;
    let mut rows = statement.query([me.bytes()])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let (n, file, generation) = (row.get(0)?, FileId::from_bytes(row.get(1)?), row.get(2)?);
        let present = match newest.get(&file) {
            Some(present) => *present,
            None => {
                let present = file_key::newest(conn, file)?.map_or(0, |(present, _)| present);
                newest.insert(file, present);
                present
            }
        };
        if generation < present {
            found.push((n, file, generation));
        }
    }
    Ok(found)
}

fn anew(conn: &Connection, n: i64, file: FileId, generation: u32) -> Result<(), VaultError> {
    let mut statement = conn.prepare_cached("SELECT header, sealed FROM log WHERE n = ?")?;
    let (bytes, sealed): (Vec<u8>, Vec<u8>) =
        statement.query_row([n], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let Ok(header) = Header::decode(&bytes) else { return Ok(()) };
    let old = BodyKey::find(conn, BodyKey::of(&header, generation))?;
    let (Some(old), Some((present, key))) = (old, file_key::newest(conn, file)?) else {
        return Ok(());
    };
    let Ok(salted) = old.open(&bytes, &sealed) else { return Ok(()) };
    let sealed = BodyKey::from_file_key(key, &header).seal(&bytes, &salted);
    let sql = "UPDATE log SET sealed = ?, generation = ? WHERE n = ?";
    conn.prepare_cached(sql)?.execute(params![sealed, present, n])?;
    Ok(())
}
