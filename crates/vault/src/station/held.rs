//! Changes that came and are not in the log: kept with the reason, shown, never dropped.

use super::chain::DAMAGED;
use super::reason::HeldReason;
use super::room;
use crate::error::VaultError;
use crate::vault::Vault;
use casework::id::{DeviceId, FileId};
use history::{ChangeId, Hash, Header};
use protocol::SealedChange;
use rusqlite::{Connection, OptionalExtension, Row, params};
use sealing::Signature;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// A change that is held.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// The change.
    pub id: ChangeId,
    /// Why it is held.
    pub reason: HeldReason,
    /// Who is said to have written it; nothing where the header cannot be read. Not proven, unless the reason is one
    /// that is found only behind a signature.
    pub author: Option<DeviceId>,
    /// Its number among the author's changes, as little proven.
    pub seq: Option<u64>,
    /// The file it is said to belong to, as little proven.
    pub file: Option<FileId>,
}

impl Vault {
    /// What is held, in the order in which it came.
    ///
    /// # Errors
    /// When the vault cannot be read.
    pub fn held(&self) -> Result<Vec<Held>, VaultError> {
        let mut statement = self.conn.prepare("SELECT id, header, reason FROM held ORDER BY n")?;
        let mut rows = statement.query([])?;
        let mut all = Vec::new();
        while let Some(row) = rows.next()? {
            let header = Header::decode(&row.get::<_, Vec<u8>>(1)?).ok();
            all.push(Held {
                id: Hash(row.get(0)?),
                reason: HeldReason::of_column(row.get(2)?).ok_or(DAMAGED)?,
                author: header.as_ref().map(|header| header.author),
                seq: header.as_ref().map(|header| header.seq),
                file: header.as_ref().map(|header| header.file),
            });
        }
        Ok(all)
    }

    /// How much is held, by reason.
    ///
    /// # Errors
    /// When the vault cannot be read.
    pub fn held_counts(&self) -> Result<BTreeMap<HeldReason, u64>, VaultError> {
        let sql = "SELECT reason, count(*) FROM held GROUP BY reason";
        let mut statement = self.conn.prepare_cached(sql)?;
        let mut rows = statement.query([])?;
        let mut counts = BTreeMap::new();
        while let Some(row) = rows.next()? {
            let reason = HeldReason::of_column(row.get(0)?).ok_or(DAMAGED)?;
            counts.insert(reason, row.get::<_, i64>(1)?.unsigned_abs());
        }
        Ok(counts)
    }

    /// How many changes came that were not kept, because so many were held already that nobody known here had signed.
    ///
    /// # Errors
    /// When the vault cannot be read.
    pub fn held_over(&self) -> Result<u64, VaultError> {
        room::over(&self.conn)
    }

    /// What is held of a change, as it came: the evidence against whoever wrote or altered it.
    ///
    /// # Errors
    /// When the vault cannot be read.
    pub fn held_change(&self, id: ChangeId) -> Result<Vec<SealedChange>, VaultError> {
        copies(&self.conn, id)
    }
}

/// Keeps a change, or writes down that it is held for another reason by now. Of what came without proof only as much as
/// [`Room`](room::Room) has.
pub(super) fn keep(
    conn: &Connection,
    change: &SealedChange,
    reason: HeldReason,
) -> Result<(), VaultError> {
    conn.prepare_cached(
        "INSERT INTO held (digest, id, generation, header, signature, sealed, reason)
         VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (digest) DO UPDATE SET reason = excluded.reason",
    )?
    .execute(params![
        digest(change),
        change.id().bytes(),
        change.generation,
        change.header,
        change.signature.0,
        change.sealed,
        reason.column(),
    ])?;
    Ok(())
}

/// The change is in the log: its altered copies say nothing more.
pub(super) fn let_go(conn: &Connection, id: ChangeId) -> Result<(), VaultError> {
    conn.prepare_cached("DELETE FROM held WHERE id = ?")?.execute([id.bytes()])?;
    Ok(())
}

/// The copies of a change that are held, in the order in which they came.
pub(super) fn copies(conn: &Connection, id: ChangeId) -> Result<Vec<SealedChange>, VaultError> {
    let sql = "SELECT generation, header, signature, sealed FROM held WHERE id = ? ORDER BY n";
    let mut statement = conn.prepare_cached(sql)?;
    let found = statement.query_map([id.bytes()], sealed)?.collect::<Result<_, _>>()?;
    Ok(found)
}

/// A change that is held, as it came first.
pub(super) fn find(conn: &Connection, id: ChangeId) -> Result<Option<SealedChange>, VaultError> {
    let sql =
        "SELECT generation, header, signature, sealed FROM held WHERE id = ? ORDER BY n LIMIT 1";
    Ok(conn.prepare_cached(sql)?.query_row([id.bytes()], sealed).optional()?)
}

/// Whether this very change is held, bit for bit.
pub(super) fn is_there(conn: &Connection, change: &SealedChange) -> Result<bool, VaultError> {
    Ok(conn.prepare_cached("SELECT 1 FROM held WHERE digest = ?")?.exists([digest(change)])?)
}

/// A change as it stands in the first four columns of a row: generation, header, signature, sealed body.
pub(super) fn sealed(row: &Row<'_>) -> rusqlite::Result<SealedChange> {
    Ok(SealedChange {
        generation: row.get(0)?,
        header: row.get(1)?,
        signature: Signature(row.get(2)?),
        sealed: row.get(3)?,
    })
}

fn digest(change: &SealedChange) -> [u8; 32] {
    let parts = [&change.header[..], &change.signature.0, &change.sealed];
    let mut hash = Sha256::new().chain_update(change.generation.to_be_bytes());
    for part in parts {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part);
    }
    hash.finalize().into()
}
