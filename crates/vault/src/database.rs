//! The database file: SQLCipher with a raw key. SQLCipher's own stretching is not used; the key comes from the
//! vault key, which Argon2id guards.

use crate::error::{Damage, KeySlotsFault, VaultError};
use crate::folder::{Folder, make_file};
use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};
use sealing::{DatabaseKey, VaultId, hazmat, make_salt};
use sha2::{Digest, Sha256};
use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::Read;
use std::sync::Once;
use zeroize::Zeroizing;

/// Bytes in a page.
const PAGE: u64 = 4096;
/// Random bytes in a vault's id; a checksum fills the rest.
const ID_RANDOM: usize = 12;
/// Every statement of a save is prepared once: there are about a hundred.
const STATEMENTS: usize = 160;

/// A fresh vault id. The database begins with it (it is SQLCipher's salt, which a raw key makes no other
/// use of), and it bears a checksum: so another vault's database is told from a damaged one.
pub(crate) fn make_vault_id() -> VaultId {
    let mut id = make_salt();
    let sum = id_checksum(&id);
    id[ID_RANDOM..].copy_from_slice(&sum);
    VaultId(id)
}

fn id_checksum(id: &[u8; 16]) -> [u8; 4] {
    let hash = Sha256::new()
        .chain_update(b"jiafang vault id v1\0")
        .chain_update(&id[..ID_RANDOM])
        .finalize();
    [hash[0], hash[1], hash[2], hash[3]]
}

/// Looks at the file before anybody has typed anything: is it there, whole pages, and this vault's?
pub(crate) fn look_at(folder: &Folder, vault: VaultId) -> Result<(), VaultError> {
    let path = folder.database();
    if !path.exists() {
        return Err(VaultError::Damaged(Damage::Missing));
    }
    let length = fs::metadata(&path)?.len();
    if length == 0 {
        return Err(VaultError::Damaged(Damage::Empty));
    }
    // A write that was cut in a checkpoint is mended from the write-ahead log.
    if length % PAGE != 0 && !folder.wal().exists() {
        return Err(VaultError::Damaged(Damage::Truncated));
    }
    let mut id = [0; 16];
    if File::open(&path)?.read_exact(&mut id).is_err() {
        return Err(VaultError::Damaged(Damage::Truncated));
    }
    if id != vault.0 && id[ID_RANDOM..] == id_checksum(&id) {
        return Err(VaultError::KeySlots(KeySlotsFault::OfAnotherVault));
    }
    Ok(())
}

/// A connection, not keyed yet. SQLite says that it is ready before SQLCipher's part of it is: whoever comes second
/// while the first is still opening is told that there is no cipher. So the first one opens alone.
fn connect(folder: &Folder) -> rusqlite::Result<Connection> {
    static READY: Once = Once::new();
    READY.call_once(|| drop(Connection::open_in_memory()));
    Connection::open_with_flags(folder.database(), flags())
}

/// Makes an empty database.
pub(crate) fn create(
    folder: &Folder,
    vault: VaultId,
    key: &DatabaseKey,
) -> Result<Connection, VaultError> {
    // SQLite would make the file for everybody to read; an empty one is as good as none to it.
    make_file(&folder.database())?;
    let conn = connect(folder)?;
    set_key(&conn, vault, key)?;
    settle(&conn)?;
    Ok(conn)
}

/// Opens the database and reads its first page.
pub(crate) fn open(
    folder: &Folder,
    vault: VaultId,
    key: &DatabaseKey,
) -> Result<Connection, VaultError> {
    let conn = connect(folder)?;
    set_key(&conn, vault, key)?;
    conn.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))?;
    if conn.is_readonly("main")? {
        return Err(VaultError::ReadOnly);
    }
    Ok(conn)
}

