//! A stretch of the list of clients and cases.

use super::view::{CaseColumn, CaseFilter, CaseRow};
use crate::desk::Desk;
use crate::failure::Failure;
use casework::today::standing;
use chrono::NaiveDate;
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

/// Runs the command.
///
/// # Errors
/// [`crate::failure::Code::Locked`].
pub fn run(desk: &Desk, request: Request) -> Result<Response, Failure> {
    let today = desk.host().now().date_naive();
    let limit = request.limit.min(LONGEST);
    desk.open(|vault| {
        let order = (request.sort.into(), request.descending);
        let filter = request.filter.into();
        let (rows, total) =
            vault.read().case_list(&filter, today, order, (request.offset, limit))?;
        let rows = rows.into_iter().map(|found| row(found, today)).collect();
        Ok(Response { rows, total })
    })
}

/// More rows than any screen shows at once.
const LONGEST: u32 = 500;

fn row(found: vault::CaseRow, today: NaiveDate) -> CaseRow {
    CaseRow {
        case: found.case,
        client: found.client,
        number: found.number,
        name: found.name,
        group: found.group,
        sex: found.sex,
        age: found.birth_date.and_then(|birth| today.years_since(birth)),
        village: found.village,
        categories: found.categories,
        risk: found.risk,
        last_visit: found.last_visit,
        due: found.due,
        standing: found.due.map(|due| standing(due, today)),
        open_actions: found.open_actions,
        unchecked: found.unchecked,
    }
}

impl From<CaseColumn> for vault::CaseColumn {
    fn from(column: CaseColumn) -> Self {
        match column {
            CaseColumn::Name => Self::Name,
            CaseColumn::Number => Self::Number,
            CaseColumn::Age => Self::Age,
            CaseColumn::Village => Self::Village,
            CaseColumn::Risk => Self::Risk,
            CaseColumn::LastVisit => Self::LastVisit,
            CaseColumn::Due => Self::Due,
        }
    }
}

impl From<CaseFilter> for vault::CaseFilter {
    fn from(filter: CaseFilter) -> Self {
        Self {
            text: filter.text,
            group: filter.group,
            risks: filter.risks,
            categories: filter.categories,
            village: filter.village,
            overdue: filter.overdue,
        }
    }
}
