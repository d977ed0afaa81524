//! Making and opening the database.

use std::path::Path;

use rusqlite::{Connection, OpenFlags, TransactionBehavior, params};

use super::{STATION, SqliteStore};
use crate::store::{About, Founding, StoreError};

const SCHEMA: &str = include_str!("schema.sql");
const VERSION: i64 = 3;
/// What leads from version 1 to 2. It knew no accesses: what came before needs no kind.
const TO_2: &str = "ALTER TABLE changes ADD COLUMN kind INTEGER NOT NULL DEFAULT 0";
/// What leads from version 2 to 3.
const TO_3: &str = "CREATE TABLE snapshots (
    n INTEGER PRIMARY KEY, station INTEGER NOT NULL, file BLOB NOT NULL, author BLOB NOT NULL, seq INTEGER NOT NULL,
    header BLOB NOT NULL, signature BLOB NOT NULL, sealed BLOB NOT NULL, UNIQUE (station, file)) STRICT";
/// “JFst”, so that `file` and a person with an editor can tell what it is.
const APPLICATION: i64 = 0x4a46_7374;

impl SqliteStore {
    /// Makes the database of a station that waits to be founded.
    ///
    /// # Errors
    /// [`StoreError`]; the file must not exist.
    pub fn create(
        path: &Path,
        name: &str,
        address: &str,
        founding: &Founding,
    ) -> Result<(), StoreError> {
        drop(std::fs::File::create_new(path)?);
        restrict(path)?;
        let mut db = Connection::open(path)?;
        db.pragma_update(None, "journal_mode", "WAL")?;
        db.pragma_update(None, "synchronous", "FULL")?;
        let tx = db.transaction()?;
        tx.pragma_update(None, "application_id", APPLICATION)?;
        tx.pragma_update(None, "user_version", VERSION)?;
        tx.execute_batch(SCHEMA)?;
        tx.execute(
            "INSERT INTO stations (key, name, address, founding) VALUES (?1, ?2, ?3, ?4)",
            params![STATION, name, address, founding.key.0],
        )?;
        tx.execute(
            "INSERT INTO invitations VALUES (?1, ?2, ?3, ?4, ?5)",
            params![STATION, founding.lookup, founding.key.0, founding.sealed, i64::MAX],
        )?;
        tx.commit()?;
        Ok(())
    }

    /// The station's name and address, from a database that may be in use.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn about(path: &Path) -> Result<About, StoreError> {
        let sql = "SELECT name, address FROM stations WHERE key = ?1";
        Ok(reading(path)?.query_row(sql, [STATION], |row| {
            Ok(About { name: row.get(0)?, address: row.get(1)? })
        })?)
    }

    /// Notes another address.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn set_address(path: &Path, address: &str) -> Result<(), StoreError> {
        let db = writing(path, None)?;
        db.execute("UPDATE stations SET address = ?2 WHERE key = ?1", params![STATION, address])?;
        Ok(())
    }
}

/// The connection that writes.
pub(super) fn writing(path: &Path, most_bytes: Option<u64>) -> Result<Connection, StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let db = Connection::open_with_flags(path, flags)?;
    prepare(&db)?;
    let db = renewed(db)?;
    db.pragma_update(None, "journal_mode", "WAL")?;
    // Acknowledged is on the disk, not in the system's cache.
    db.pragma_update(None, "synchronous", "FULL")?;
    db.pragma_update(None, "cache_size", -65_536)?;
    db.pragma_update(None, "wal_autocheckpoint", 4_000)?;
    if let Some(most) = most_bytes {
        let page: i64 = db.pragma_query_value(None, "page_size", |row| row.get(0))?;
        let pages = most / u64::try_from(page).unwrap_or(4096).max(1);
        db.pragma_update(None, "max_page_count", i64::try_from(pages).unwrap_or(i64::MAX))?;
    }
    Ok(db)
}

/// A connection that reads beside it.
pub(super) fn reading(path: &Path) -> Result<Connection, StoreError> {
    // Read-only by intent, not by flag: a reader of a WAL must be able to make its index.
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let db = Connection::open_with_flags(path, flags)?;
    prepare(&db)?;
    db.pragma_update(None, "query_only", true)?;
    Ok(db)
}

/// Brings a database of an older version to this one: all of it or nothing.
fn renewed(mut db: Connection) -> Result<Connection, StoreError> {
    let tx = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let version: i64 = tx.pragma_query_value(None, "user_version", |row| row.get(0))?;
    for (to, step) in (2..).zip([TO_2, TO_3]) {
        if version < to {
            tx.execute_batch(step)?;
        }
    }
    if version < VERSION {
        tx.pragma_update(None, "user_version", VERSION)?;
    }
    tx.commit()?;
    Ok(db)
}

fn prepare(db: &Connection) -> Result<(), StoreError> {
    db.busy_timeout(std::time::Duration::from_secs(10))?;
    db.set_prepared_statement_cache_capacity(64);
    let application: i64 = db.pragma_query_value(None, "application_id", |row| row.get(0))?;
    let version: i64 = db.pragma_query_value(None, "user_version", |row| row.get(0))?;
    match (application, version) {
        (APPLICATION, 1..=VERSION) => Ok(()),
        (APPLICATION, newer) if newer > VERSION => Err(StoreError::Newer),
        _ => Err(StoreError::Damaged),
    }
}

fn restrict(path: &Path) -> Result<(), StoreError> {
    use std::os::unix::fs::PermissionsExt;
    Ok(std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o600))?)
}