/// What every connection is set to. Only once the version is known to be ours: some of it writes.
///
/// - Plans do not look at bound values. Otherwise every statement whose value is held against a partial index
///   is compiled anew each time it runs: a tenth of the cost of a save.
/// - Deleted rows are overwritten where that writes no further page. Whole pages that become free keep what was
///   in them, sealed like everything else; overwriting these, too, writes 7 % more pages.
/// - `cipher_memory_security` stays off: it makes a save three times as slow and a rebuild ten times.
///   SQLCipher wipes its keys without it.
pub(crate) fn settle(conn: &Connection) -> Result<(), VaultError> {
    conn.set_prepared_statement_cache_capacity(STATEMENTS);
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    let mode: String = conn.query_row("PRAGMA journal_mode = WAL", [], |row| row.get(0))?;
    if mode != "wal" {
        return Err(VaultError::ReadOnly);
    }
    conn.execute_batch(
        "PRAGMA synchronous = FULL;
         PRAGMA cache_size = -64000;
         PRAGMA foreign_keys = ON;
         PRAGMA secure_delete = FAST;
         PRAGMA temp_store = MEMORY;
         PRAGMA mmap_size = 0;",
    )?;
    Ok(())
}

/// Brings everything into the one file and leaves no write-ahead log.
pub(crate) fn checkpoint(conn: &Connection) -> Result<(), VaultError> {
    let busy: bool = conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))?;
    if busy { Err(VaultError::InUse) } else { Ok(()) }
}

/// Whether what is saved is brought into the one file from time to time, or stays in the write-ahead log for now.
pub(crate) fn checkpoint_by_itself(conn: &Connection, on: bool) -> Result<(), VaultError> {
    // SQLite's own choice: every 1000 pages.
    let sql = if on { "PRAGMA wal_autocheckpoint = 1000" } else { "PRAGMA wal_autocheckpoint = 0" };
    Ok(conn.query_row(sql, [], |_| Ok(()))?)
}

/// Checks the seal of every page.
///
/// # Errors
/// [`Damage::Page`] when one does not hold.
pub(crate) fn check_pages(conn: &Connection) -> Result<(), VaultError> {
    let mut statement = conn.prepare("PRAGMA cipher_integrity_check")?;
    let faulty = statement.query([])?.next()?.is_some();
    if faulty { Err(VaultError::Damaged(Damage::Page)) } else { Ok(()) }
}

/// What an error means on this connection. After a page that did not open, SQLCipher turns the connection
/// read-only and every later statement fails in some way of its own.
pub(crate) fn explain(conn: &Connection, error: VaultError) -> VaultError {
    match error {
        VaultError::ReadOnly | VaultError::Database(_)
            if conn.is_readonly("main").unwrap_or(false) =>
        {
            VaultError::Damaged(Damage::Page)
        }
        other => other,
    }
}

fn flags() -> OpenFlags {
    OpenFlags::SQLITE_OPEN_READ_WRITE
        | OpenFlags::SQLITE_OPEN_NO_MUTEX
        | OpenFlags::SQLITE_OPEN_EXRESCODE
}

fn set_key(conn: &Connection, vault: VaultId, key: &DatabaseKey) -> Result<(), VaultError> {
    // SQLCipher would tell the standard error stream of pages that do not open; we tell by our errors.
    conn.execute_batch("PRAGMA cipher_log_level = NONE")?;
    // Room for all of it from the start: growing would leave copies of the key behind.
    let mut pragma = Zeroizing::new(String::with_capacity(160));
    pragma.push_str("PRAGMA key = \"x'");
    for byte in hazmat::expose(key).iter().chain(&vault.0) {
        // Writing to a string does not fail.
        let _ = write!(pragma, "{byte:02x}");
    }
    pragma.push_str("'\"");
    Ok(conn.execute_batch(&pragma)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_vault_id_knows_its_own_checksum() {
        let id = make_vault_id().0;
        assert_eq!(id[ID_RANDOM..], id_checksum(&id));
        for place in 0..16 {
            let mut altered = id;
            altered[place] ^= 1;
            assert_ne!(altered[ID_RANDOM..], id_checksum(&altered), "byte {place}");
        }
    }
}
