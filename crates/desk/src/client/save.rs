//! Registers a client or saves an edit.

use super::form::ClientForm;
use casework::id::ClientId;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

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
