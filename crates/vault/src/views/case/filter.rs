//! What the list of clients and cases is sorted by and narrowed to.

use super::super::columns;
use crate::search::Query;
use casework::category::{Category, Group};
use casework::risk::RiskLevel;
use chrono::NaiveDate;
use rusqlite::types::Value;

/// A column to sort by. What is not known comes last, upwards and downwards.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CaseColumn {
    /// Client's name, by pinyin.
    Name,
    /// Case number.
    Number,
    /// Age.
    Age,
    /// Village.
    Village,
    /// Risk.
    Risk,
    /// Last visit.
    LastVisit,
    /// Next visit due.
    Due,
}

impl CaseColumn {
    /// Every column.
    pub const ALL: [Self; 7] = [
        Self::Name,
        Self::Number,
        Self::Age,
        Self::Village,
        Self::Risk,
        Self::LastVisit,
        Self::Due,
    ];

    /// The index that has the rows in this order.
    pub(super) fn index(self) -> &'static str {
        match self {
            Self::Name => "case_rows_name",
            Self::Number => "case_rows_number",
            Self::Age => "case_rows_age",
            Self::Village => "case_rows_village",
            Self::Risk => "case_rows_risk",
            Self::LastVisit => "case_rows_last_visit",
            Self::Due => "case_rows_due",
        }
    }

    /// The order in SQL. Rows that are equal in the column come by name; by which end of the alphabet
    /// first follows from how the index lies.
    pub(super) fn order(self, descending: bool) -> String {
        let (column, down, names_down) = match self {
            Self::Name => ("name_key", descending, descending),
            Self::Number => ("number", descending, descending),
            // The older is born earlier.
            Self::Age => ("birth", !descending, descending),
            Self::Village => ("village", descending, descending),
            Self::Risk => ("risk", descending, !descending),
            Self::LastVisit => ("last_visit", descending, descending),
            Self::Due => ("due", descending, descending),
        };
        let way = |down| if down { "DESC" } else { "ASC" };
        let (way, names) = (way(down), way(names_down));
        match self {
            Self::Name => format!("name_key {way}, n {way}"),
            _ => format!("{column} {way} NULLS LAST, name_key {names}, n {names}"),
        }
    }
}

/// What the list is narrowed to. Everything given must hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CaseFilter {
    /// Typed text: part of name, case number, village or telephone number, the beginning of the name's
    /// pinyin initials, or the end of the identity number.
    pub text: String,
    /// Only this group.
    pub group: Option<Group>,
    /// Only these levels of risk; empty means all.
    pub risks: Vec<RiskLevel>,
    /// Only clients in all of these categories.
    pub categories: Vec<Category>,
    /// Only this village.
    pub village: Option<String>,
    /// Only cases whose visit is overdue.
    pub overdue: bool,
}

impl CaseFilter {
    pub(super) fn has_text(&self) -> bool {
        !self.text.trim().is_empty()
    }

    /// The typed text as a query.
    pub(super) fn query(&self) -> Option<Query> {
        Query::new(&self.text)
    }

    /// Appends all conditions but the typed text.
    pub(super) fn push(&self, today: NaiveDate, sql: &mut String, params: &mut Vec<Value>) {
        if let Some(group) = self.group {
            sql.push_str(" AND \"group\" = ?");
            params.push(i64::from(columns::group(group)).into());
        }
        if let Some(village) = &self.village {
            sql.push_str(" AND village = ?");
            params.push(village.clone().into());
        }
        if !self.categories.is_empty() {
            sql.push_str(" AND categories & ? = ?");
            let set = columns::categories(&self.categories);
            params.extend([Value::from(set), Value::from(set)]);
        }
        if self.overdue {
            sql.push_str(" AND due < ?");
            params.push(i64::from(columns::day(today)).into());
        }
        self.push_risks(sql, params);
    }

    /// The plus keeps SQLite from jumping between the levels in an index, which would cost the order.
    pub(super) fn push_risks(&self, sql: &mut String, params: &mut Vec<Value>) {
        let levels = self.risks.iter().map(|risk| Value::from(i64::from(columns::risk(*risk))));
        params.extend(levels);
        match self.risks.len() {
            0 => {}
            n => {
                sql.push_str(" AND +risk IN (?");
                sql.push_str(&", ?".repeat(n - 1));
                sql.push(')');
            }
        }
    }
}
