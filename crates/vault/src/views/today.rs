//! What Today shows: visits overdue and due, actions due.

use super::action::{self, ActionRecord};
use super::columns;
use super::rows::{all, count};
use crate::error::VaultError;
use crate::reader::Reader;
use casework::client::Client;
use casework::id::{CaseId, ClientId};
use casework::risk::RiskLevel;
use casework::today::SOON_DAYS;
use chrono::{Days, NaiveDate};
use rusqlite::Row;

/// A visit that is due.
#[derive(Clone, Debug, PartialEq)]
pub struct DueVisit {
    /// The case.
    pub case: CaseId,
    /// The client.
    pub client_id: ClientId,
    /// What is recorded of the client.
    pub client: Client,
    /// Risk.
    pub risk: RiskLevel,
    /// By when.
    pub due: NaiveDate,
    /// Day of the last visit at which somebody was home.
    pub last_visit: Option<NaiveDate>,
    /// What the last visit agreed it should be about.
    pub purpose: String,
}

/// Part of a longer list, and how long that is.
#[derive(Clone, Debug, PartialEq)]
pub struct Listed<T> {
    /// The first of them; of visits, also those at high risk that come later.
    pub first: Vec<T>,
    /// How many there are in all.
    pub total: u32,
}

/// What there is to do on a day.
#[derive(Clone, Debug, PartialEq)]
pub struct Today {
    /// Visits overdue, longest first; of one day the gravest risk first.
    pub overdue: Listed<DueVisit>,
    /// Visits due on the day and in the [`SOON_DAYS`] after it, in the same order.
    pub due: Listed<DueVisit>,
    /// Actions due on the day or before, longest first.
    pub actions: Listed<ActionRecord>,
    /// Clients on record.
    pub clients: u32,
    /// Cases on record.
    pub cases: u32,
}

impl Reader<'_> {
    /// What there is to do on a day, of each list the first `limit`. Visits at high or critical risk are listed
    /// however many have waited longer: the gravest `limit` of them.
    ///
    /// # Errors
    /// When the vault cannot be read.
    pub fn today(&self, date: NaiveDate, limit: u32) -> Result<Today, VaultError> {
        let today = columns::day(date);
        let soon = columns::day(
            date.checked_add_days(Days::new(SOON_DAYS.into())).unwrap_or(NaiveDate::MAX),
        );
        Ok(Today {
            overdue: self.visits_due(i32::MIN, today.saturating_sub(1), limit)?,
            due: self.visits_due(today, soon, limit)?,
            actions: self.actions_due(date, limit)?,
            clients: self.client_count()?,
            cases: self.case_count()?,
        })
    }

    fn visits_due(&self, from: i32, to: i32, limit: u32) -> Result<Listed<DueVisit>, VaultError> {
        Ok(Listed {
            first: all(self.conn, VISITS_DUE, (from, to, limit), due_visit)?,
            total: count(self.conn, VISITS_DUE_TOTAL, (from, to))?,
        })
    }

    /// Actions due on the day or before, longest first, of them the first `limit`.
    ///
    /// # Errors
    /// When the vault cannot be read.
    pub fn actions_due(
        &self,
        date: NaiveDate,
        limit: u32,
    ) -> Result<Listed<ActionRecord>, VaultError> {
        let today = columns::day(date);
        Ok(Listed {
            first: all(self.conn, &actions_due_sql(), (today, limit), action::record)?,
            total: count(self.conn, ACTIONS_DUE_TOTAL, [today])?,
        })
    }
}

/// Of one day the gravest risk first. High risk (3) and critical (4) are listed past the limit, too. Which they are is
/// told by the index of due days alone; only those that are shown are read. A row below 0 is of a snapshot: nobody proved it.
const VISITS_DUE: &str =
    "SELECT r.\"case\", r.client, c.json, r.risk, r.due, r.last_visit, r.purpose
    FROM (
        SELECT n AS due_n FROM (
            SELECT n FROM case_rows WHERE due BETWEEN ?1 AND ?2 AND n > 0
            ORDER BY due, risk DESC, name_key, n LIMIT ?3
        ) UNION SELECT n FROM (
            SELECT n FROM case_rows WHERE due BETWEEN ?1 AND ?2 AND risk >= 3 AND n > 0
            ORDER BY risk DESC, due, name_key, n LIMIT ?3
        )
    ) CROSS JOIN case_rows r CROSS JOIN clients c
    WHERE r.n = due_n AND c.id = r.client ORDER BY r.due, r.risk DESC, r.name_key, r.n";
const VISITS_DUE_TOTAL: &str =
    "SELECT count(*) FROM case_rows WHERE due BETWEEN ?1 AND ?2 AND n > 0";
const ACTIONS_DUE_TOTAL: &str =
    "SELECT count(*) FROM actions WHERE open_in IS NOT NULL AND due <= ?1";

/// Which they are is told by the index of open actions alone; only those that are shown are read.
fn actions_due_sql() -> String {
    format!(
        "SELECT {} FROM (
             SELECT id AS due_id, place AS due_place FROM actions
             WHERE open_in IS NOT NULL AND due <= ?1 ORDER BY due, id, place LIMIT ?2
         ) CROSS JOIN {} WHERE a.id = due_id AND a.place = due_place ORDER BY a.due, a.id, a.place",
        action::COLUMNS,
        action::TABLES
    )
}

fn due_visit(row: &Row<'_>) -> Result<DueVisit, VaultError> {
    Ok(DueVisit {
        case: CaseId::from_bytes(row.get(0)?),
        client_id: ClientId::from_bytes(row.get(1)?),
        client: columns::from_json(&row.get::<_, String>(2)?)?,
        risk: columns::risk_of(row.get(3)?)?,
        due: columns::date(row.get(4)?)?,
        last_visit: columns::maybe_date(row.get(5)?)?,
        purpose: row.get(6)?,
    })
}

#[cfg(test)]
mod tests;
