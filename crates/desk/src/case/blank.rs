//! What a new case of a client starts from: the next number, today, the worker.

use casework::id::ClientId;
use serde::Deserialize;
use ts_rs::TS;

/// Request of `case_blank`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "CaseBlankRequest")]
pub struct Request {
    /// The client.
    pub client: ClientId,
}

/// Response of `case_blank`.
pub type Response = casework::case::Case;
