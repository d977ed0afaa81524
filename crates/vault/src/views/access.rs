//! The access log: who opened which case file when.

use super::columns::{self, DAMAGED};
use super::rows::all;
use crate::context::{Context, Touched};
use crate::error::VaultError;
use crate::reader::Reader;
use casework::access::{Access, AccessKind, QUARTER, quarter};
use casework::id::{CaseId, DeviceId, PersonId};
use chrono::{DateTime, Days, FixedOffset, NaiveDate, NaiveTime};
use history::{ChangeKind, RecordState};
use rusqlite::{Connection, Row, ToSql, named_params, params};

/// An access on record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccessRow {
    /// The case.
    pub case: CaseId,
    /// Its number as it was.
    pub number: String,
    /// Who; nobody where her laptop is not known here.
    pub person: Option<PersonId>,
    /// Her name, where it is known here.
    pub name: String,
    /// What she did.
    pub kind: AccessKind,
    /// When, by the clock of her laptop.
    pub at: DateTime<FixedOffset>,
}

/// What the log is narrowed to. Everything given must hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AccessFilter {
    /// Only this case.
    pub case: Option<CaseId>,
    /// Only cases whose number begins so.
    pub number: String,
    /// Only this person.
    pub person: Option<PersonId>,
    /// Only from this day on, as days are in China.
    pub from: Option<NaiveDate>,
    /// Only up to and with this day.
    pub upto: Option<NaiveDate>,
}

pub(super) fn refresh(
    conn: &Connection,
    touched: &Touched,
    state: &RecordState,
    context: &Context,
) -> Result<(), VaultError> {
    let accesses = state.entries().filter(|entry| entry.header.kind == ChangeKind::ACCESS);
    let mut proven = accesses.filter(|entry| entry.is_proven());
    let found = proven.next().and_then(|entry| {
        let access: Access = serde_json::from_value(entry.value()?.clone()).ok()?;
        Some((entry.header.author, access))
    });
    let Some((device, access)) = found else {
        conn.prepare_cached("DELETE FROM accesses WHERE n = ?")?.execute([touched.first])?;
        return Ok(());
    };
    let person = context.people.get(&device).map(|person| person.id.bytes());
    conn.prepare_cached(
        "INSERT OR REPLACE INTO accesses (n, \"case\", number, device, person, kind, at, offset)
         VALUES (:n, :case, :number, :device, :person, :kind, :at, :offset)",
    )?
    .execute(named_params! {
        ":n": touched.first,
        ":case": touched.file.bytes(),
        ":number": access.number,
        ":device": device.bytes(),
        ":person": person,
        ":kind": column(access.kind),
        ":at": access.at.timestamp_millis(),
        ":offset": access.at.offset().local_minus_utc(),
    })?;
    Ok(())
}

fn column(kind: AccessKind) -> u8 {
    match kind {
        AccessKind::Opened => 1,
        AccessKind::Printed => 2,
        AccessKind::HandedOut => 3,
    }
}

fn kind_of(column: u8) -> Result<AccessKind, VaultError> {
    match column {
        1 => Ok(AccessKind::Opened),
        2 => Ok(AccessKind::Printed),
        3 => Ok(AccessKind::HandedOut),
        _ => Err(DAMAGED),
    }
}

impl Reader<'_> {
    /// A stretch of the access log, newest first, and whether there is more.
    ///
    /// # Errors
    /// When the vault cannot be read.
    pub fn accesses(
        self,
        filter: &AccessFilter,
        (offset, limit): (u32, u32),
    ) -> Result<(Vec<AccessRow>, bool), VaultError> {
        let case = filter.case.map(|case| case.bytes());
        let person = filter.person.map(|person| person.bytes());
        let (from, upto) = (filter.from.map(beginning), filter.upto.map(end));
        let number = format!("{}%", filter.number.replace(['%', '_', '\\'], ""));
        let mut wanted: Vec<(&str, &dyn ToSql)> = Vec::new();
        case.iter().for_each(|case| wanted.push(("\"case\" = ?", case)));
        person.iter().for_each(|person| wanted.push(("person = ?", person)));
        from.iter().for_each(|from| wanted.push(("at >= ?", from)));
        upto.iter().for_each(|upto| wanted.push(("at < ?", upto)));
        if !filter.number.is_empty() {
            wanted.push(("number LIKE ?", &number));
        }
        let conditions: Vec<_> = wanted.iter().map(|(condition, _)| *condition).collect();
        let conditions = match conditions.is_empty() {
            true => String::new(),
            false => format!("WHERE {}", conditions.join(" AND ")),
        };
        let sql = format!(
            "SELECT \"case\", number, device, person, kind, at, offset FROM accesses {conditions}
             ORDER BY at DESC, n DESC LIMIT ? OFFSET ?"
        );
        let limit_and_one = limit.saturating_add(1);
        let mut values: Vec<&dyn ToSql> = wanted.iter().map(|(_, value)| *value).collect();
        values.extend([&limit_and_one as &dyn ToSql, &offset]);
        let mut rows = all(self.conn, &sql, values.as_slice(), |row| self.access(row))?;
        let more = rows.len() > limit as usize;
        rows.truncate(limit as usize);
        Ok((rows, more))
    }

    /// Whether an access of this kind, by this person to this case, stands in the log in this quarter of an hour.
    pub(crate) fn has_accessed(
        self,
        case: CaseId,
        person: PersonId,
        kind: AccessKind,
        at: DateTime<FixedOffset>,
    ) -> Result<bool, VaultError> {
        let mut statement = self.conn.prepare_cached(
            "SELECT 1 FROM accesses
             WHERE \"case\" = ? AND at >= ? AND at < ? AND person = ? AND kind = ?",
        )?;
        let from = quarter(at).timestamp_millis();
        let upto = from + QUARTER * 60_000;
        Ok(statement.exists(params![case.bytes(), from, upto, person.bytes(), column(kind)])?)
    }

    fn access(self, row: &Row<'_>) -> Result<AccessRow, VaultError> {
        let device = DeviceId::from_bytes(row.get(2)?);
        let offset = FixedOffset::east_opt(row.get(6)?).ok_or(DAMAGED)?;
        Ok(AccessRow {
            case: CaseId::from_bytes(row.get(0)?),
            number: row.get(1)?,
            person: row.get::<_, Option<[u8; 16]>>(3)?.map(PersonId::from_bytes),
            name: self.context.name_of(device).to_owned(),
            kind: kind_of(row.get(4)?)?,
            at: columns::moment(row.get(5)?)?.with_timezone(&offset),
        })
    }
}

