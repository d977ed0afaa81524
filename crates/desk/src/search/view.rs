//! What a search shows.

use casework::id::{CaseId, ClientId, VisitId};
use chrono::NaiveDate;
use serde::Serialize;
use ts_rs::TS;

/// What was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum HitKind {
    /// A client.
    Client,
    /// A case.
    Case,
    /// A note, signed or draft, or an addendum to it.
    Visit,
    /// An action.
    Action,
}

/// A stretch of text, inside or outside what was looked for.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct Piece {
    /// The text.
    pub text: String,
    /// It is what was looked for.
    pub hit: bool,
}

/// Something found.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct Hit {
    /// What it is.
    pub kind: HitKind,
    /// The client it is about.
    pub client: ClientId,
    /// The case, where there is one.
    pub case: Option<CaseId>,
    /// The visit, where it is one.
    pub visit: Option<VisitId>,
    /// Client's name and what places it (village, number).
    pub title: Vec<Piece>,
    /// The words around what was found.
    pub snippet: Vec<Piece>,
    /// The day it is about.
    pub on: Option<NaiveDate>,
}
