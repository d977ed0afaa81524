//! Finds clients, cases, notes and actions, newest first.

use super::view::Hit;
use super::view::{HitKind, Piece};
use crate::desk::Desk;
use crate::failure::Failure;
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

/// Runs the command.
///
/// # Errors
/// [`crate::failure::Code::Locked`].
pub fn run(desk: &Desk, request: Request) -> Result<Response, Failure> {
    let limit = request.limit.min(MOST);
    desk.open(|vault| {
        let found = vault.read().find(&request.text, limit)?;
        Ok(Response { hits: found.hits.into_iter().map(hit).collect(), more: found.more })
    })
}

/// More hits than anybody reads.
const MOST: u32 = 200;

fn hit(found: vault::Hit) -> Hit {
    Hit {
        kind: match found.kind {
            vault::HitKind::Client => HitKind::Client,
            vault::HitKind::Case => HitKind::Case,
            vault::HitKind::Visit => HitKind::Visit,
            vault::HitKind::Action => HitKind::Action,
        },
        client: found.client,
        case: found.case,
        visit: found.visit,
        title: pieces(found.title),
        snippet: pieces(found.snippet),
        on: found.on,
    }
}

fn pieces(found: Vec<vault::Piece>) -> Vec<Piece> {
    found.into_iter().map(|piece| Piece { text: piece.text, hit: piece.hit }).collect()
}
