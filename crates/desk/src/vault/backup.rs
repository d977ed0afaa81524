//! Writes the whole vault into one encrypted file, where the worker chooses.

use crate::desk::Desk;
use crate::failure::Failure;
use crate::host::FilePurpose;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Request of `vault_backup`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "VaultBackupRequest")]
pub struct Request {}

/// Response of `vault_backup`.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(rename = "VaultBackupResponse")]
pub struct Response {
    /// Where it was written; nothing if the worker chose no place.
    pub path: Option<String>,
    /// Its size in bytes.
    #[ts(type = "number")]
    pub size: u64,
    /// Attachments whose file was missing and could not be taken along.
    pub attachments_missing: u32,
}

/// Runs the command.
///
/// # Errors
/// [`Code::Locked`](crate::failure::Code); those of the disk that is written to.
pub fn run(desk: &Desk, _: Request) -> Result<Response, Failure> {
    let now = desk.host().now();
    desk.open(|_| Ok(()))?;
    let name = format!("jiafang-{}.jfbackup", now.format("%Y%m%d-%H%M"));
    let Some(path) = desk.host().choose_save(&name, FilePurpose::Backup) else {
        return Ok(Response { path: None, size: 0, attachments_missing: 0 });
    };
    let taken =
        desk.open(|vault| Ok(vault.backup(&path, now, &mut desk.watcher("vault_backup"))?))?;
    Ok(Response {
        path: Some(path.display().to_string()),
        size: taken.size,
        attachments_missing: u32::try_from(taken.attachments_missing.len()).unwrap_or(u32::MAX),
    })
}
