//! A stretch of the list of clients and cases.

use super::view::{CaseColumn, CaseFilter, CaseRow};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Request of `case_list`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "CaseListRequest")]
pub struct Request {
    /// What it is narrowed to.
    pub filter: CaseFilter,
    /// Sorted by.
    pub sort: CaseColumn,
    /// Largest first.
    pub descending: bool,
    /// How many rows to pass over.
    pub offset: u32,
    /// How many at the most.
    pub limit: u32,
}

/// Response of `case_list`.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(rename = "CaseListResponse")]
pub struct Response {
    /// The rows.
    pub rows: Vec<CaseRow>,
    /// Rows in all under this filter.
    pub total: u32,
}
