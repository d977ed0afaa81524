//! How many rows the list has under a filter, kept ready for the filters that are used most: any group or
//! category, any levels of risk, any village.

use super::super::columns;
use super::super::rows::{count, first};
use super::filter::CaseFilter;
use crate::error::VaultError;
use casework::case::Case;
use casework::category::Group;
use casework::client::Client;
use rusqlite::Connection;
use rusqlite::types::Value;

/// The facet that every row has.
const ALL: u8 = 0;
/// The facet of the first category; the others follow.
const CATEGORY: u8 = 16;

/// What a row is counted by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Facets {
    pub group: u8,
    pub risk: Option<u8>,
    pub village: Option<String>,
    pub categories: i64,
}

impl Facets {
    pub(super) fn of(client: Option<&Client>, case: Option<&Case>) -> Self {
        let village = client.map_or("", |client| client.village.trim());
        Self {
            group: columns::group(client.map_or(Group::Child, |client| client.group)),
            risk: case.map(|case| columns::risk(case.risk.level)),
            village: (!village.is_empty()).then(|| village.to_owned()),
            categories: columns::categories(
                client.map(|client| client.categories.as_slice()).unwrap_or_default(),
            ),
        }
    }

    fn keys(&self) -> impl Iterator<Item = u8> {
        let categories = columns::categories_of(self.categories).into_iter();
        let categories = categories.map(|category| CATEGORY + columns::category_bit(category));
        [ALL, self.group].into_iter().chain(categories)
    }
}

/// Counts a row as it will be instead of as it is. Called before the row is written or removed.
pub(super) fn change(conn: &Connection, n: i64, after: Option<&Facets>) -> Result<(), VaultError> {
    let sql = "SELECT \"group\", risk, village, categories FROM case_rows WHERE n = ?1";
    let before = first(conn, sql, [n], |row| {
        Ok(Facets {
            group: row.get(0)?,
            risk: row.get(1)?,
            village: row.get(2)?,
            categories: row.get(3)?,
        })
    })?;
    if before.as_ref() == after {
        return Ok(());
    }
    before.map_or(Ok(()), |before| add(conn, &before, -1))?;
    after.map_or(Ok(()), |after| add(conn, after, 1))
}

fn add(conn: &Connection, facets: &Facets, rows: i32) -> Result<(), VaultError> {
    let mut count = conn.prepare_cached(
        "INSERT INTO case_counts (facet, risk, village, rows) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT DO UPDATE SET rows = rows + excluded.rows",
    )?;
    let mut tidy = conn.prepare_cached(
        "DELETE FROM case_counts WHERE facet = ?1 AND risk = ?2 AND village = ?3 AND rows = 0",
    )?;
    let (risk, village) = (facets.risk.unwrap_or(0), facets.village.as_deref().unwrap_or(""));
    for facet in facets.keys() {
        count.execute((facet, risk, village, rows))?;
        if rows < 0 {
            tidy.execute((facet, risk, village))?;
        }
    }
    Ok(())
}

/// The rows under a filter, where they are counted already.
pub(super) fn total(conn: &Connection, filter: &CaseFilter) -> Result<Option<u32>, VaultError> {
    let facet = match (filter.group, filter.categories.as_slice()) {
        (None, []) => ALL,
        (Some(group), []) => columns::group(group),
        (None, [category]) => CATEGORY + columns::category_bit(*category),
        _ => return Ok(None),
    };
    if filter.overdue || filter.has_text() {
        return Ok(None);
    }
    let mut sql = String::from("SELECT coalesce(sum(rows), 0) FROM case_counts WHERE facet = ?");
    let mut params = vec![Value::from(i64::from(facet))];
    filter.push_risks(&mut sql, &mut params);
    if let Some(village) = &filter.village {
        sql.push_str(" AND village = ?");
        params.push(village.clone().into());
    }
    count(conn, &sql, rusqlite::params_from_iter(params)).map(Some)
}
