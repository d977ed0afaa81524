//! A client with household and cases.

use super::show::page;
use super::view::ClientView;
use crate::desk::Desk;
use crate::failure::{Code, Failure};
use casework::id::ClientId;
use serde::Deserialize;
use ts_rs::TS;

/// Request of `client_get`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "ClientGetRequest")]
pub struct Request {
    /// The client.
    pub id: ClientId,
}

/// Response of `client_get`.
pub type Response = ClientView;

/// Runs the command.
///
/// # Errors
/// [`Code::NotFound`].
pub fn run(desk: &Desk, request: Request) -> Result<Response, Failure> {
    let today = desk.host().now().date_naive();
    desk.open(|vault| {
        let read = vault.read();
        let record = read.client(request.id)?.ok_or(Code::NotFound)?;
        let reads_only = read.reads_only(request.id.into(), vault.identity().person);
        Ok(ClientView { reads_only, ..page(read, record, today)? })
    })
}
