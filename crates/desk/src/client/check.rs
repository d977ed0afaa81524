//! Checks a client while it is typed: problems, what follows from the identity number, likely duplicates.

use super::form::ClientForm;
use super::show::page;
use super::view::{DuplicateView, FieldProblem};
use crate::desk::Desk;
use crate::failure::Failure;
use casework::client::Client;
use casework::client::check;
use casework::id::ClientId;
use casework::id_number::IdNumber;
use casework::sex::Sex;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use vault::Reader;

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

/// Runs the command.
///
/// # Errors
/// [`crate::failure::Code::Locked`].
pub fn run(desk: &Desk, request: Request) -> Result<Response, Failure> {
    let today = desk.host().now().date_naive();
    let number = IdNumber::parse(&request.client.id_number).ok();
    let (client, problems) = match check(&request.client, today) {
        Ok(client) => (client, Vec::new()),
        Err(errors) => {
            let problems = errors.iter().map(|error| error.problem().into()).collect();
            (request.client, problems)
        }
    };
    desk.open(|vault| {
        Ok(Response {
            problems,
            birth_date: number.as_ref().map(IdNumber::birth_date),
            sex: number.as_ref().map(IdNumber::sex),
            duplicates: duplicates(vault.read(), request.id, &client, today)?,
        })
    })
}

/// The clients on record who may be this one, likeliest first.
pub(crate) fn duplicates(
    read: Reader<'_>,
    except: Option<ClientId>,
    client: &Client,
    today: NaiveDate,
) -> Result<Vec<DuplicateView>, Failure> {
    let alike = read.clients_like(client, except)?.into_iter();
    alike
        .map(|(likeness, record)| {
            Ok(DuplicateView { likeness, client: page(read, record, today)? })
        })
        .collect()
}
