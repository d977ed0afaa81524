//! The list as one bare table, with an index for each column and for each column under each filter.

use std::path::Path;

use casework::category::{Category, Group};
use casework::risk::RiskLevel;
use chrono::{Datelike as _, NaiveDate};
use rusqlite::types::Value;
use rusqlite::{Connection, Row, Transaction, params_from_iter};
use vault::{CaseColumn, CaseFilter, CaseRow};

use super::{PAGE, Query};
use crate::bare;

const TABLE: &str = "
    CREATE TABLE rows (
        n INTEGER PRIMARY KEY, case_id BLOB, client BLOB, number TEXT, name TEXT, kind INTEGER,
        sex INTEGER, birth INTEGER, village TEXT, categories INTEGER, risk INTEGER,
        last_visit INTEGER, due INTEGER, open_actions INTEGER
    ) STRICT;
    CREATE VIRTUAL TABLE words USING fts5 (text, content = '', tokenize = 'ascii');";
const COLUMNS: &str = "case_id, client, number, name, kind, sex, birth, village, categories, risk, \
                       last_visit, due, open_actions";
const SORTED: [&str; 7] = ["name", "number", "birth", "village", "risk", "last_visit", "due"];
const FILTERED: [&str; 3] = ["kind", "village", "risk"];

/// What a row of the bare query is read into.
type Read = (
    Vec<u8>,
    Vec<u8>,
    String,
    String,
    i64,
    Option<i64>,
    Option<i64>,
    String,
    i64,
    [Option<i64>; 4],
);

/// The bare table.
pub struct Floor(Connection);

impl Floor {
    /// The same rows as the list has.
    pub fn new(rows: &[CaseRow], folder: &Path) -> anyhow::Result<Self> {
        let mut conn = bare::database(folder)?;
        let transaction = conn.transaction()?;
        transaction.execute_batch(TABLE)?;
        for (n, row) in (0..).zip(rows) {
            put(&transaction, n, row)?;
        }
        for sorted in SORTED {
            transaction
                .execute_batch(&format!("CREATE INDEX by_{sorted} ON rows ({sorted}, n)"))?;
            for filtered in FILTERED.iter().filter(|filtered| **filtered != sorted) {
                transaction.execute_batch(&format!(
                    "CREATE INDEX {filtered}_by_{sorted} ON rows ({filtered}, {sorted}, n)"
                ))?;
            }
        }
        transaction.execute_batch("ANALYZE")?;
        transaction.commit()?;
        Ok(Self(conn))
    }

    /// Reads a page. Answers how many rows it has.
    pub fn page(&self, query: &Query, today: NaiveDate) -> anyhow::Result<usize> {
        let (sql, params) = sql(query, today);
        let mut statement = self.0.prepare_cached(&sql)?;
        let rows = statement.query_map(params_from_iter(params), read)?;
        Ok(rows.collect::<Result<Vec<Read>, _>>()?.len())
    }
}

fn read(row: &Row<'_>) -> rusqlite::Result<Read> {
    let rest = [row.get(9)?, row.get(10)?, row.get(11)?, row.get(12)?];
    Ok((
        row.get(0)?,
        row.get(1)?,
        row.get(2)?,
        row.get(3)?,
        row.get(4)?,
        row.get(5)?,
        row.get(6)?,
        row.get(7)?,
        row.get(8)?,
        rest,
    ))
}

fn put(transaction: &Transaction<'_>, n: i64, row: &CaseRow) -> anyhow::Result<()> {
    let day = |day: Option<NaiveDate>| day.map(|day| day.num_days_from_ce());
    let values: [Value; 14] = [
        Value::Integer(n),
        row.case.map_or(Value::Null, |id| id.bytes().to_vec().into()),
        row.client.bytes().to_vec().into(),
        row.number.clone().into(),
        row.name.clone().into(),
        i64::from(row.group == Group::Child).into(),
        row.sex.map(|sex| sex as i64).into(),
        day(row.birth_date).map(i64::from).into(),
        row.village.clone().into(),
        categories(&row.categories).into(),
        row.risk.map(risk).into(),
        day(row.last_visit).map(i64::from).into(),
        day(row.due).map(i64::from).into(),
        i64::from(row.open_actions).into(),
    ];
    let places = vec!["?"; values.len()].join(", ");
    transaction
        .prepare_cached(&format!("INSERT INTO rows VALUES ({places})"))?
        .execute(params_from_iter(values))?;
    let words = spaced(&format!("{} {} {}", row.name, row.number, row.village));
    transaction
        .prepare_cached("INSERT INTO words (rowid, text) VALUES (?1, ?2)")?
        .execute((n, words))?;
    Ok(())
}

fn sql(query: &Query, today: NaiveDate) -> (String, Vec<Value>) {
    let CaseFilter { text, group, risks, categories: wanted, village, overdue } = &query.filter;
    let mut sql = format!("SELECT {COLUMNS} FROM rows WHERE TRUE");
    let mut params: Vec<Value> = Vec::new();
    if !text.is_empty() {
        sql =
            format!("SELECT {COLUMNS} FROM words JOIN rows ON n = words.rowid WHERE words MATCH ?");
        params.push(format!("\"{}\"", spaced(text).trim()).into());
    }
    if let Some(group) = group {
        sql.push_str(" AND kind = ?");
        params.push(i64::from(*group == Group::Child).into());
    }
    if let Some(village) = village {
        sql.push_str(" AND village = ?");
        params.push(village.clone().into());
    }
    if !risks.is_empty() {
        sql.push_str(&format!(" AND risk IN ({})", vec!["?"; risks.len()].join(", ")));
        params.extend(risks.iter().map(|level| Value::from(risk(*level))));
    }
    if !wanted.is_empty() {
        sql.push_str(" AND categories & ? = ?");
        params.extend([categories(wanted), categories(wanted)].map(Value::from));
    }
    if *overdue {
        sql.push_str(" AND due < ?");
        params.push(i64::from(today.num_days_from_ce()).into());
    }
    let (column, down) = order(query);
    let way = if down { "DESC" } else { "ASC" };
    sql.push_str(&format!(" ORDER BY {column} {way}, n {way} LIMIT ? OFFSET ?"));
    params.extend([i64::from(PAGE), i64::from(query.offset)].map(Value::from));
    (sql, params)
}

fn order(query: &Query) -> (&'static str, bool) {
    let down = query.descending;
    match query.by {
        CaseColumn::Name => ("name", down),
        CaseColumn::Number => ("number", down),
        CaseColumn::Age => ("birth", !down),
        CaseColumn::Village => ("village", down),
        CaseColumn::Risk => ("risk", down),
        CaseColumn::LastVisit => ("last_visit", down),
        CaseColumn::Due => ("due", down),
    }
}

/// Every character a word of its own.
fn spaced(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(|c| [c, ' ']).collect()
}

fn risk(level: RiskLevel) -> i64 {
    level as i64
}

fn categories(of: &[Category]) -> i64 {
    of.iter().fold(0, |set, category| set | 1 << (*category as i64))
}
