//! The rows of the list: what a client, a case, its visits and its actions come to in one line.

use super::super::rows::{all, count, first};
use super::super::{client, columns};
use super::counts::{self, Facets};
use super::entries;
use super::unchecked::Standing;
use crate::context::Context;
use crate::error::VaultError;
use crate::search::Document;
use crate::snapshot::CaseLine;
use casework::case::Case;
use casework::category::Category;
use casework::client::Client;
use casework::id::{CaseId, ClientId};
use casework::name;
use casework::risk::RiskLevel;
use chrono::NaiveDate;
use rusqlite::{Connection, named_params};

/// Writes the rows of a client anew: one a case, or one for the client alone. A case whose client is not
/// here yet has a row without a name.
pub(in crate::views) fn refresh_rows_of(
    conn: &Connection,
    id: ClientId,
    context: &Context,
) -> Result<(), VaultError> {
    let standing = Standing::of(conn, id)?;
    let unchecked = !standing.is_empty();
    let found = client::get(conn, id)?;
    let client = standing.client.as_ref().or(found.as_ref()).map(|(_, client)| client);
    let mut cases =
        all(conn, "SELECT n, id, json FROM cases WHERE client = ?1", [id.bytes()], |row| {
            let case: Case = columns::from_json(&row.get::<_, String>(2)?)?;
            Ok((row.get(0)?, CaseId::from_bytes(row.get(1)?), case))
        })?;
    cases.retain(|(_, case, _)| standing.cases.iter().all(|(_, other, _)| other != case));
    let mut kept: Vec<i64> = cases.iter().map(|(n, ..)| *n).collect();
    for (n, case_id, case) in &cases {
        let dates = dates(conn, *case_id, &Grounds::of(client, case), context)?;
        write(conn, *n, (id, client), Some((*case_id, case, dates)), unchecked)?;
    }
    for (n, case, line) in &standing.cases {
        // Below all places in the log.
        kept.push(-n);
        write(conn, -n, (id, client), Some((*case, &line.case, line.into())), unchecked)?;
    }
    if kept.is_empty() {
        let alone = found.as_ref().map(|(n, _)| *n);
        let alone = alone.or(standing.client.as_ref().map(|(n, _)| -n));
        if let Some(n) = alone {
            kept.push(n);
            write(conn, n, (id, client), None, unchecked)?;
        }
    }
    let rows =
        all(
            conn,
            "SELECT n FROM case_rows WHERE client = ?1",
            [id.bytes()],
            |row| Ok(row.get(0)?),
        )?;
    rows.into_iter().filter(|n| !kept.contains(n)).try_for_each(|n| remove(conn, n))
}

/// Brings the dates of a case's row to what its visits now say. `added` entries came into the timeline.
/// Nothing where the case is not here yet. Its cost does not grow with the number of visits.
pub(in crate::views) fn refresh_dates(
    conn: &Connection,
    id: CaseId,
    added: i32,
    context: &Context,
) -> Result<(), VaultError> {
    let sql = "SELECT c.n, c.opened_on, r.risk, r.categories
               FROM cases c JOIN case_rows r ON r.n = c.n WHERE c.id = ?1";
    let found = first(conn, sql, [id.bytes()], |row| {
        let grounds = Grounds {
            risk: columns::risk_of(row.get(2)?)?,
            categories: columns::categories_of(row.get(3)?),
            opened_on: columns::date(row.get(1)?)?,
        };
        Ok((row.get::<_, i64>(0)?, grounds))
    })?;
    let Some((n, grounds)) = found else { return Ok(()) };
    let dates = dates(conn, id, &grounds, context)?;
    conn.prepare_cached(
        "UPDATE case_rows SET last_visit = :last_visit, due = :due, purpose = :purpose,
             open_actions = :open_actions, entries = entries + :added WHERE n = :n",
    )?
    .execute(named_params! {
        ":n": n,
        ":last_visit": dates.last_visit,
        ":due": dates.due,
        ":purpose": dates.purpose,
        ":open_actions": dates.open_actions,
        ":added": added,
    })?;
    Ok(())
}

/// Brings the number of open actions of a case's row to what it now is.
pub(in crate::views) fn refresh_open_actions(
    conn: &Connection,
    id: CaseId,
) -> Result<(), VaultError> {
    conn.prepare_cached(
        "UPDATE case_rows SET open_actions = ?2 WHERE n = (SELECT n FROM cases WHERE id = ?1)",
    )?
    .execute((id.bytes(), open_actions(conn, id)?))?;
    Ok(())
}

/// What the rhythm of the visits follows from.
struct Grounds {
    risk: RiskLevel,
    categories: Vec<Category>,
    opened_on: NaiveDate,
}

