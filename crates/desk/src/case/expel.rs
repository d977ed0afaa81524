//! Puts somebody out of a case; and out of the file of its client, where no other case of the client is hers.

use super::members::members;
use crate::desk::Desk;
use crate::failure::{Code, Failure};
use crate::station::append_ends;
use crate::station::line::Line;
use casework::id::{CaseId, ClientId, PersonId};
use serde::Deserialize;
use ts_rs::TS;
use vault::Vault;

/// Request of `case_expel`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "CaseExpelRequest")]
pub struct Request {
    /// The case.
    pub case: CaseId,
    /// Who may open it no longer.
    pub person: PersonId,
}

/// Response of `case_expel`: who may open the case now.
pub type Response = super::members::Response;

/// Runs the command. What she has on her laptop she has; what is written from now on she does not get. The new keys
/// follow with the next sync.
///
/// # Errors
/// [`Code::NotFound`]; [`Code::LastWriter`]; [`Code::NotYourRole`]; [`Code::NotLinked`]; [`Code::SyncFirst`]; that the station is not reached.
pub fn run(desk: &Desk, request: Request) -> Result<Response, Failure> {
    let Request { case, person } = request;
    let client =
        desk.open(|vault| Ok(vault.read().case(case)?.ok_or(Code::NotFound)?.case.client))?;
    let mut line = Line::of(desk)?;
    append_ends(desk, &mut line, |vault, heads| {
        let mut acts = Vec::from_iter(vault.expulsion(case.into(), person, heads)?);
        if acts.is_empty() {
            return Err(Code::NotFound.into());
        }
        if !in_another(vault, person, client, case)? {
            acts.extend(vault.expulsion(client.into(), person, heads)?);
        }
        Ok(acts)
    })?;
    desk.open(|vault| members(vault, case))
}

/// Whether another case of the client is hers as well.
pub(super) fn in_another(
    vault: &Vault,
    person: PersonId,
    client: ClientId,
    but: CaseId,
) -> Result<bool, Failure> {
    let directory = vault.directory().ok_or(Code::NotLinked)?;
    let hers = directory.files_of(person).map(|(id, _)| CaseId(id.0));
    for id in hers.filter(|id| *id != but) {
        if vault.read().case(id)?.is_some_and(|found| found.case.client == client) {
            return Ok(true);
        }
    }
    Ok(false)
}
