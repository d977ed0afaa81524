//! Takes a member entered by mistake out of the household; the history keeps it.

use casework::id::MemberId;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Request of `member_remove`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "MemberRemoveRequest")]
pub struct Request {
    /// The member.
    pub id: MemberId,
    /// What the form was filled from.
    pub seen: Vec<String>,
}

/// Response of `member_remove`.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(rename = "MemberRemoveResponse")]
pub struct Response {}
