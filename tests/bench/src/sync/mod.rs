//! Two laptops and a station: what goes up, what comes down, beside PouchDB and beside what cannot be spared.

mod enrol;
mod floor;
mod grown;
mod laptop;
mod peer;
mod wire;

use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::Context as _;
use testkit::{TestStation, Worker};

use crate::figure::{Figure, Target};
use crate::times::{Times, ms};
use laptop::{Caseload, Written};
use peer::{Peer, Way};

/// How often a little is new at a station that holds much.
const GROWN_ROUNDS: usize = 15;

/// Measures pushing and pulling `changes` changes, `rounds` times each.
///
/// # Errors
/// When a station or a peer does not start, and faults of the disk.
pub fn measure(changes: usize, rounds: usize, folder: &Path) -> anyhow::Result<Vec<Figure>> {
    let (mut pushes, mut pulls, mut floors) =
        (Times::default(), Times::default(), Times::default());
    let (mut peer_pushes, mut peer_pulls) = (Times::default(), Times::default());
    let mut written = None;
    let mut on_the_wire = None;
    for round in 0..rounds {
        let (push, pull, of, wire) = up_and_down(changes)?;
        on_the_wire = Some(wire);
        pushes.push(push);
        pulls.push(pull);
        floors.push(floor::verify_open_insert(changes, of, folder)?);
        let peer = Peer::start(&folder.join(format!("peer-{round}")), changes, of.body)?;
        peer_pushes.push(peer.time(Way::Push)?);
        peer_pulls.push(peer.time(Way::Pull)?);
        written = Some(of);
    }
    let written = written.context("nothing was measured")?;
    let like =
        format!("PouchDB with express-pouchdb, {changes} documents of {} bytes", written.body);
    let (push, pull) = (ms(pushes.median()?), ms(pulls.median()?));
    let (peer_push, peer_pull) = (ms(peer_pushes.median()?), ms(peer_pulls.median()?));
    let floor = ms(floors.median()?);
    let mut figures = vec![
        Figure::new(
            format!("pull and apply {changes} changes"),
            (pull, peer_pull, "ms"),
            like.clone(),
            Target::TimesFloor(1.0 / 3.0),
        ),
        Figure::new(
            "the same beside verify, open and insert",
            (pull, floor, "ms"),
            "the same bytes verified, opened and inserted into a bare SQLCipher, without network",
            Target::TimesFloor(1.0 / 0.7),
        ),
        Figure::new(
            format!("push {changes} changes"),
            (push, peer_push, "ms"),
            like,
            Target::TimesFloor(1.0 / 3.0),
        ),
    ];
    figures.extend(on_the_wire);
    Ok(figures)
}

/// Measures a new laptop at a station with so many cases.
///
/// # Errors
/// When a station does not start, and faults of the disk.
pub fn enrol(cases: usize) -> anyhow::Result<Vec<Figure>> {
    enrol::measure(cases)
}

/// Measures a little that is new at a station with so many changes.
///
/// # Errors
/// When a station does not start, and faults of the disk.
pub fn grown(changes: usize) -> anyhow::Result<Vec<Figure>> {
    grown::measure((1000, changes), GROWN_ROUNDS)
}

/// A worker's laptop gives all it has to a new station, and her supervisor's gets it.
fn up_and_down(changes: usize) -> anyhow::Result<(Duration, Duration, Written, Figure)> {
    let station = TestStation::start_program()?;
    let (worker, written) = Caseload::of(changes).write()?;
    worker.found(&station)?;
    let supervisor = worker.welcome("周督导", "supervisor")?;
    let push = timed(&worker)?;
    let pull = timed(&supervisor)?;
    let wire = wire::measure(&station, written)?;
    Ok((push, pull, written, wire))
}

fn timed(worker: &Worker) -> anyhow::Result<Duration> {
    let started = Instant::now();
    worker.sync()?;
    Ok(started.elapsed())
}

/// The first row of the list of cases, as the window asks for it.
fn first_row() -> serde_json::Value {
    serde_json::json!({
        "filter": {
            "text": "", "group": null, "risks": [], "categories": [], "village": null, "overdue": false,
        },
        "sort": "name", "descending": false, "offset": 0, "limit": 1,
    })
}
