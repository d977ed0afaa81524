//! Adds a member of the household or saves an edit.

use crate::desk::Desk;
use crate::failure::{Code, Failure};
use crate::seen::seen;
use casework::fields::{RecordKind, value};
use casework::id::{ClientId, FileId, MemberId};
use casework::member::Member;
use casework::member::check;
use history::ChangeKind;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use vault::{NewChange, make_id};

/// Request of `member_save`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "MemberSaveRequest")]
pub struct Request {
    /// The client.
    pub client: ClientId,
    /// The member on record, if it is an edit.
    pub id: Option<MemberId>,
    /// What is typed.
    pub member: Member,
    /// What the form was filled from.
    pub seen: Vec<String>,
}

/// Response of `member_save`.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(rename = "MemberSaveResponse")]
pub struct Response {
    /// The member.
    pub id: MemberId,
}

/// Runs the command.
///
/// # Errors
/// [`Code::Invalid`] with the problems; [`Code::NotFound`] without such a client, or where the member is
/// not of that household; [`Code::ChangedMeanwhile`].
pub fn run(desk: &Desk, request: Request) -> Result<Response, Failure> {
    let now = desk.host().now();
    let member = check(&request.member)
        .map_err(|errors| Failure::invalid(errors.iter().map(|error| error.problem())))?;
    let seen = seen(&request.seen)?;
    desk.open(|vault| {
        let read = vault.read();
        read.client(request.client)?.ok_or(Code::NotFound)?;
        if let Some(id) = request.id {
            let held = read.member(id)?.filter(|held| held.client == request.client);
            held.ok_or(Code::NotFound)?;
        }
        let id = request.id.unwrap_or_else(|| MemberId(make_id(now)));
        let file = request.client.into();
        vault.write(now, |tx| {
            if request.id.is_none() {
                tx.append(belongs_to(file, id, request.client))?;
            }
            tx.edit(file, id.into(), &seen, &member)
        })?;
        Ok(Response { id })
    })
}

/// A new member says first whose household it belongs to; that never changes.
fn belongs_to(file: FileId, member: MemberId, client: ClientId) -> NewChange {
    NewChange {
        file,
        record: member.into(),
        record_kind: RecordKind::MEMBER,
        field: Member::CLIENT,
        kind: ChangeKind::SET,
        supersedes: Vec::new(),
        value: value(&client),
    }
}
