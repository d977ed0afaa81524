//! Builds the views anew from the log.

use crate::desk::Desk;
use crate::failure::Failure;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Request of `vault_rebuild`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "VaultRebuildRequest")]
pub struct Request {}

/// Response of `vault_rebuild`.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(rename = "VaultRebuildResponse")]
pub struct Response {
    /// Changes read.
    #[ts(type = "number")]
    pub changes: u64,
}

/// Runs the command.
///
/// # Errors
/// [`crate::failure::Code::Locked`]; those of the disk.
pub fn run(desk: &Desk, _: Request) -> Result<Response, Failure> {
    // One long work at a time.
    let _door = desk.door();
    desk.open(|vault| {
        desk.begin();
        let changes = vault.rebuild_views_watched(&mut desk.watcher("vault_rebuild"))?;
        Ok(Response { changes })
    })
}