/// Milliseconds at which a day begins in China.
fn beginning(day: NaiveDate) -> i64 {
    day.and_time(NaiveTime::MIN).and_utc().timestamp_millis() - columns::CHINA_MILLIS
}

fn end(day: NaiveDate) -> i64 {
    beginning(day.checked_add_days(Days::new(1)).unwrap_or(day))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::views::testing::{DEVICE, World, day, id, plan};
    use casework::fields::{FieldId, RecordKind};
    use casework::id::RecordId;
    use chrono::TimeDelta;
    use history::Content;

    fn logged(world: &mut World, n: u64, minutes: i64) {
        let noon = day(1).and_hms_opt(12, 0, 0).unwrap() + TimeDelta::minutes(minutes);
        let zone = FixedOffset::east_opt(8 * 3600).unwrap();
        let at = noon.and_local_timezone(zone).unwrap();
        let access = Access { kind: AccessKind::Opened, at, number: "JF-1".into() };
        let place = (RecordKind::ACCESS, RecordId::from_bytes(id(n)));
        let what = (FieldId::WHOLE, ChangeKind::ACCESS);
        world.append(place, what, vec![], casework::fields::value(&access));
        world.refresh(place.0, place.1);
    }

    #[test]
    fn the_log_is_newest_first_and_the_same_built_anew() {
        let mut world = World::new();
        for (n, minutes) in [(1, 0), (2, 90), (3, 30)] {
            logged(&mut world, n, minutes);
        }
        let (rows, more) = world.read().accesses(&AccessFilter::default(), (0, 10)).unwrap();
        let times: Vec<_> = rows.iter().map(|row| row.at.format("%H:%M").to_string()).collect();
        assert_eq!((times, more), (vec!["13:30".into(), "12:30".into(), "12:00".into()], false));
        let person = world.context.people[&DEVICE].clone();
        assert!(rows.iter().all(|row| row.person == Some(person.id) && row.name == person.name));
        world.check_rebuild();
    }

    #[test]
    fn what_is_no_access_has_no_row() {
        let mut world = World::new();
        let place = (RecordKind::ACCESS, RecordId::from_bytes(id(1)));
        let what = (FieldId::WHOLE, ChangeKind::ACCESS);
        for content in
            [Content::Unproven, Content::Unreadable, Content::Newer, Content::Value(5.into())]
        {
            world.append_content(place, what, vec![], content);
            world.refresh(place.0, place.1);
        }
        world.append(place, (FieldId::WHOLE, ChangeKind::SET), vec![], 7.into());
        world.refresh(place.0, place.1);
        let (rows, _) = world.read().accesses(&AccessFilter::default(), (0, 10)).unwrap();
        assert_eq!(rows, []);
        world.check_rebuild();
    }

    #[test]
    fn the_log_of_a_case_is_read_along_an_index() {
        let world = World::new();
        let of_case = "SELECT number FROM accesses WHERE \"case\" = ? ORDER BY at DESC, n DESC";
        let steps = plan(&world.conn, of_case);
        assert_eq!(steps, ["SEARCH accesses USING INDEX accesses_case (case=?)"]);
        let all = plan(&world.conn, "SELECT number FROM accesses ORDER BY at DESC, n DESC LIMIT 9");
        assert_eq!(all, ["SCAN accesses USING INDEX accesses_at"]);
    }
}
