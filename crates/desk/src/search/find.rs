//! Finds clients, cases, notes and actions, newest first.

use super::view::Hit;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Request of `search_find`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "SearchFindRequest")]
pub struct Request {
    /// What is looked for.
    pub text: String,
    /// How many at the most.
    pub limit: u32,
}

/// Response of `search_find`.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(rename = "SearchFindResponse")]
pub struct Response {
    /// What was found: clients and cases before notes and actions, each newest first.
    pub hits: Vec<Hit>,
    /// There is more than was asked for.
    pub more: bool,
}
