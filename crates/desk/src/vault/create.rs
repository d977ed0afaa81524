//! Makes a new vault and opens it. The sample caseload is closed where that is open.

use super::passphrase::{chosen, groups};
use crate::desk::Desk;
use crate::failure::{Code, Failure};
use ::vault::{Founding, Vault};
use casework::name;
use casework::problem::Problem;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Request of `vault_create`.
// No `Debug`: it holds a secret.
#[derive(Deserialize, TS)]
#[ts(rename = "VaultCreateRequest")]
pub struct Request {
    /// The passphrase.
    pub passphrase: String,
    /// The station, as it stands on paper.
    pub station: String,
    /// The worker, as it stands under a note.
    pub person: String,
}

/// Response of `vault_create`.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(rename = "VaultCreateResponse")]
pub struct Response {
    /// The recovery code in groups, to be printed: shown this once.
    pub recovery_code: Vec<String>,
}

/// Runs the command.
///
/// # Errors
/// [`Code::Invalid`] for empty names; [`Code::WeakPassphrase`]; [`Code::VaultExists`]; those of the disk.
pub fn run(desk: &Desk, request: Request) -> Result<Response, Failure> {
    let named = |field, typed: &str| {
        name::check(typed).map_err(|error| Failure::invalid([Problem::of(field, &error)]))
    };
    let station = named("station", &request.station)?;
    let person = named("person", &request.person)?;
    let passphrase = chosen(request.passphrase, &[&station, &person])?;
    let (folder, rules, now) = (desk.host().data_folder(), desk.rules()?, desk.host().now());
    let _door = desk.door();
    if Vault::is_there(&folder) {
        return Err(Code::VaultExists.into());
    }
    // Only the sample caseload can be open now.
    desk.close();
    desk.session().sample = false;
    let founding = Founding { station, person };
    let (vault, code) =
        Vault::create(&folder, &founding, &passphrase, desk.cost(), rules.visits, now)?;
    desk.opened(vault);
    Ok(Response { recovery_code: groups(&code) })
}
