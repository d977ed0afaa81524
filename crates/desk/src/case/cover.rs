//! A colleague stands in for whoever is responsible for cases, until a day.

use super::arrange::{Arranged, arrange, client_of, colleague, last_day, writer};
use crate::desk::Desk;
use crate::failure::{Code, Failure};
use casework::id::{CaseId, FileId, PersonId};
use chrono::NaiveDate;
use protocol::directory::{Access, Act};
use serde::Deserialize;
use ts_rs::TS;
use vault::{Vault, day_number};

/// Request of `case_cover`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "CaseCoverRequest")]
pub struct Request {
    /// The cases.
    pub cases: Vec<CaseId>,
    /// Who stands in.
    pub by: PersonId,
    /// Her last day.
    pub until: NaiveDate,
}

/// Response of `case_cover`.
pub type Response = Arranged;

/// Runs the command. For who stands in already the day is another from now on.
///
/// # Errors
/// [`Code::AlreadyMember`] for who may write in the case anyway; [`Code::BadRequest`] for a day that is past;
/// [`Code::PersonNotThere`], [`Code::NoLaptopYet`], [`Code::NotYourRole`], [`Code::NotFound`], [`Code::NotLinked`]; that the
/// station is not reached.
pub fn run(desk: &Desk, request: Request) -> Result<Response, Failure> {
    let today = desk.host().now().date_naive();
    if request.until < today {
        return Err(Code::BadRequest.into());
    }
    let until = day_number(request.until);
    arrange(desk, &request.cases, |vault, case| acts(vault, case, request.by, until))
}

fn acts(vault: &Vault, case: CaseId, by: PersonId, until: u32) -> Result<Vec<Act>, Failure> {
    let directory = vault.directory().ok_or(Code::NotLinked)?;
    colleague(directory, by)?;
    let client = client_of(vault, case)?;
    let member = directory.file(case.into()).and_then(|file| file.members.get(&by));
    let writes = member.is_some_and(|member| member.access == Access::Write);
    if writes && member.is_some_and(|member| member.cover.is_none()) {
        return Err(Code::AlreadyMember.into());
    }
    let responsible = vault.read().case(case)?.and_then(|found| found.case.worker);
    let covers = responsible.unwrap_or(vault.identity().person);
    let covers = Some(covers).filter(|covered| *covered != by);
    let mut acts = Vec::new();
    for file in [FileId::from(client), case.into()] {
        acts.extend(writer(vault, file, by)?);
    }
    acts.extend(last_day(vault, (case, client), by, until, covers)?);
    Ok(acts)
}
