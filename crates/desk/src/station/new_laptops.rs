//! Laptops on which somebody came anew by a colleague's invitation, and that get no key of her cases before one who writes
//! in them says yes.

use super::recovery::moment;
use crate::desk::Desk;
use crate::failure::Failure;
use casework::id::PersonId;
use casework::role::Role;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use vault::Vault;

/// Request of `station_new_laptops`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "StationNewLaptopsRequest")]
pub struct Request {}

/// A new laptop that waits in cases of who works here.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(rename = "StationNewLaptop")]
pub struct NewLaptop {
    /// Whose it is said to be.
    pub person: PersonId,
    /// Her name.
    pub name: String,
    /// What she does.
    pub role: Role,
    /// Its place in the station's directory: what the answer names.
    pub entry: u64,
    /// Who invited it; empty where that is not known.
    pub invited_by: String,
    /// When it came, by its own clock.
    pub at: Option<DateTime<Utc>>,
    /// In so many files of who works here it waits: clients and cases are a file each.
    pub files: u32,
    /// Who works here left it out.
    pub left_out: bool,
}

/// Response of `station_new_laptops`: the last first.
pub type Response = Vec<NewLaptop>;

/// Runs the command.
///
/// # Errors
/// [`Locked`](crate::failure::Code::Locked).
pub fn run(desk: &Desk, _: Request) -> Result<Response, Failure> {
    desk.open(|vault| new_laptops(vault))
}

/// Those that wait.
pub(super) fn new_laptops(vault: &Vault) -> Result<Vec<NewLaptop>, Failure> {
    let waiting = vault.new_laptops()?.into_iter();
    let waiting = waiting.map(|laptop| NewLaptop {
        person: laptop.person,
        name: laptop.name,
        role: laptop.role,
        entry: laptop.entry,
        invited_by: laptop.inviter,
        at: moment(laptop.at),
        files: laptop.files,
        left_out: laptop.left_out,
    });
    Ok(waiting.collect())
}
