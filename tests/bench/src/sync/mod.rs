//! Two laptops and a station: what goes up, what comes down, beside PouchDB and beside what cannot be spared.

mod floor;
mod laptop;
mod peer;

use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::Context as _;
use testkit::{TestStation, Worker};

use crate::figure::{Figure, Target};
use crate::times::{Times, ms};
use laptop::{Caseload, Written};
use peer::{Peer, Way};

/// Measures pushing and pulling `changes` changes, `rounds` times each.
///
/// # Errors
/// When a station or a peer does not start, and faults of the disk.
pub fn measure(changes: usize, rounds: usize, folder: &Path) -> anyhow::Result<Vec<Figure>> {
    let (mut pushes, mut pulls, mut floors) =
        (Times::default(), Times::default(), Times::default());
    let (mut peer_pushes, mut peer_pulls) = (Times::default(), Times::default());
    let mut written = None;
    for round in 0..rounds {
        let (push, pull, of) = up_and_down(changes)?;
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
    Ok(vec![
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
    ])
}

/// A worker's laptop gives all it has to a new station, and her supervisor's gets it.
fn up_and_down(changes: usize) -> anyhow::Result<(Duration, Duration, Written)> {
    let station = TestStation::start_program()?;
    let (worker, written) = Caseload::of(changes).write()?;
    worker.found(&station)?;
    let supervisor = worker.welcome("周督导", "supervisor")?;
    let push = timed(&worker)?;
    let pull = timed(&supervisor)?;
    let came = supervisor.call(
        "case_list",
        serde_json::json!({
            "filter": {}, "order": "name", "descending": false, "offset": 0, "count": 1
        }),
    );
    if let Ok(came) = came {
        anyhow::ensure!(came["total"] != 0, "nothing came: {came}");
    }
    Ok((push, pull, written))
}

fn timed(worker: &Worker) -> anyhow::Result<Duration> {
    let started = Instant::now();
    worker.sync()?;
    Ok(started.elapsed())
}
