//! What the screens show of the access log.

use casework::access::AccessKind;
use casework::id::{CaseId, PersonId};
use chrono::{DateTime, FixedOffset, NaiveDate};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// An access on record.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct AccessView {
    /// The case.
    pub case: CaseId,
    /// Its number as it was. Whoever audits it knows it by this alone.
    pub number: String,
    /// Who; nothing where her laptop is not known here.
    pub person: Option<PersonId>,
    /// Her name, empty where it is not known.
    pub name: String,
    /// What she did.
    pub kind: AccessKind,
    /// When, by the clock of her laptop.
    pub at: DateTime<FixedOffset>,
}

/// What the log is narrowed to. Everything given must hold.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct AccessFilter {
    /// Only this case.
    pub case: Option<CaseId>,
    /// Only cases whose number begins so.
    pub number: String,
    /// Only this person.
    pub person: Option<PersonId>,
    /// Only from this day on.
    pub from: Option<NaiveDate>,
    /// Only up to and with this day.
    pub upto: Option<NaiveDate>,
}

impl From<AccessFilter> for vault::AccessFilter {
    fn from(filter: AccessFilter) -> Self {
        let AccessFilter { case, number, person, from, upto } = filter;
        Self { case, number: number.trim().to_owned(), person, from, upto }
    }
}

impl From<vault::AccessRow> for AccessView {
    fn from(row: vault::AccessRow) -> Self {
        let vault::AccessRow { case, number, person, name, kind, at } = row;
        Self { case, number, person, name, kind, at }
    }
}
