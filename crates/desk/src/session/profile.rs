//! Who works here, at which station.

use casework::id::{DeviceId, PersonId};
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
    /// This laptop’s device id.
    pub device: DeviceId,
    /// The clock stands before the newest note: it was set back, or the note was written with a wrong one.
    pub clock_behind: bool,
}
