//! What a pulled change cannot be spared: its signature verified, its body opened, its bytes inserted.

use std::path::Path;
use std::time::{Duration, Instant};

use rusqlite::TransactionBehavior;
use sealing::{DeviceKey, FileKey, Namespace};

use super::laptop::Written;
use crate::bare;

/// Bytes of a header.
const HEADER: usize = 330;
/// Rows in one transaction, about as many as come in one page.
const PAGE: usize = 1000;

/// Does so with so many changes. Answers how long it took.
///
/// # Errors
/// Faults of the disk.
pub fn verify_open_insert(count: usize, of: Written, folder: &Path) -> anyhow::Result<Duration> {
    let folder = tempfile::tempdir_in(folder)?;
    let mut conn = bare::database(folder.path())?;
    conn.execute_batch("CREATE TABLE log (n INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, header BLOB NOT NULL, signature BLOB NOT NULL, sealed BLOB NOT NULL) STRICT")?;
    let (device, file) = (DeviceKey::make(), FileKey::make());
    let public = device.public();
    let changes: Vec<_> = (0..count)
        .map(|n| {
            let mut header = vec![0x5a; HEADER];
            header[..8].copy_from_slice(&(n as u64).to_be_bytes());
            let signature = sealing::sign(&device, Namespace::Change, &header);
            let sealed = sealing::seal(&file, &header, &vec![0xa5; of.body]);
            (header, signature, sealed)
        })
        .collect();
    let started = Instant::now();
    for page in changes.chunks(PAGE) {
        let transaction = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
        {
            let mut insert = transaction.prepare_cached(
                "INSERT INTO log (id, header, signature, sealed) VALUES (?, ?, ?, ?)",
            )?;
            for (header, signature, sealed) in page {
                sealing::verify(&public, Namespace::Change, header, signature)?;
                let body = sealing::open(&file, header, sealed)?;
                anyhow::ensure!(body.len() == of.body, "another body");
                let id = protocol::change_id(header);
                insert.execute(rusqlite::params![id.bytes(), header, signature.0, sealed])?;
            }
        }
        transaction.commit()?;
    }
    Ok(started.elapsed())
}
