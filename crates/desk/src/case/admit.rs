//! Lets somebody of the station into a case, and into the file of its client.

use super::members::{CaseAccess, members};
use crate::desk::Desk;
use crate::failure::{Code, Failure};
use crate::station::append_acts;
use crate::station::line::Line;
use casework::id::{CaseId, FileId, PersonId};
use protocol::directory::{Access, Act};
use serde::Deserialize;
use ts_rs::TS;
use vault::Vault;

/// Request of `case_admit`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "CaseAdmitRequest")]
pub struct Request {
    /// The case.
    pub case: CaseId,
    /// Who is let in.
    pub person: PersonId,
    /// What she may do.
    pub access: CaseAccess,
}

/// Response of `case_admit`: who may open the case now.
pub type Response = super::members::Response;

/// Runs the command. What is in the case already comes to her with her next sync.
///
/// # Errors
/// [`Code::NotFound`]; [`Code::NotYourRole`] for who may not write in the case; [`Code::PersonNotThere`];
/// [`Code::NotLinked`]; that the station is not reached, or has not heard of the case yet.
pub fn run(desk: &Desk, request: Request) -> Result<Response, Failure> {
    let access = request.access.into();
    let case = request.case;
    let client =
        desk.open(|vault| Ok(vault.read().case(case)?.ok_or(Code::NotFound)?.case.client))?;
    let mut line = Line::of(desk)?;
    append_acts(desk, &mut line, |vault| {
        let files = [FileId::from(client), case.into()];
        let acts = files.into_iter().map(|file| admission(vault, file, request.person, access));
        let acts: Vec<Act> = acts.collect::<Result<Vec<_>, _>>()?.into_iter().flatten().collect();
        if acts.is_empty() { Err(Code::AgainstTheRules.into()) } else { Ok(acts) }
    })?;
    desk.open(|vault| members(vault, case))
}

/// The act by which she comes into a file; nothing where she may do as much already.
pub(super) fn admission(
    vault: &Vault,
    file: FileId,
    person: PersonId,
    access: Access,
) -> Result<Option<Act>, Failure> {
    let directory = vault.directory().ok_or(Code::NotLinked)?;
    let has = directory.access(file, person).is_some_and(|present| present >= access);
    // Who came with a new laptop is let in anew.
    if has && !directory.awaits_a_yes(file, person) {
        return Ok(None);
    }
    if !directory.writes(file, vault.identity().person) {
        return Err(match directory.file(file) {
            Some(_) => Code::NotYourRole.into(),
            // It goes up with the next sync; until then nobody else can be let in.
            None => Code::StationBusy.into(),
        });
    }
    match vault.admission(file, person, access)? {
        Some(act) => Ok(Some(act)),
        None => Err(Code::PersonNotThere.into()),
    }
}
