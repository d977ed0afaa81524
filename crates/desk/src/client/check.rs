//! Checks a client while it is typed: problems, what follows from the identity number, likely duplicates.

use super::form::ClientForm;
use super::view::{DuplicateView, FieldProblem};
use casework::id::ClientId;
use casework::sex::Sex;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Request of `client_check`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "ClientCheckRequest")]
pub struct Request {
    /// The client on record, if it is an edit.
    pub id: Option<ClientId>,
    /// What is typed.
    pub client: ClientForm,
}

/// Response of `client_check`.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(rename = "ClientCheckResponse")]
pub struct Response {
    /// What is wrong.
    pub problems: Vec<FieldProblem>,
    /// Birth date that follows from the identity number.
    pub birth_date: Option<NaiveDate>,
    /// Sex that follows from the identity number.
    pub sex: Option<Sex>,
    /// Clients who may be the same person, likeliest first.
    pub duplicates: Vec<DuplicateView>,
}
