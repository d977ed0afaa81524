//! Opens the sample caseload in a folder of its own.

use crate::desk::Desk;
use crate::failure::{Code, Failure};
use crate::sample::fill::sample_vault;
use ::vault::{Opener, Vault};
use sealing::Passphrase;
use serde::{Deserialize, Serialize};
use std::fs;
use std::io::ErrorKind;
use std::path::Path;
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
    let _door = desk.door();
    desk.close();
    let folder = desk.sample_folder();
    let passphrase = Passphrase::new(SAMPLE_PASSPHRASE.to_owned());
    if !Vault::is_there(&folder) {
        fill(desk, &folder, &passphrase)?;
    }
    let (rules, now) = (desk.rules()?.visits, desk.host().now());
    let vault = Vault::unlock(&folder, Opener::Passphrase(&passphrase), desk.cost(), rules, now)?;
    desk.session().sample = true;
    desk.opened(vault);
    Ok(Response {})
}

/// Fills a vault beside the place where the sample will lie, and moves it there when it is whole: a
/// program that is closed meanwhile leaves no half of a story.
fn fill(desk: &Desk, folder: &Path, passphrase: &Passphrase) -> Result<(), Failure> {
    let making = folder.with_extension("making");
    match fs::remove_dir_all(&making) {
        Err(error) if error.kind() != ErrorKind::NotFound => return Err(Code::from(error).into()),
        _ => {}
    }
    let (rules, now) = (desk.rules()?.visits, desk.host().now());
    sample_vault(&making, passphrase, desk.cost(), rules, now)?.close()?;
    Ok(fs::rename(&making, folder).map_err(Code::from)?)
}
