//! The villages that clients live in.

use super::view::VillageCount;
use crate::desk::Desk;
use crate::failure::Failure;
use serde::Deserialize;
use ts_rs::TS;

/// Request of `case_villages`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "CaseVillagesRequest")]
pub struct Request {}

/// Response of `case_villages`.
pub type Response = Vec<VillageCount>;

/// Runs the command.
///
/// # Errors
/// [`crate::failure::Code::Locked`].
pub fn run(desk: &Desk, _: Request) -> Result<Response, Failure> {
    desk.open(|vault| {
        let villages = vault.read().villages()?.into_iter();
        Ok(villages
            .map(|count| VillageCount { village: count.village, clients: count.clients })
            .collect())
    })
}
