//! Every change of the client and its household: who, when, old and new.

use crate::desk::Desk;
use crate::failure::{Code, Failure};
use crate::steps::changes;
use casework::id::ClientId;
use serde::Deserialize;
use ts_rs::TS;

/// Request of `client_history`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "ClientHistoryRequest")]
pub struct Request {
    /// The client.
    pub id: ClientId,
}

/// Response of `client_history`.
pub type Response = Vec<super::view::FieldChange>;

/// Runs the command.
///
/// # Errors
/// [`Code::NotFound`].
pub fn run(desk: &Desk, request: Request) -> Result<Response, Failure> {
    desk.open(|vault| {
        let read = vault.read();
        read.client(request.id)?.ok_or(Code::NotFound)?;
        let mut all = changes(read, request.id.into())?;
        // Also those who were taken out again: history keeps them.
        for member in read.members_ever(request.id)? {
            all.extend(changes(read, member)?);
        }
        all.sort_by_key(|change| std::cmp::Reverse(change.at));
        Ok(all)
    })
}
