//! What is due, overdue, late and to be done.

use super::view::DueVisit;
use crate::case::view::ActionView;
use crate::visit::view::VisitCard;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Request of `today_get`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "TodayGetRequest")]
pub struct Request {}

/// Response of `today_get`.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(rename = "TodayGetResponse")]
pub struct Response {
    /// Today’s date.
    pub date: NaiveDate,
    /// Visits overdue, longest first.
    pub overdue: Vec<DueVisit>,
    /// Visits due today and in the next seven days.
    pub due: Vec<DueVisit>,
    /// Drafts, the latest ones first; late ones say by how many hours.
    pub drafts: Vec<VisitCard>,
    /// Actions due or overdue.
    pub actions: Vec<ActionView>,
    /// Visits overdue in all, also beyond those listed.
    pub overdue_total: u32,
    /// Visits due in all.
    pub due_total: u32,
    /// Actions due in all.
    pub actions_total: u32,
    /// Clients on record.
    pub clients: u32,
    /// Cases on record.
    pub cases: u32,
}
