//! A client with household and cases.

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
pub type Response = super::view::ClientView;