impl Grounds {
    fn of(client: Option<&Client>, case: &Case) -> Self {
        Self {
            risk: case.risk.level,
            categories: client.map(|client| client.categories.clone()).unwrap_or_default(),
            opened_on: case.opened_on,
        }
    }
}

/// What the visits and actions of a case come to.
struct Dates {
    last_visit: Option<i32>,
    due: i32,
    purpose: String,
    open_actions: u32,
}

impl From<&CaseLine> for Dates {
    fn from(line: &CaseLine) -> Self {
        Self {
            last_visit: line.last_visit.map(columns::day),
            due: columns::day(line.due),
            purpose: String::new(),
            open_actions: line.open_actions,
        }
    }
}

fn dates(
    conn: &Connection,
    id: CaseId,
    grounds: &Grounds,
    context: &Context,
) -> Result<Dates, VaultError> {
    let last_visit = entries::last_met(conn, id)?;
    let next = entries::next_agreed(conn, id)?;
    let due = context.rules.due(
        grounds.risk,
        &grounds.categories,
        grounds.opened_on,
        columns::maybe_date(last_visit)?,
        columns::maybe_date(next.on)?,
    );
    Ok(Dates {
        last_visit,
        due: columns::day(due),
        purpose: next.purpose,
        open_actions: open_actions(conn, id)?,
    })
}

pub(super) const OPEN_ACTIONS: &str = "SELECT count(*) FROM actions WHERE open_in = ?1";

fn open_actions(conn: &Connection, id: CaseId) -> Result<u32, VaultError> {
    count(conn, OPEN_ACTIONS, [id.bytes()])
}

fn write(
    conn: &Connection,
    n: i64,
    (client_id, client): (ClientId, Option<&Client>),
    case: Option<(CaseId, &Case, Dates)>,
    unchecked: bool,
) -> Result<(), VaultError> {
    let (case_id, record) = case.as_ref().map(|(id, record, _)| (*id, *record)).unzip();
    let facets = Facets::of(client, record);
    counts::change(conn, n, Some(&facets))?;
    let dates = case.as_ref().map(|(_, _, dates)| dates);
    conn.prepare_cached(
        "INSERT OR REPLACE INTO case_rows (n, \"case\", client, number, name, name_key, \"group\", sex,
             birth, village, categories, risk, last_visit, due, purpose, open_actions, entries, unchecked)
         VALUES (:n, :case, :client, :number, :name, :name_key, :group, :sex, :birth, :village,
             :categories, :risk, :last_visit, :due, :purpose, :open_actions, :entries, :unchecked)",
    )?
    .execute(named_params! {
        ":n": n,
        ":case": case_id.map(CaseId::bytes),
        ":client": client_id.bytes(),
        ":number": record.map(|case| &case.number),
        ":name": client.map_or("", |client| &client.name),
        ":name_key": client.map(name_key).unwrap_or_default(),
        ":group": facets.group,
        ":sex": client.and_then(|client| client.sex).map(columns::sex),
        ":birth": client.and_then(|client| client.birth_date).map(columns::day),
        ":village": facets.village,
        ":categories": facets.categories,
        ":risk": facets.risk,
        ":last_visit": dates.and_then(|dates| dates.last_visit),
        ":due": dates.map(|dates| dates.due),
        ":purpose": dates.map_or("", |dates| &dates.purpose),
        ":open_actions": dates.map_or(0, |dates| dates.open_actions),
        ":entries": case_id.map_or(Ok(0), |id| entries::count(conn, id))?,
        ":unchecked": unchecked,
    })?;
    write_words(conn, n, client, record)
}

/// How a name is sorted: by its syllables, and by the characters themselves where those sound the same.
fn name_key(client: &Client) -> String {
    format!("{}\u{1}{}", name::syllables(&client.name).join(" "), client.name)
}

fn write_words(
    conn: &Connection,
    n: i64,
    client: Option<&Client>,
    case: Option<&Case>,
) -> Result<(), VaultError> {
    let mut words = Document::default();
    words.text(case.map_or("", |case| &case.number));
    if let Some(client) = client {
        [&client.name, &client.called, &client.village]
            .into_iter()
            .for_each(|text| words.text(text));
        words.initials(&client.name);
        words.id_number(&client.id_number);
        client.phones.iter().for_each(|number| words.phone(number));
    }
    conn.prepare_cached("INSERT OR REPLACE INTO case_words (rowid, text) VALUES (?1, ?2)")?
        .execute((n, words.as_str()))?;
    Ok(())
}

fn remove(conn: &Connection, n: i64) -> Result<(), VaultError> {
    counts::change(conn, n, None)?;
    conn.prepare_cached("DELETE FROM case_rows WHERE n = ?1")?.execute([n])?;
    conn.prepare_cached("DELETE FROM case_words WHERE rowid = ?1")?.execute([n])?;
    Ok(())
}
