//! Rows of the list that snapshots make, until the changes are here. While one stands for a client or one of its cases, all
//! rows of that client are marked as not yet checked, and such a case cannot be opened: there is nothing of it to be signed
//! on. What the log says takes the place of a snapshot, and is never mixed with it.

use super::super::columns;
use super::super::rows::{all, first};
use super::row::refresh_rows_of;
use crate::context::Context;
use crate::error::VaultError;
use crate::snapshot::{CaseLine, Line};
use casework::client::Client;
use casework::id::{CaseId, ClientId, DeviceId, FileId};
use history::{ChangeId, RecordState};
use rusqlite::{Connection, params};
use std::collections::BTreeSet;

/// What snapshots say of a client.
#[derive(Default)]
pub(super) struct Standing {
    /// The client, with the snapshot's place.
    pub client: Option<(i64, Client)>,
    /// Cases, each with its snapshot's place.
    pub cases: Vec<(i64, CaseId, CaseLine)>,
}

impl Standing {
    /// What snapshots that stand say of this client.
    pub(super) fn of(conn: &Connection, id: ClientId) -> Result<Self, VaultError> {
        let sql = "SELECT n, file, line FROM snapshots WHERE client = ?1 ORDER BY n";
        let lines = all(conn, sql, [id.bytes()], |row| {
            let line: Line = columns::from_json(&row.get::<_, String>(2)?)?;
            Ok((row.get(0)?, FileId::from_bytes(row.get(1)?), line))
        })?;
        let mut standing = Self::default();
        for (n, file, line) in lines {
            match line {
                Line::Client(client) => standing.client = Some((n, *client)),
                Line::Case(line) => {
                    standing.cases.push((n, CaseId::from_bytes(file.bytes()), *line))
                }
            }
        }
        Ok(standing)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.client.is_none() && self.cases.is_empty()
    }
}

/// The record of a file has changed: where all that its snapshot shows is here, the snapshot goes. Where it shows what the
/// log shows and says something else, that is remembered. Answers whose rows it was in.
pub(in crate::views) fn settle(
    conn: &Connection,
    file: FileId,
    state: &RecordState,
    line: impl FnOnce() -> Line,
) -> Result<Option<ClientId>, VaultError> {
    let sql = "SELECT client, author, covers, line FROM snapshots WHERE file = ?1";
    let found = first(conn, sql, [file.bytes()], |row| {
        let covers: BTreeSet<ChangeId> =
            columns::seen_of(&row.get::<_, Vec<u8>>(2)?)?.into_iter().collect();
        let said: Line = columns::from_json(&row.get::<_, String>(3)?)?;
        let author = DeviceId::from_bytes(row.get(1)?);
        Ok((ClientId::from_bytes(row.get(0)?), author, covers, said))
    })?;
    let Some((client, author, mut covers, said)) = found else { return Ok(None) };
    let shown: BTreeSet<ChangeId> = state.shown().into_iter().collect();
    let exact = shown == covers;
    for entry in state.entries() {
        covers.remove(&entry.id);
    }
    if !covers.is_empty() {
        return Ok(None);
    }
    if exact && !said.agrees(&line()) {
        doubt(conn, author)?;
    }
    remove(conn, file)?;
    Ok(Some(client))
}

/// What was said under this author's name is not what the changes say.
pub(crate) fn doubt(conn: &Connection, author: DeviceId) -> Result<(), VaultError> {
    let sql = "INSERT OR IGNORE INTO snapshot_doubts (author) VALUES (?1)";
    conn.prepare_cached(sql)?.execute([author.bytes()])?;
    Ok(())
}

/// Keeps a snapshot, in the place of the file's last one.
pub(crate) fn put(
    conn: &Connection,
    (file, author): (FileId, DeviceId),
    covers: &[ChangeId],
    line: &Line,
) -> Result<ClientId, VaultError> {
    remove(conn, file)?;
    let client = line.client(file);
    let sql =
        "INSERT INTO snapshots (file, client, author, covers, line) VALUES (?1, ?2, ?3, ?4, ?5)";
    let (seen, json) = (columns::seen(covers), columns::json(line)?);
    conn.prepare_cached(sql)?.execute(params![
        file.bytes(),
        client.bytes(),
        author.bytes(),
        seen,
        json
    ])?;
    Ok(client)
}

/// The file's snapshot goes.
pub(crate) fn remove(conn: &Connection, file: FileId) -> Result<(), VaultError> {
    conn.prepare_cached("DELETE FROM snapshots WHERE file = ?1")?.execute([file.bytes()])?;
    Ok(())
}

/// Brings the rows of clients to what log and snapshots say.
pub(crate) fn refresh(
    conn: &Connection,
    clients: impl IntoIterator<Item = ClientId>,
    context: &Context,
) -> Result<(), VaultError> {
    clients.into_iter().try_for_each(|client| refresh_rows_of(conn, client, context))
}

/// The rows of all clients of whom snapshots stand, when the views are built anew.
pub(crate) fn refresh_all(conn: &Connection, context: &Context) -> Result<(), VaultError> {
    let sql = "SELECT DISTINCT client FROM snapshots";
    let clients = all(conn, sql, [], |row| Ok(ClientId::from_bytes(row.get(0)?)))?;
    refresh(conn, clients, context)
}
