//! Hands cases over: another worker is responsible for them from now on.

use super::arrange::{Arranged, arrange, client_of, colleague, last_day, writer};
use crate::desk::Desk;
use crate::failure::{Code, Failure};
use casework::case::Case;
use casework::id::{CaseId, FileId, PersonId};
use protocol::directory::{Access, Act};
use serde::Deserialize;
use ts_rs::TS;
use vault::{Vault, day_number};

/// Request of `case_hand_over`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "CaseHandOverRequest")]
pub struct Request {
    /// The cases.
    pub cases: Vec<CaseId>,
    /// Who is responsible from now on.
    pub to: PersonId,
    /// Whoever was responsible leaves the case, when what she wrote there has come in.
    pub leave: bool,
}

/// Response of `case_hand_over`.
pub type Response = Arranged;

/// Runs the command. Whoever leaves stays a member until the end of the day: her own laptop then says up to where she has
/// written, so that what waits on it still comes in.
///
/// # Errors
/// [`Code::PersonNotThere`], [`Code::NoLaptopYet`], [`Code::LastWriter`], [`Code::NotYourRole`], [`Code::NotFound`],
/// [`Code::NotLinked`]; that the station is not reached.
pub fn run(desk: &Desk, request: Request) -> Result<Response, Failure> {
    let now = desk.host().now();
    let until = day_number(now.date_naive());
    let Request { cases, to, leave } = request;
    let arranged = arrange(desk, &cases, |vault, case| {
        let leaver = if leave { Some(until) } else { None };
        acts(vault, case, to, leaver)
    })?;
    desk.open(|vault| {
        let mut edits = Vec::new();
        for case in &arranged.done {
            let found = vault.read().case(*case)?.ok_or(Code::NotFound)?;
            let edited = Case { worker: Some(to), ..found.case };
            edits.push((*case, found.seen, edited));
        }
        Ok(vault.write(now, |tx| {
            edits.iter().try_for_each(|(id, seen, case)| {
                tx.edit((*id).into(), (*id).into(), seen, case).map(drop)
            })
        })?)
    })?;
    desk.told_of_changes();
    Ok(arranged)
}

fn acts(
    vault: &Vault,
    case: CaseId,
    to: PersonId,
    leave: Option<u32>,
) -> Result<Vec<Act>, Failure> {
    let directory = vault.directory().ok_or(Code::NotLinked)?;
    colleague(directory, to)?;
    let client = client_of(vault, case)?;
    let before = vault.read().case(case)?.and_then(|found| found.case.worker);
    let before = before.unwrap_or(vault.identity().person);
    let mut acts = Vec::new();
    for file in [FileId::from(client), case.into()] {
        acts.extend(writer(vault, file, to)?);
        let member = directory.file(file).and_then(|file| file.members.get(&to));
        if member.is_some_and(|member| member.cover.is_some()) {
            acts.push(Act::Stay { file, person: to });
        }
    }
    let is_in = directory.access(case.into(), before) == Some(Access::Write);
    if let Some(until) = leave.filter(|_| before != to && is_in) {
        acts.extend(last_day(vault, (case, client), before, until, None)?);
    }
    Ok(acts)
}
