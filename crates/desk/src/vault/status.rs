//! Whether there is a vault, and what the lock screen needs to know before it is open.

use super::open_sample::SAMPLE_PASSPHRASE;
use super::view::{VaultState, Wiped};
use crate::desk::Desk;
use crate::failure::Failure;
use ::vault::Vault;
use serde::{Deserialize, Serialize};
use std::sync::atomic::Ordering;
use ts_rs::TS;

/// Request of `vault_status`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "VaultStatusRequest")]
pub struct Request {}

/// Response of `vault_status`.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(rename = "VaultStatusResponse")]
pub struct Response {
    /// Absent, locked or open.
    pub state: VaultState,
    /// Seconds until the next passphrase is accepted.
    pub wait_seconds: u32,
    /// The sample caseload is shown, not a real vault.
    pub sample: bool,
    /// The passphrase of the sample caseload, where that is what is locked.
    pub sample_passphrase: Option<String>,
    /// Where the vault lies.
    pub folder: String,
    /// The vault is open and shows nothing more: the station no longer counts this laptop.
    pub leaving: bool,
    /// A vault was destroyed here, and no other has taken its place.
    pub wiped: Option<Wiped>,
}

/// Runs the command.
///
/// # Errors
/// None.
pub fn run(desk: &Desk, _: Request) -> Result<Response, Failure> {
    let folder = desk.folder();
    // Cut off in the middle it goes on before anything else. What fails now is tried again when the vault is opened.
    let _ = Vault::finish_wipe(&folder);
    let now = desk.host().monotonic();
    let session = desk.session();
    let state = if session.vault.is_some() {
        VaultState::Open
    } else if Vault::is_there(&folder) {
        VaultState::Locked
    } else {
        VaultState::Absent
    };
    let wiped = Vault::wiped(&folder).filter(|_| state == VaultState::Absent);
    let wait = session.retry.left(now);
    Ok(Response {
        state,
        wait_seconds: u32::try_from(wait.as_millis().div_ceil(1000)).unwrap_or(u32::MAX),
        sample: session.sample,
        sample_passphrase: session.sample.then(|| SAMPLE_PASSPHRASE.to_owned()),
        folder: folder.display().to_string(),
        leaving: desk.leaving.load(Ordering::SeqCst),
        wiped: wiped.map(Wiped::from),
    })
}
