//! Adds a member of the household or saves an edit.

use casework::id::{ClientId, MemberId};
use casework::member::Member;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

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
