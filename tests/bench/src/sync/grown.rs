//! A little that is new at a station that holds much: what it costs must not grow with what others keep there.

use std::time::{Duration, Instant};

use anyhow::Context as _;
use rusqlite::{Connection, params};
use testkit::{TestStation, Worker};

use super::first_row;
use super::laptop::Caseload;
use crate::figure::{Figure, Target};
use crate::times::{Times, ms};

/// Visits that are new each time.
const NEW: usize = 10;
/// Bytes of a sealed body that lies there: none of them is read.
const BODY: usize = 200;
/// Rows in one transaction.
const BATCH: usize = 50_000;

/// Measures how long ten signed visits take from one laptop to the other, with few and with many changes of other people at the station.
///
/// # Errors
/// When a station does not start, and faults of the disk.
pub fn measure((few, many): (usize, usize), rounds: usize) -> anyhow::Result<Vec<Figure>> {
    let mut station = TestStation::start_program()?;
    let (worker, _) = Caseload::of(400).write()?;
    worker.found(&station)?;
    let supervisor = worker.welcome("周督导", "supervisor")?;
    worker.sync()?;
    supervisor.sync()?;
    let cases = worker.call("case_list", first_row())?;
    let case = cases["rows"][0]["case"].as_str().context("no case")?.to_owned();
    let (with_few, mut there) = (fill(&mut station, 0, few)?, few);
    let few_times = trips(&worker, &supervisor, &case, rounds)?;
    if many > there {
        there = fill(&mut station, there, many)?;
    }
    let many_times = trips(&worker, &supervisor, &case, rounds)?;
    let (few_ms, many_ms) = (ms(few_times.median()?), ms(many_times.median()?));
    Ok(vec![Figure::new(
        format!("{NEW} new visits among {there} changes"),
        (many_ms, few_ms, "ms"),
        format!("the same among {with_few} changes"),
        Target::TimesFloor(1.2),
    )])
}

fn trips(worker: &Worker, supervisor: &Worker, case: &str, rounds: usize) -> anyhow::Result<Times> {
    let mut times = Times::default();
    for round in 0..=rounds {
        for _ in 0..NEW {
            worker.visit(case, testkit::forms::visit())?;
        }
        let taken = trip(worker, supervisor)?;
        // The first opens sessions and fills caches.
        if round > 0 {
            times.push(taken);
        }
    }
    Ok(times)
}

fn trip(worker: &Worker, supervisor: &Worker) -> anyhow::Result<Duration> {
    let started = Instant::now();
    worker.sync()?;
    supervisor.sync()?;
    Ok(started.elapsed())
}

/// Brings the changes of somebody whose files none of the two is in up to this number, beside the program. Answers it.
fn fill(station: &mut TestStation, from: usize, upto: usize) -> anyhow::Result<usize> {
    station.stop();
    let mut db = Connection::open(station.home().database())?;
    let first: i64 =
        db.query_row("SELECT coalesce(max(n), 0) FROM changes", [], |row| row.get(0))?;
    let key: i64 = db.query_row("SELECT key FROM stations", [], |row| row.get(0))?;
    let (author, body) = ([0x77_u8; 16], vec![0xa5_u8; BODY]);
    for start in (from..upto).step_by(BATCH) {
        let transaction = db.transaction()?;
        {
            let mut change = transaction.prepare_cached(
                "INSERT INTO changes (n, station, author, seq, id, file, generation, length, kind) VALUES (?, ?, ?, ?, ?, ?, 1, 600, 4)",
            )?;
            let mut bodies = transaction.prepare_cached(
                "INSERT INTO bodies (n, header, signature, sealed) VALUES (?, ?, ?, ?)",
            )?;
            for at in start..upto.min(start + BATCH) {
                let n = first + 1 + i64::try_from(at - from)?;
                // A hundred changes a file, as cases have.
                let file = (at as u128 / 100).to_be_bytes();
                let mut id = [0_u8; 32];
                id[24..].copy_from_slice(&(at as u64).to_be_bytes());
                change.execute(params![n, key, author, i64::try_from(at + 1)?, id, file])?;
                bodies.execute(params![n, body, [0_u8; 64], body])?;
            }
        }
        transaction.commit()?;
    }
    drop(db);
    station.resume_program()?;
    Ok(upto)
}
