//! Opens the sample caseload in a folder of its own.

use crate::desk::Desk;
use crate::failure::{Code, Failure};
use crate::sample::fill;
use sealing::Passphrase;
use ::vault::{Opener, Vault};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The passphrase of the sample caseload, which holds nobody's secrets: everybody may know it.
pub const SAMPLE_PASSPHRASE: &str = "sample caseload 示例个案";

/// Request of `vault_open_sample`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "VaultOpenSampleRequest")]
pub struct Request {}

/// Response of `vault_open_sample`.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(rename = "VaultOpenSampleResponse")]
pub struct Response {}

/// Runs the command.
///
/// # Errors
/// Those of the disk.
pub fn run(desk: &Desk, _: Request) -> Result<Response, Failure> {
    desk.lock();
    let folder = desk.sample_folder();
    let passphrase = Passphrase::new(SAMPLE_PASSPHRASE.to_owned());
    let now = desk.host().now();
    let vault = if Vault::is_there(&folder) {
        Vault::unlock(&folder, Opener::Passphrase(&passphrase), desk.cost(), desk.rules()?, now)?
    } else {
        fill::sample_vault(&folder, &passphrase, desk.cost(), desk.rules()?, now)?
    };
    desk.session().sample = true;
    desk.opened(vault);
    Ok(Response {})
}
