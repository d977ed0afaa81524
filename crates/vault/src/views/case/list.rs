//! The list of clients and cases. Without typed text it is a walk along the index of the column it is
//! sorted by, which stops as soon as there are rows enough; with text, the rows that the text finds are
//! collected first.

use super::super::columns;
use super::super::rows::{all, count};
use super::counts;
use super::filter::{CaseColumn, CaseFilter};
use crate::error::VaultError;
use crate::reader::Reader;
use casework::category::{Category, Group};
use casework::id::{CaseId, ClientId};
use casework::risk::RiskLevel;
use casework::sex::Sex;
use chrono::NaiveDate;
use rusqlite::types::Value;
use rusqlite::{Row, params_from_iter};

/// A row of the list. A client without a case has a row, too.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseRow {
    /// The case; nothing where the client has none yet.
    pub case: Option<CaseId>,
    /// The client.
    pub client: ClientId,
    /// Case number, empty without a case.
    pub number: String,
    /// Client's name.
    pub name: String,
    /// Child or older person.
    pub group: Group,
    /// Sex.
    pub sex: Option<Sex>,
    /// Birth date.
    pub birth_date: Option<NaiveDate>,
    /// Village or community, empty where not known.
    pub village: String,
    /// Categories.
    pub categories: Vec<Category>,
    /// Risk, nothing without a case.
    pub risk: Option<RiskLevel>,
    /// Day of the last visit at which somebody was home.
    pub last_visit: Option<NaiveDate>,
    /// Day by which the next visit is due, nothing without a case.
    pub due: Option<NaiveDate>,
    /// Open actions.
    pub open_actions: u32,
    /// A snapshot says so; the changes are not all here yet.
    pub unchecked: bool,
}

const COLUMNS: &str = "\"case\", client, number, name, \"group\", sex, birth, village, categories, risk, last_visit, \
                       due, open_actions, unchecked";

/// A statement and what it is bound to.
struct Bound {
    sql: String,
    params: Vec<Value>,
}

impl Bound {
    /// `select` from the rows under a filter. `index` is the way to walk where no text leads to the rows.
    fn new(select: &str, index: Option<&str>, filter: &CaseFilter, today: NaiveDate) -> Self {
        let mut bound = match filter.query() {
            Some(query) => Self {
                sql: format!(
                    "SELECT {select} FROM case_words CROSS JOIN case_rows ON n = case_words.rowid
                     WHERE case_words MATCH ?"
                ),
                params: vec![query.expression().to_owned().into()],
            },
            None => {
                let by = index.map(|index| format!(" INDEXED BY {index}")).unwrap_or_default();
                Self {
                    sql: format!("SELECT {select} FROM case_rows{by} WHERE TRUE"),
                    params: Vec::new(),
                }
            }
        };
        filter.push(today, &mut bound.sql, &mut bound.params);
        bound
    }

    fn page(
        filter: &CaseFilter,
        today: NaiveDate,
        (sort, descending): (CaseColumn, bool),
        (offset, limit): (u32, u32),
    ) -> Self {
        let mut bound = Self::new(COLUMNS, Some(sort.index()), filter, today);
        bound.sql.push_str(&format!(" ORDER BY {} LIMIT ? OFFSET ?", sort.order(descending)));
        bound.params.extend([Value::from(i64::from(limit)), Value::from(i64::from(offset))]);
        bound
    }

    fn total(filter: &CaseFilter, today: NaiveDate) -> Self {
        // The one condition that is not in every index.
        let index = filter.overdue.then_some(CaseColumn::Due.index());
        Self::new("count(*)", index, filter, today)
    }
}

impl Reader<'_> {
    /// A stretch of the list, and how many rows there are in all under this filter.
    ///
    /// # Errors
    /// When the vault cannot be read.
    pub fn case_list(
        &self,
        filter: &CaseFilter,
        today: NaiveDate,
        (sort, descending): (CaseColumn, bool),
        (offset, limit): (u32, u32),
    ) -> Result<(Vec<CaseRow>, u32), VaultError> {
        let total = match counts::total(self.conn, filter)? {
            Some(total) => total,
            None => {
                let bound = Bound::total(filter, today);
                count(self.conn, &bound.sql, params_from_iter(bound.params))?
            }
        };
        if offset >= total {
            return Ok((Vec::new(), total));
        }
        let bound = Bound::page(filter, today, (sort, descending), (offset, limit));
        let rows = all(self.conn, &bound.sql, params_from_iter(bound.params), row)?;
        Ok((rows, total))
    }
}

fn row(row: &Row<'_>) -> Result<CaseRow, VaultError> {
    Ok(CaseRow {
        case: row.get::<_, Option<[u8; 16]>>(0)?.map(CaseId::from_bytes),
        client: ClientId::from_bytes(row.get(1)?),
        number: row.get::<_, Option<String>>(2)?.unwrap_or_default(),
        name: row.get(3)?,
        group: columns::group_of(row.get(4)?)?,
        sex: row.get::<_, Option<u8>>(5)?.map(columns::sex_of).transpose()?,
        birth_date: columns::maybe_date(row.get(6)?)?,
        village: row.get::<_, Option<String>>(7)?.unwrap_or_default(),
        categories: columns::categories_of(row.get(8)?),
        risk: row.get::<_, Option<u8>>(9)?.map(columns::risk_of).transpose()?,
        last_visit: columns::maybe_date(row.get(10)?)?,
        due: columns::maybe_date(row.get(11)?)?,
        open_actions: row.get(12)?,
        unchecked: row.get(13)?,
    })
}

#[cfg(test)]
mod tests;
