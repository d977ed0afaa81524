//! SQLCipher with nothing around it: the floor of what is stored.

use std::path::Path;

use rusqlite::{Connection, TransactionBehavior};

/// The same settings as a vault's.
const SETTINGS: &str = "
    PRAGMA synchronous = FULL;
    PRAGMA cache_size = -64000;
    PRAGMA foreign_keys = ON;
    PRAGMA secure_delete = ON;
    PRAGMA temp_store = MEMORY;
    PRAGMA mmap_size = 0;";
/// Key and salt, raw, as a vault's: nothing is stretched.
const KEY: &str = "PRAGMA key = \"x'\
    7f1d0c9b8a796857463524130201f0e0d0c0b0a090807060504030201f1e1d1c\
    00112233445566778899aabbccddeeff'\"";

/// An empty encrypted database.
///
/// # Errors
/// Faults of the disk.
pub fn database(folder: &Path) -> anyhow::Result<Connection> {
    let conn = Connection::open(folder.join("bare.db"))?;
    conn.execute_batch(KEY)?;
    let mode: String = conn.query_row("PRAGMA journal_mode = WAL", [], |row| row.get(0))?;
    anyhow::ensure!(mode == "wal", "the bare database is not in WAL mode");
    conn.execute_batch(SETTINGS)?;
    Ok(conn)
}

/// One table of bytes, a row a transaction.
#[derive(Debug)]
pub struct Rows(Connection);

impl Rows {
    /// An empty table.
    ///
    /// # Errors
    /// Faults of the disk.
    pub fn new(folder: &Path) -> anyhow::Result<Self> {
        let conn = database(folder)?;
        conn.execute_batch(
            "CREATE TABLE rows (n INTEGER PRIMARY KEY, bytes BLOB NOT NULL) STRICT",
        )?;
        Ok(Self(conn))
    }

    /// Adds a row: durable when this returns.
    ///
    /// # Errors
    /// Faults of the disk.
    pub fn add(&mut self, bytes: &[u8]) -> rusqlite::Result<()> {
        let transaction = self.0.transaction_with_behavior(TransactionBehavior::Immediate)?;
        transaction.prepare_cached("INSERT INTO rows (bytes) VALUES (?1)")?.execute([bytes])?;
        transaction.commit()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bare_database_is_encrypted_and_durable() {
        let folder = tempfile::tempdir().unwrap();
        let mut rows = Rows::new(folder.path()).unwrap();
        let planted = b"planted words of a note";
        rows.add(planted).unwrap();
        let synchronous: i64 =
            rows.0.query_row("PRAGMA synchronous", [], |row| row.get(0)).unwrap();
        assert_eq!(synchronous, 2);
        for file in ["bare.db", "bare.db-wal"] {
            let bytes = std::fs::read(folder.path().join(file)).unwrap();
            assert!(!bytes.windows(planted.len()).any(|window| window == planted), "{file}");
        }
    }
}
