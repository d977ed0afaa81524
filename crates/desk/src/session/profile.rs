//! Who works here, at which station.

use crate::desk::Desk;
use crate::failure::Failure;
use casework::id::{DeviceId, PersonId};
use casework::role::Role;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Request of `session_profile`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "SessionProfileRequest")]
pub struct Request {}

/// Response of `session_profile`.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(rename = "SessionProfileResponse")]
pub struct Response {
    /// The station, as it stands on paper.
    pub station: String,
    /// The worker.
    pub person: PersonId,
    /// The worker’s name.
    pub person_name: String,
    /// What she does at the station: what the screens offer follows from it.
    pub role: Role,
    /// This laptop’s device id.
    pub device: DeviceId,
    /// The clock stands before the newest note: it was set back, or the note was written with a wrong one.
    pub clock_behind: bool,
    /// Nobody has shown yet that the recovery code is on paper: it was made with the vault and never typed back.
    pub recovery_unchecked: bool,
    /// Why the station's own rules file is not followed, with the line; nothing while all is well.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub rules_problem: Option<String>,
}

/// Runs the command.
///
/// # Errors
/// [`crate::failure::Code::Locked`].
pub fn run(desk: &Desk, _: Request) -> Result<Response, Failure> {
    let now = desk.host().now();
    let rules_problem = desk.rules()?.problem;
    // Nobody needs a way back into the sample.
    let sample = desk.session().sample;
    desk.open(|vault| {
        let identity = vault.identity();
        Ok(Response {
            station: identity.station.clone(),
            person: identity.person,
            person_name: identity.person_name.clone(),
            role: vault.role(),
            device: identity.device,
            clock_behind: vault.newest_change_at()?.is_some_and(|newest| newest > now),
            recovery_unchecked: !sample && vault.recovery_is_unchecked()?,
            rules_problem,
        })
    })
}
