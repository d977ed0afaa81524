//! Lets a new laptop of a colleague's into her cases that are one's own as well, or leaves it out. The next sync does it; it
//! can be said without a connection, and said otherwise later.

use super::new_laptops::new_laptops;
use crate::desk::Desk;
use crate::failure::Failure;
use casework::id::PersonId;
use serde::Deserialize;
use ts_rs::TS;

/// Request of `station_answer_laptop`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "StationAnswerLaptopRequest")]
pub struct Request {
    /// Whose laptop it is said to be.
    pub person: PersonId,
    /// The entry of the directory by which it came.
    pub entry: u64,
    /// It gets the keys.
    pub let_in: bool,
}

/// Response of `station_answer_laptop`: those that wait still.
pub type Response = super::new_laptops::Response;

/// Runs the command.
///
/// # Errors
/// [`NotFound`](crate::failure::Code::NotFound) where no such laptop waits (any more); faults of the disk.
pub fn run(desk: &Desk, request: Request) -> Result<Response, Failure> {
    let left = desk.open(|vault| {
        vault.answer_laptop(request.person, request.entry, request.let_in)?;
        new_laptops(vault)
    })?;
    desk.told_of_changes();
    Ok(left)
}
