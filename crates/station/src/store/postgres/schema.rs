//! The tables, made and renewed by whichever server comes first; the others wait for it.

use super::line::Line;
use crate::store::StoreError;

/// One for each version, in their order. What has been in use is never altered.
const MIGRATIONS: &[&str] =
    &[include_str!("migrations/0001.sql"), include_str!("migrations/0002.sql")];

/// “JFst”: what servers lock while they look after the tables.
const TURN: i64 = 0x4a46_7374;

/// Brings the tables to the present version.
pub(super) fn bring_up_to_date(line: &mut Line) -> Result<(), StoreError> {
    line.run("BEGIN")?;
    let done = migrate(line);
    if done.is_err() {
        let _ = line.run("ROLLBACK");
        return done;
    }
    line.commit()
}

fn migrate(line: &mut Line) -> Result<(), StoreError> {
    line.run(&format!("SELECT pg_advisory_xact_lock({TURN})"))?;
    let there = line.row("SELECT to_regclass('jiafang_station.schema') IS NOT NULL", &[])?;
    if !there.is_some_and(|row| row.get(0)) {
        line.run(
            "CREATE SCHEMA IF NOT EXISTS jiafang_station;
             CREATE TABLE jiafang_station.schema (version bigint NOT NULL)",
        )?;
    }
    let version = line.row("SELECT coalesce(max(version), 0) FROM schema", &[])?;
    let version: i64 = version.ok_or(StoreError::Damaged)?.get(0);
    let done = usize::try_from(version).map_err(|_| StoreError::Damaged)?;
    let further = MIGRATIONS.get(done..).ok_or(StoreError::Newer)?;
    for migration in further {
        line.run(migration)?;
    }
    let present = i64::try_from(MIGRATIONS.len()).map_err(|_| StoreError::Damaged)?;
    if !further.is_empty() {
        line.execute("INSERT INTO schema VALUES ($1)", &[&present])?;
    }
    Ok(())
}
