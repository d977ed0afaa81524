//! Restores a vault from a backup file that the worker chooses. A vault that is already there is set
//! aside, never overwritten.

use crate::desk::Desk;
use crate::failure::Failure;
use crate::host::FilePurpose;
use ::vault::Vault;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Request of `vault_restore`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "VaultRestoreRequest")]
pub struct Request {}

/// Response of `vault_restore`.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(rename = "VaultRestoreResponse")]
pub struct Response {
    /// A vault was restored; false if the worker chose no file.
    pub restored: bool,
    /// Where the vault that was there before now lies.
    pub set_aside: Option<String>,
}

/// Runs the command.
///
/// # Errors
/// [`Code::BackupDamaged`](crate::failure::Code), [`Code::BackupTooNew`](crate::failure::Code),
/// [`Code::KeySlotsDamaged`](crate::failure::Code) for a backup whose key slots were altered,
/// [`Code::VaultInUse`](crate::failure::Code), [`Code::Cancelled`](crate::failure::Code); those of
/// the disk. The vault that is there is closed and stays as it is then.
pub fn run(desk: &Desk, _: Request) -> Result<Response, Failure> {
    let Some(path) = desk.host().choose_open(FilePurpose::Backup) else {
        return Ok(Response { restored: false, set_aside: None });
    };
    let _door = desk.door();
    desk.begin();
    desk.close();
    desk.session().sample = false;
    let (folder, now) = (desk.host().data_folder(), desk.host().now());
    let mut watcher = desk.watcher("vault_restore");
    let restored = Vault::restore(&path, &folder, desk.cost(), now, &mut watcher)?;
    Ok(Response {
        restored: true,
        set_aside: restored.set_aside.map(|folder| folder.display().to_string()),
    })
}
