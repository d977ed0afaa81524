//! Registers a client or saves an edit.

use super::check::duplicates;
use super::form::ClientForm;
use crate::desk::Desk;
use crate::failure::{Code, Failure};
use crate::seen::seen;
use casework::client::check;
use casework::id::ClientId;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use vault::make_id;

/// Request of `client_save`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "ClientSaveRequest")]
pub struct Request {
    /// The client on record, if it is an edit.
    pub id: Option<ClientId>,
    /// What is typed.
    pub client: ClientForm,
    /// What the form was filled from: `seen` of the view.
    pub seen: Vec<String>,
    /// The duplicates were looked at: it is another person.
    pub not_duplicate: bool,
}

/// Response of `client_save`.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(rename = "ClientSaveResponse")]
pub struct Response {
    /// The client.
    pub id: ClientId,
}

/// Runs the command.
///
/// # Errors
/// [`Code::Invalid`] with the problems; [`Code::PossibleDuplicate`] for a new client who may be on
/// record already, until told otherwise; [`Code::NotFound`] for an edit of a client who is not on
/// record; [`Code::ChangedMeanwhile`].
pub fn run(desk: &Desk, request: Request) -> Result<Response, Failure> {
    let now = desk.host().now();
    let client = check(&request.client, now.date_naive())
        .map_err(|errors| Failure::invalid(errors.iter().map(|error| error.problem())))?;
    let seen = seen(&request.seen)?;
    desk.open(|vault| {
        let read = vault.read();
        if let Some(id) = request.id {
            read.client(id)?.ok_or(Code::NotFound)?;
        } else if !request.not_duplicate
            && !duplicates(read, None, &client, now.date_naive())?.is_empty()
        {
            return Err(Code::PossibleDuplicate.into());
        }
        let id = request.id.unwrap_or_else(|| ClientId(make_id(now)));
        vault.write(now, |tx| tx.edit(id.into(), id.into(), &seen, &client))?;
        Ok(Response { id })
    })
}
