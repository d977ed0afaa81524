//! What Today shows.

use crate::client::view::ClientCard;
use casework::id::CaseId;
use casework::risk::RiskLevel;
use casework::today::Standing;
use chrono::NaiveDate;
use serde::Serialize;
use ts_rs::TS;

/// A visit that is due.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct DueVisit {
    /// The case.
    pub case: CaseId,
    /// The client.
    pub client: ClientCard,
    /// Risk.
    pub risk: RiskLevel,
    /// By when.
    pub due: NaiveDate,
    /// How that day stands to today.
    pub standing: Standing,
    /// Day of the last visit.
    pub last_visit: Option<NaiveDate>,
    /// What the last visit agreed it should be about.
    pub purpose: String,
}
