//! Who may open a case.

use crate::desk::Desk;
use crate::failure::{Code, Failure};
use casework::id::{CaseId, FileId, PersonId};
use casework::role::Role;
use chrono::NaiveDate;
use protocol::directory::Access;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use vault::{Vault, day_of};

/// Request of `case_members`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "CaseMembersRequest")]
pub struct Request {
    /// The case.
    pub case: CaseId,
}

/// What a member may do with a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CaseAccess {
    /// Read who opened it, and nothing of what is in it.
    Audit,
    /// Read it.
    Read,
    /// Read it, write in it, and let others in.
    Write,
}

/// Somebody who may open a case.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct CaseMember {
    /// The person.
    pub person: PersonId,
    /// Her name.
    pub name: String,
    /// What she does at the station.
    pub role: Role,
    /// What she may do with the case.
    pub access: CaseAccess,
    /// Her last day in the case, where that was said. She leaves it afterwards.
    pub until: Option<NaiveDate>,
    /// Name of whoever she stands in for.
    pub covers: Option<String>,
    /// It is who works here.
    pub you: bool,
}

/// Response of `case_members`: who works here first, then by name.
pub type Response = Vec<CaseMember>;

/// Runs the command. Of a vault that stands alone, and of a case that the station has not heard of yet, whoever works
/// here is the only one.
///
/// # Errors
/// [`Code::NotFound`].
pub fn run(desk: &Desk, request: Request) -> Result<Response, Failure> {
    desk.open(|vault| {
        vault.read().case(request.case)?.ok_or(Code::NotFound)?;
        members(vault, request.case)
    })
}

/// Who may open a case.
pub(super) fn members(vault: &Vault, case: CaseId) -> Result<Vec<CaseMember>, Failure> {
    let me = vault.identity();
    let file = FileId::from(case);
    let known = vault.directory().filter(|directory| directory.file(file).is_some());
    let Some(directory) = known else {
        return Ok(vec![CaseMember {
            person: me.person,
            name: me.person_name.clone(),
            role: vault.role(),
            access: CaseAccess::Write,
            until: None,
            covers: None,
            you: true,
        }]);
    };
    let roster = vault.roster()?;
    let name_of = |id: PersonId| {
        let person = roster.people.iter().find(|person| person.id == id)?;
        Some(person.name.clone())
    };
    let members = directory.members(file).filter_map(|(id, member)| {
        let person = roster.people.iter().find(|person| person.id == id)?;
        Some(CaseMember {
            person: id,
            name: person.name.clone(),
            role: person.role,
            access: member.access.into(),
            until: member.cover.map(|cover| day_of(cover.until)),
            covers: member.cover.and_then(|cover| name_of(cover.covers?)),
            you: id == me.person,
        })
    });
    let mut members: Vec<_> = members.collect();
    members.sort_by(|a, b| (!a.you, &a.name, a.person).cmp(&(!b.you, &b.name, b.person)));
    Ok(members)
}

impl From<Access> for CaseAccess {
    fn from(access: Access) -> Self {
        match access {
            Access::Audit => Self::Audit,
            Access::Read => Self::Read,
            Access::Write => Self::Write,
        }
    }
}

impl From<CaseAccess> for Access {
    fn from(access: CaseAccess) -> Self {
        match access {
            CaseAccess::Audit => Self::Audit,
            CaseAccess::Read => Self::Read,
            CaseAccess::Write => Self::Write,
        }
    }
}
