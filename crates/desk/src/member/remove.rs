//! Takes a member entered by mistake out of the household; the history keeps it.

use crate::desk::Desk;
use crate::failure::{Code, Failure};
use casework::fields::{FieldId, RecordKind};
use casework::id::MemberId;
use casework::member::Member;
use history::ChangeKind;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use ts_rs::TS;
use vault::NewChange;

/// Request of `member_remove`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "MemberRemoveRequest")]
pub struct Request {
    /// The member.
    pub id: MemberId,
}

/// Response of `member_remove`.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(rename = "MemberRemoveResponse")]
pub struct Response {}

/// Runs the command.
///
/// # Errors
/// [`Code::NotFound`] where there is no such member, or it was removed already.
pub fn run(desk: &Desk, request: Request) -> Result<Response, Failure> {
    let now = desk.host().now();
    let field: FieldId = Member::REMOVED;
    desk.open(|vault| {
        let state = vault.read().state(request.id.into())?;
        let place = state.place().filter(|place| place.kind == RecordKind::MEMBER);
        let file = place.ok_or(Code::NotFound)?.file;
        if state.fields().one::<bool>(field) == Some(true) {
            return Err(Code::NotFound.into());
        }
        vault.write(now, |tx| {
            tx.append(NewChange {
                file,
                record: request.id.into(),
                record_kind: RecordKind::MEMBER,
                field,
                kind: ChangeKind::SET,
                supersedes: state.live(field),
                value: Value::Bool(true),
            })
        })?;
        Ok(Response {})
    })
}
