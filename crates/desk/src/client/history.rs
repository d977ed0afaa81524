//! Every change of the client and its household: who, when, old and new.

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
