//! A new laptop at a station that holds a whole caseload.

use std::time::{Duration, Instant};

use testkit::{TestStation, Worker};

use super::first_row;
use super::laptop::many_cases;
use crate::figure::{Figure, Target};

/// How often is looked whether it can be worked with.
const LOOK: Duration = Duration::from_millis(20);

/// Measures how long a supervisor's new laptop takes until all cases are listed and can be opened, and until all is there.
///
/// # Errors
/// When a station does not start, and faults of the disk.
pub fn measure(cases: usize) -> anyhow::Result<Vec<Figure>> {
    let station = TestStation::start_program()?;
    let (worker, changes) = many_cases(cases)?;
    worker.found(&station)?;
    let supervisor = worker.welcome("周督导", "supervisor")?;
    worker.sync()?;
    let last = last_case(&worker)?;
    let started = Instant::now();
    let ((usable, opened), complete) = std::thread::scope(|scope| {
        let syncing = scope.spawn(|| {
            let done = supervisor.sync();
            (done, started.elapsed())
        });
        let (mut usable, mut opened) = (None, None);
        while !syncing.is_finished() {
            if usable.is_none() && listed(&supervisor) >= cases {
                usable = Some(started.elapsed());
            }
            if usable.is_some()
                && opened.is_none()
                && supervisor.call("case_get", last.clone()).is_ok()
            {
                opened = Some(started.elapsed());
            }
            std::thread::sleep(LOOK);
        }
        ((usable, opened), syncing.join())
    });
    let (done, complete) = complete.map_err(|_| anyhow::anyhow!("the round ended otherwise"))?;
    done?;
    let there = listed(&supervisor);
    anyhow::ensure!(there == cases, "{there} of {cases} cases are listed");
    let seconds = |time: Duration| time.as_secs_f64();
    let all = seconds(complete);
    let figure = |name: String, value: f64, most: f64| {
        let against = format!("until all {changes} changes are there");
        Figure::new(name, (value, all, "s"), against, Target::AtMost(most))
    };
    Ok(vec![
        figure(
            format!("enrol with {cases} cases: all are listed"),
            seconds(usable.unwrap_or(complete)),
            3.0,
        ),
        figure(
            format!("enrol with {cases} cases: one of them, checked, is open"),
            seconds(opened.unwrap_or(complete)),
            5.0,
        ),
        figure(format!("enrol with {cases} cases: all is there"), all, 20.0),
    ])
}

/// The request for the case that stands last in the list: whoever waits for all before it waits long.
fn last_case(worker: &Worker) -> anyhow::Result<serde_json::Value> {
    let mut asked = first_row();
    asked["descending"] = true.into();
    let found = worker.call("case_list", asked)?;
    Ok(serde_json::json!({ "id": found["rows"][0]["case"] }))
}

fn listed(worker: &Worker) -> usize {
    let found = worker.call("case_list", first_row()).ok();
    found
        .and_then(|found| found["total"].as_u64())
        .map_or(0, |total| usize::try_from(total).unwrap_or(0))
}
