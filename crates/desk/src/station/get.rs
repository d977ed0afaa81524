//! The station this laptop belongs to, and who is there.

use super::view::{StationView, station};
use crate::desk::Desk;
use crate::failure::Failure;
use serde::Deserialize;
use ts_rs::TS;

/// Request of `station_get`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "StationGetRequest")]
pub struct Request {}

/// Response of `station_get`.
pub type Response = StationView;

/// Runs the command.
///
/// # Errors
/// [`crate::failure::Code::Locked`].
pub fn run(desk: &Desk, _: Request) -> Result<Response, Failure> {
    desk.open(|vault| station(vault))
}
