//! Who works on cases instead of whom: the acts of a hand-over and of a cover, for several cases in one entry.

use super::admit::admission;
use super::expel::in_another;
use crate::desk::Desk;
use crate::failure::{Code, Failure};
use crate::station::append_acts;
use crate::station::line::Line;
use casework::id::{CaseId, ClientId, FileId, PersonId};
use protocol::directory::{Access, Act, Directory};
use serde::Serialize;
use std::cell::RefCell;
use ts_rs::TS;
use vault::Vault;

/// Cases of one request at the most: they go into one entry of the directory.
const MOST: usize = 200;

/// What became of the cases.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct Arranged {
    /// Those for which it was done.
    pub done: Vec<CaseId>,
    /// Those for which it was not, and why.
    pub left: Vec<NotArranged>,
}

/// A case for which it was not done.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct NotArranged {
    /// The case.
    pub case: CaseId,
    /// Its number; empty where it is not here.
    pub number: String,
    /// Why.
    pub why: Code,
}

/// Somebody who is to work on a case: she is at the station, and has a laptop there.
pub(super) fn colleague(directory: &Directory, person: PersonId) -> Result<(), Failure> {
    match directory.person(person).filter(|person| !person.removed) {
        None => Err(Code::PersonNotThere.into()),
        Some(known) if known.user_key.is_none() => Err(Code::NoLaptopYet.into()),
        Some(_) => Ok(()),
    }
}

/// The client of a case.
pub(super) fn client_of(vault: &Vault, case: CaseId) -> Result<ClientId, Failure> {
    Ok(vault.read().case(case)?.ok_or(Code::NotFound)?.case.client)
}

/// Lets somebody write in a file; nothing where she may.
pub(super) fn writer(
    vault: &Vault,
    file: FileId,
    person: PersonId,
) -> Result<Option<Act>, Failure> {
    admission(vault, file, person, Access::Write)
}

/// Says until when somebody stays in a case's file, and in its client's where no other case of the client is hers.
pub(super) fn last_day(
    vault: &Vault,
    (case, client): (CaseId, ClientId),
    person: PersonId,
    until: u32,
    covers: Option<PersonId>,
) -> Result<Vec<Act>, Failure> {
    let mut files = vec![FileId::from(case)];
    if !in_another(vault, person, client, case)? {
        files.push(client.into());
    }
    Ok(files.into_iter().map(|file| Act::Cover { file, person, until, covers }).collect())
}

/// Does for each case what `make` makes of it, all of it in one entry of the directory. Where nothing can be done for any,
/// the first reason is the answer.
pub(super) fn arrange(
    desk: &Desk,
    cases: &[CaseId],
    make: impl Fn(&Vault, CaseId) -> Result<Vec<Act>, Failure>,
) -> Result<Arranged, Failure> {
    if cases.is_empty() || cases.len() > MOST {
        return Err(Code::BadRequest.into());
    }
    let mut line = Line::of(desk)?;
    let (done, left) = (RefCell::default(), RefCell::default());
    append_acts(desk, &mut line, |vault| {
        let (mut acts, mut arranged, mut failed) = (Vec::new(), Vec::new(), Vec::new());
        for case in cases {
            match make(vault, *case) {
                Ok(more) => {
                    acts.extend(more);
                    arranged.push(*case);
                }
                Err(failure) => failed.push(NotArranged {
                    case: *case,
                    number: number(vault, *case),
                    why: failure.code,
                }),
            }
        }
        let first = failed.first().map(|first| first.why);
        (*done.borrow_mut(), *left.borrow_mut()) = (arranged, failed);
        match first {
            Some(why) if acts.is_empty() && done.borrow().is_empty() => Err(why.into()),
            _ => Ok(acts),
        }
    })?;
    Ok(Arranged { done: done.into_inner(), left: left.into_inner() })
}

fn number(vault: &Vault, case: CaseId) -> String {
    let found = vault.read().case(case).ok().flatten();
    found.map(|found| found.case.number).unwrap_or_default()
}
