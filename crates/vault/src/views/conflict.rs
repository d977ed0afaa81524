//! Where people disagree, and which values were decided against.

use super::columns;
use super::rows::{all, count};
use super::today::Listed;
use crate::context::{Context, Touched};
use crate::error::VaultError;
use crate::reader::Reader;
use casework::fields::{FieldId, RecordKind};
use casework::id::{DeviceId, FileId, PersonId, RecordId};
use casework::member::Member;
use chrono::{DateTime, Utc};
use history::{ChangeId, RecordState};
use rusqlite::{Connection, Row, named_params, params_from_iter};

/// A field on which people disagree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConflictRow {
    /// The record.
    pub record: RecordId,
    /// What kind of record it is.
    pub kind: RecordKind,
    /// The file it belongs to.
    pub file: FileId,
    /// The field.
    pub field: FieldId,
    /// Since when, by the clock of the laptop on which the second opinion was written.
    pub since: DateTime<Utc>,
    /// How many changes stand side by side.
    pub sides: u32,
}

/// A value that somebody else than its author decided against.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SetAsideRow {
    /// The change that wrote it.
    pub change: ChangeId,
    /// The record.
    pub record: RecordId,
    /// What kind of record it is.
    pub kind: RecordKind,
    /// The field.
    pub field: FieldId,
    /// The laptop on which it was decided.
    pub by: DeviceId,
    /// When it was decided, by that laptop's clock.
    pub at: DateTime<Utc>,
}

pub(super) fn refresh(
    conn: &Connection,
    touched: &Touched,
    state: &RecordState,
    context: &Context,
) -> Result<(), VaultError> {
    let record = touched.record.bytes();
    for table in ["conflicts", "set_aside"] {
        let sql = format!("DELETE FROM {table} WHERE record = ?1 AND kind = ?2 AND file = ?3");
        conn.prepare_cached(&sql)?.execute((record, touched.kind.0, touched.file.bytes()))?;
    }
    // Nobody has to decide about an entry that was a mistake.
    let removed =
        touched.kind == RecordKind::MEMBER && state.fields().one(Member::REMOVED).unwrap_or(false);
    if removed {
        return Ok(());
    }
    put_conflicts(conn, touched, state)?;
    put_set_aside(conn, touched, state, context)
}

fn put_conflicts(
    conn: &Connection,
    touched: &Touched,
    state: &RecordState,
) -> Result<(), VaultError> {
    for conflict in state.conflicts() {
        conn.prepare_cached(
            "INSERT INTO conflicts (record, field, kind, file, since, sides)
             VALUES (:record, :field, :kind, :file, :since, :sides)",
        )?
        .execute(named_params! {
            ":record": touched.record.bytes(),
            ":field": conflict.field.0,
            ":kind": touched.kind.0,
            ":file": touched.file.bytes(),
            ":since": columns::clock_millis(conflict.since().millis),
            ":sides": columns::count(conflict.sides.len()),
        })?;
    }
    Ok(())
}

fn put_set_aside(
    conn: &Connection,
    touched: &Touched,
    state: &RecordState,
    context: &Context,
) -> Result<(), VaultError> {
    let person = |device| context.people.get(&device).map(|person| person.id);
    let same = |a, b| a == b || person(a).is_some_and(|who| person(b) == Some(who));
    for one in state.set_aside(same) {
        conn.prepare_cached(
            "INSERT INTO set_aside (change, record, field, kind, file, author, by, at)
             VALUES (:change, :record, :field, :kind, :file, :author, :by, :at)",
        )?
        .execute(named_params! {
            ":change": one.lost.id.bytes(),
            ":record": touched.record.bytes(),
            ":field": one.lost.header.field.0,
            ":kind": touched.kind.0,
            ":file": touched.file.bytes(),
            ":author": one.lost.header.author.bytes(),
            ":by": one.by.header.author.bytes(),
            ":at": columns::clock_millis(one.by.header.clock.millis),
        })?;
    }
    Ok(())
}

impl Reader<'_> {
    /// A page of the fields on which people disagree, the longest standing first: so many, after so many.
    ///
    /// # Errors
    /// When the vault cannot be read.
    pub fn conflicts(&self, offset: u32, limit: u32) -> Result<Vec<ConflictRow>, VaultError> {
        let sql = "SELECT record, kind, file, field, since, sides FROM conflicts
                   ORDER BY since, record, field LIMIT ?2 OFFSET ?1";
        all(self.conn, sql, (offset, limit), conflict)
    }

    /// On how many fields people disagree.
    ///
    /// # Errors
    /// When the vault cannot be read.
    pub fn conflict_count(&self) -> Result<u32, VaultError> {
        count(self.conn, "SELECT count(*) FROM conflicts", [])
    }

    /// The fields of a record on which people disagree, in the order of their numbers.
    ///
    /// # Errors
    /// When the vault cannot be read.
    pub fn conflicts_of(&self, record: RecordId) -> Result<Vec<FieldId>, VaultError> {
        let sql = "SELECT DISTINCT field FROM conflicts WHERE record = ?1 ORDER BY field";
        all(self.conn, sql, [record.bytes()], |row| Ok(FieldId(row.get(0)?)))
    }

    /// The values of a person that somebody else decided against, of which she has not taken note: the latest
    /// `limit`, and how many there are.
    ///
    /// # Errors
    /// When the vault cannot be read.
    pub fn set_aside(
        &self,
        person: PersonId,
        limit: u32,
    ) -> Result<Listed<SetAsideRow>, VaultError> {
        let hers = self.context.people.iter().filter(|(_, known)| known.id == person);
        let devices: Vec<_> = hers.map(|(device, _)| device.bytes()).collect();
        let from = format!(
            "FROM set_aside WHERE author IN ({})
                 AND NOT EXISTS (SELECT 1 FROM dismissed d WHERE d.change = set_aside.change)",
            vec!["?"; devices.len()].join(", ")
        );
        let rows = format!(
            "SELECT change, record, kind, field, by, at {from} ORDER BY at DESC, change LIMIT {limit}"
        );
        Ok(Listed {
            first: all(self.conn, &rows, params_from_iter(&devices), set_aside)?,
            total: count(
                self.conn,
                &format!("SELECT count(*) {from}"),
                params_from_iter(&devices),
            )?,
        })
    }
}

fn conflict(row: &Row<'_>) -> Result<ConflictRow, VaultError> {
    Ok(ConflictRow {
        record: RecordId::from_bytes(row.get(0)?),
        kind: RecordKind(row.get(1)?),
        file: FileId::from_bytes(row.get(2)?),
        field: FieldId(row.get(3)?),
        since: columns::moment(row.get(4)?)?,
        sides: row.get(5)?,
    })
}

fn set_aside(row: &Row<'_>) -> Result<SetAsideRow, VaultError> {
    Ok(SetAsideRow {
        change: history::Hash(row.get(0)?),
        record: RecordId::from_bytes(row.get(1)?),
        kind: RecordKind(row.get(2)?),
        field: FieldId(row.get(3)?),
        by: DeviceId::from_bytes(row.get(4)?),
        at: columns::moment(row.get(5)?)?,
    })
}

#[cfg(test)]
mod tests;
