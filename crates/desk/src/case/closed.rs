//! The cases that a manager may not open, and could in an emergency: without a word of what is in them.

use crate::desk::Desk;
use crate::failure::Failure;
use casework::id::FileId;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use vault::Vault;

/// Request of `case_closed`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "CaseClosedRequest")]
pub struct Request {}

/// A case that is closed to who works here.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct ClosedCase {
    /// Its file.
    pub file: FileId,
    /// Its number; may be empty. No name of a client is told.
    pub number: String,
    /// The names of those who may open it.
    pub members: Vec<String>,
}

/// Response of `case_closed`: by number. Empty for everybody but a manager.
pub type Response = Vec<ClosedCase>;

/// Runs the command.
///
/// # Errors
/// [`Locked`](crate::failure::Code::Locked).
pub fn run(desk: &Desk, _: Request) -> Result<Response, Failure> {
    desk.open(|vault| closed(vault))
}

/// The closed cases.
pub(super) fn closed(vault: &Vault) -> Result<Vec<ClosedCase>, Failure> {
    if vault.directory().is_none() {
        return Ok(Vec::new());
    }
    let roster = vault.roster()?;
    let name = |id| roster.people.iter().find(|one| one.id == id).map(|one| one.name.clone());
    let all = vault.closed_files()?.into_iter().map(|found| {
        let mut members: Vec<_> = found.members.into_iter().filter_map(name).collect();
        members.sort();
        ClosedCase { file: found.file, number: found.number, members }
    });
    let mut all: Vec<_> = all.collect();
    all.sort_by(|a, b| (&a.number, a.file).cmp(&(&b.number, b.file)));
    Ok(all)
}
