//! Writes the whole vault into one encrypted file, where the worker chooses.

use crate::desk::Desk;
use crate::failure::{Code, Failure};
use crate::host::FilePurpose;
use crate::outside::is_inside;
use chrono::{DateTime, FixedOffset};
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
    desk.not_for_sample()?;
    let name = suggested_name(now);
    let Some(path) = desk.host().choose_save(&name, FilePurpose::Backup) else {
        return Ok(Response { path: None, size: 0, attachments_missing: 0 });
    };
    if is_inside(&path, &desk.host().data_folder()) {
        return Err(Code::InsideVault.into());
    }
    // Nobody closes the vault but by the door. The session is free meanwhile: what is typed goes in at once.
    let _door = desk.door();
    let still = desk.open(|vault| {
        desk.begin();
        Ok(vault.hold_still(&path)?)
    })?;
    let taken = still.write(now, &mut desk.watcher("vault_backup"));
    desk.open(|vault| Ok(vault.let_go()?))?;
    let taken = taken?;
    Ok(Response {
        path: Some(path.display().to_string()),
        size: taken.size,
        attachments_missing: u32::try_from(taken.attachments_missing.len()).unwrap_or(u32::MAX),
    })
}

/// The name under which the restore's file dialog will show it.
fn suggested_name(now: DateTime<FixedOffset>) -> String {
    let ending = FilePurpose::Backup.extension().unwrap_or_default();
    format!("jiafang-{}.{ending}", now.format("%Y%m%d-%H%M"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    #[test]
    fn a_backup_is_found_by_its_ending_when_it_is_restored() {
        let name = suggested_name(DateTime::UNIX_EPOCH.fixed_offset());
        assert_eq!(name, "jiafang-19700101-0000.jiafang");
        let ending = Path::new(&name).extension().and_then(|ending| ending.to_str());
        assert_eq!(ending, FilePurpose::Backup.extension());
    }
}
