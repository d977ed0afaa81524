//! The sample caseload on three laptops of one station: a worker's cases, a supervisor who has reviewed what is older,
//! a manager.

use crate::station::TestStation;
use crate::worker::Worker;
use anyhow::Context as _;
use chrono::{DateTime, Local, NaiveDate, NaiveTime};
use desk::host::Host as _;
use desk::sample::fill::put_stories;
use desk::sample::{STATION, SampleStation};
use serde_json::{Value, json};
use std::path::Path;

/// The passphrase of every laptop of the team: the sample holds nobody's secrets.
pub const TEAM_PASSPHRASE: &str = "paper lantern river stone";

/// Notes that have waited for so many days are reviewed by now.
const REVIEWED_AFTER: i64 = 7;

/// A station that serves, and its manager; the data of the others lie in their folders, for the program to open.
pub struct Team {
    /// The station.
    pub station: TestStation,
    /// Who founded it.
    pub manager: Worker,
}

impl Team {
    /// Makes all of it in a folder: `station`, `manager`, `supervisor`, `worker`.
    ///
    /// # Errors
    /// When something cannot be made.
    pub fn gather(folder: &Path) -> anyhow::Result<Self> {
        let people = SampleStation::parse(STATION)?;
        let laptop = |folder_name: &str, person: &str| {
            laptop(&folder.join(folder_name), &people.station, person)
        };
        let mut station = TestStation::at(&folder.join("station"), &people.station)?;
        station.resume()?;
        let manager = laptop("manager", &people.manager)?;
        manager.found(&station)?;
        let supervisor = laptop("supervisor", &people.supervisor)?;
        manager.lets_in(&supervisor, &people.supervisor, "supervisor")?;
        let worker = laptop("worker", &people.worker)?;
        manager.lets_in(&worker, &people.worker, "worker")?;
        let now = worker.host.now();
        let put = worker.desk.with_vault(|vault| put_stories(vault, now));
        put.map_err(|failure| anyhow::anyhow!("the sample: {failure:?}"))?;
        worker.sync()?;
        supervisor.sync()?;
        reviews_what_is_old(&supervisor)?;
        supervisor.sync()?;
        worker.sync()?;
        manager.sync()?;
        Ok(Self { station, manager })
    }

    /// The laptop of somebody who joins later, in this folder.
    ///
    /// # Errors
    /// When it cannot be made.
    pub fn joins(&self, folder: &Path, person: &str, role: &str) -> anyhow::Result<Worker> {
        let laptop = laptop(folder, &SampleStation::parse(STATION)?.station, person)?;
        self.manager.lets_in(&laptop, person, role)?;
        laptop.sync()?;
        self.manager.sync()?;
        laptop.sync()?;
        Ok(laptop)
    }
}

fn laptop(folder: &Path, station: &str, person: &str) -> anyhow::Result<Worker> {
    let mut laptop = Worker::at(folder);
    laptop.host.set_clock(Local::now().fixed_offset());
    laptop.create(TEAM_PASSPHRASE, station, person)?;
    // As if it were on paper: the sheet of the sample is nobody's.
    laptop.call("vault_print_check", json!({"code": laptop.recovery_code}))?;
    Ok(laptop)
}

/// Approves each of the older notes, the day after the visit.
fn reviews_what_is_old(supervisor: &Worker) -> anyhow::Result<()> {
    let now = supervisor.host.now();
    let request = json!({"group": "to_review", "risks": [], "offset": 0, "limit": 500});
    let queue = supervisor.call("review_queue", request)?;
    let rows = queue["rows"].as_array().context("no queue")?;
    let mut old: Vec<&Value> =
        rows.iter().filter(|row| row["days"].as_i64() > Some(REVIEWED_AFTER)).collect();
    old.sort_by_key(|row| row["visit"]["on"].as_str());
    for row in old {
        let visit = &row["visit"]["id"];
        let on: NaiveDate = row["visit"]["on"].as_str().context("no day")?.parse()?;
        supervisor.host.set_clock(next_day(on, now));
        let seen = supervisor.call("review_get", json!({"visit": visit}))?["seen"].clone();
        let form = json!({"text": "", "comments": []});
        let request = json!({"visit": visit, "verdict": "approve", "form": form, "seen": seen});
        supervisor.call("review_sign", request)?;
    }
    supervisor.host.set_clock(now);
    Ok(())
}

fn next_day<Zone: chrono::TimeZone>(on: NaiveDate, now: DateTime<Zone>) -> DateTime<Zone> {
    let next =
        on.succ_opt().and_then(|day| NaiveTime::from_hms_opt(17, 30, 0).map(|at| day.and_time(at)));
    next.and_then(|at| at.and_local_timezone(now.timezone()).single()).unwrap_or(now)
}
