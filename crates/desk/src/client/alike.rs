//! Clients who are perhaps one person: two laptops entered them without knowing of each other.

use super::show::page;
use super::view::AlikePair;
use crate::desk::Desk;
use crate::failure::{Code, Failure};
use casework::id::ClientId;
use casework::same::{Verdict, verdict};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use vault::{AlikeRow, Reader};

/// Request of `client_alike`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "ClientAlikeRequest")]
pub struct Request {
    /// Those with this client alone.
    pub client: Option<ClientId>,
    /// How many at the most.
    pub limit: u32,
}

/// Response of `client_alike`.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(rename = "ClientAlikeResponse")]
pub struct Response {
    /// The likeliest of them.
    pub pairs: Vec<AlikePair>,
    /// How many there are of all clients.
    pub total: u32,
}

/// More than anybody judges at one sitting.
const LONGEST: u32 = 50;

/// Runs the command.
///
/// # Errors
/// [`Code::Locked`].
pub fn run(desk: &Desk, request: Request) -> Result<Response, Failure> {
    let today = desk.host().now().date_naive();
    desk.open(|vault| {
        let read = vault.read();
        let found = read.alike(request.client, request.limit.min(LONGEST))?.into_iter();
        let pairs = found.map(|row| told(read, row, today)).collect::<Result<_, _>>()?;
        Ok(Response { pairs, total: read.alike_count()? })
    })
}

fn told(read: Reader<'_>, row: AlikeRow, today: NaiveDate) -> Result<AlikePair, Failure> {
    let client = |id| page(read, read.client(id)?.ok_or(Code::NotFound)?, today);
    let judged = read.judged(row.a, row.b)?;
    Ok(AlikePair {
        likeness: row.likeness,
        one: client(row.a)?,
        other: client(row.b)?,
        disputed: verdict(judged.iter().map(|row| row.same)) == Verdict::Disputed,
        judged: judged.into_iter().map(|row| row.change.to_string()).collect(),
    })
}
