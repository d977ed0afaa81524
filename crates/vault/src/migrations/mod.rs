//! Versions of the tables that hold what cannot be derived, one file a version. A new version adds a file and
//! a line; a file that was released is never changed again.
//!
//! Views and search have no version. They are built anew whenever their shape, their revision or the rules
//! they follow are not those they were built with.

use crate::context::Context;
use crate::error::{Damage, VaultError};
use crate::log::Trust;
use crate::{rebuild, search, views};
use rusqlite::{Connection, OptionalExtension};
use sha2::{Digest, Sha256};

/// What leads from each version to the next, beginning with an empty database.
pub(crate) const STEPS: [&str; 4] = [
    include_str!("v0001.sql"),
    include_str!("v0002.sql"),
    include_str!("v0003.sql"),
    include_str!("v0004.sql"),
];

/// The tables that hold what cannot be derived.
const TABLES: [&str; 39] = [
    "identity",
    "devices",
    "file_keys",
    "log",
    "drafts",
    "forms",
    "attachment_names",
    "dismissed",
    "box_key",
    "user_keys",
    "station",
    "directory",
    "sync_state",
    "held",
    "refused",
    "files_pulled",
    "station_heads",
    "station_short",
    "aside",
    "farewells",
    "taken_over",
    "own_fork",
    "next_device",
    "rewritten",
    "blobs_sent",
    "blobs_wanted",
    "alarms",
    "parcels",
    "views_made_of",
    "recovery_unchecked",
    "escrow_doubts",
    "station_told",
    "audit_keys",
    "key_doubts",
    "held_over",
    "laptop_answers",
    "caught_up",
    "snapshots",
    "snapshot_doubts",
];

/// The version this program writes, and the newest it opens.
pub(crate) const VERSION: u32 = STEPS.len() as u32;

/// Refuses a vault that this program does not know how to open, without touching it.
pub(crate) fn admit(conn: &Connection) -> Result<(), VaultError> {
    match version(conn)? {
        // Tables and version are written in one transaction: no vault of ours has no version.
        0 => Err(VaultError::Damaged(Damage::Row)),
        found if found > VERSION => Err(VaultError::TooNew { found }),
        _ => Ok(()),
    }
}

/// Brings the tables to this program's version. Runs in the caller's transaction: all of it or nothing.
pub(crate) fn run(conn: &Connection) -> Result<(), VaultError> {
    let from = version(conn)?;
    for step in STEPS.iter().skip(from as usize) {
        conn.execute_batch(step)?;
    }
    if from < VERSION {
        conn.pragma_update(None, "user_version", VERSION)?;
    }
    Ok(())
}

/// Builds views and search anew if they were built otherwise than this program would. Runs in the caller's
/// transaction.
pub(crate) fn settle_views(conn: &Connection, context: &Context) -> Result<(), VaultError> {
    let wanted = fingerprint(context);
    let found = conn
        .query_row("SELECT fingerprint, tables FROM views_made_of", [], |row| {
            Ok((row.get::<_, [u8; 32]>(0)?, row.get::<_, String>(1)?))
        })
        .optional()?;
    if found.as_ref().is_some_and(|(fingerprint, _)| *fingerprint == wanted) {
        return Ok(());
    }
    drop_views(conn, found.map(|(_, tables)| tables))?;
    rebuild::all(conn, context, Trust::in_none(&context.signers), |_| Ok(()))?;
    search::tidy(conn)?;
    let tables: Vec<_> = views::TABLES.iter().chain(search::TABLES).collect();
    let tables = serde_json::to_string(&tables).map_err(|_| VaultError::NotStorable)?;
    conn.execute(
        "INSERT OR REPLACE INTO views_made_of (only, fingerprint, tables) VALUES (1, ?, ?)",
        (wanted, tables),
    )?;
    Ok(())
}

/// Removes the views that another version made, by the list it left. A table on no list is none of a view's
/// and stays. What this version makes itself is removed where it is made anew.
fn drop_views(conn: &Connection, listed: Option<String>) -> Result<(), VaultError> {
    let listed: Vec<String> =
        listed.and_then(|tables| serde_json::from_str(&tables).ok()).unwrap_or_default();
    for name in listed.iter().filter(|name| !TABLES.contains(&name.as_str())) {
        conn.execute_batch(&format!("DROP TABLE IF EXISTS \"{}\"", name.replace('"', "\"\"")))?;
    }
    Ok(())
}

fn version(conn: &Connection) -> Result<u32, VaultError> {
    Ok(conn.query_row("PRAGMA user_version", [], |row| row.get(0))?)
}

/// Of all that decides what stands in the views beside the log.
fn fingerprint(context: &Context) -> [u8; 32] {
    let mut hash = Sha256::new();
    for (schema, revision) in [(views::SCHEMA, views::REVISION), (search::SCHEMA, search::REVISION)]
    {
        hash.update((schema.len() as u64).to_be_bytes());
        hash.update(schema);
        hash.update(revision.to_be_bytes());
    }
    // Due days stand in the views, so other rules make other views.
    hash.update(format!("{:?}", context.rules));
    hash.finalize().into()
}
