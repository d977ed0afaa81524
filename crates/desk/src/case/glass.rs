//! By whom and why a case was opened in an emergency.

use crate::desk::Desk;
use crate::failure::{Code, Failure};
use crate::station::recovery::moment;
use casework::id::CaseId;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use vault::Vault;

/// Request of `case_glass`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "CaseGlassRequest")]
pub struct Request {
    /// The case.
    pub case: CaseId,
}

/// A case was opened in an emergency.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct CaseGlass {
    /// Its place in the station's directory.
    pub entry: u64,
    /// Who opened it.
    pub name: String,
    /// It was who works here.
    pub you: bool,
    /// When, by her laptop's clock.
    pub at: Option<DateTime<Utc>>,
    /// Why; empty where it does not open.
    pub reason: String,
    /// Who of the case's writers has taken note.
    pub noted_by: Option<String>,
    /// When, by her laptop's clock.
    pub noted_at: Option<DateTime<Utc>>,
    /// Who works here may take note of it.
    pub yours_to_note: bool,
}

/// Response of `case_glass`: the last time first.
pub type Response = Vec<CaseGlass>;

/// Runs the command.
///
/// # Errors
/// [`Code::NotFound`].
pub fn run(desk: &Desk, request: Request) -> Result<Response, Failure> {
    desk.open(|vault| {
        vault.read().case(request.case)?.ok_or(Code::NotFound)?;
        glass(vault, request.case)
    })
}

/// By whom and why the case was opened in an emergency.
pub(super) fn glass(vault: &Vault, case: CaseId) -> Result<Vec<CaseGlass>, Failure> {
    let me = vault.identity().person;
    let writes = vault.directory().is_some_and(|directory| directory.writes(case.into(), me));
    let seen = vault.glass(case.into())?.into_iter().map(|one| {
        let waits = one.noted.is_none() && one.person != me;
        let noted_at = one.noted.as_ref().and_then(|noted| moment(noted.at));
        CaseGlass {
            entry: one.entry,
            name: one.name,
            you: one.person == me,
            at: moment(one.at),
            reason: one.reason.unwrap_or_default(),
            noted_by: one.noted.map(|noted| noted.name),
            noted_at,
            yours_to_note: waits && writes,
        }
    });
    Ok(seen.collect())
}
