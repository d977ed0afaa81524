//! The measured figures of Jiafang, each beside its floor in the same run: only ratios travel from one
//! machine to another.
//!
//! `bench [--quick] [part …]`: all parts, or those that are named. Quick is a tenth of the caseload.
//! The figures are printed and written to `target/bench/latest.json`; a figure that misses its target is
//! no failure of the bench.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "it talks to a person at a terminal")]

mod bare;
mod caseload;
mod figure;
mod list;
mod report;
mod save;
mod scale;
mod search;
mod sync;
mod times;
mod unlock;
mod window;
mod writer;

use std::path::Path;
use std::time::Instant;

use caseload::Caseload;
use figure::{Figure, table};
use scale::{Part, Scale};

fn main() -> anyhow::Result<()> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let (scale, parts) = scale::asked_for(&words)?;
    let root = Path::new("target/bench");
    std::fs::create_dir_all(root)?;
    println!("caseloads");
    let small = Caseload::find_or_make(root, scale.small, scale.visits)?;
    let large = Caseload::find_or_make(root, scale.large, scale.visits)?;
    let (mut figures, mut failed) = (Vec::new(), Vec::new());
    for part in parts {
        let started = Instant::now();
        match measure(part, scale, (&small, &large), root) {
            Ok(measured) => figures.extend(measured),
            Err(error) => failed.push(format!("{part}: {error:#}")),
        }
        println!("{part}: {:.1} s", started.elapsed().as_secs_f64());
    }
    std::fs::write(root.join("latest.json"), serde_json::to_vec_pretty(&figures)?)?;
    println!("\n{}", table(&figures));
    anyhow::ensure!(failed.is_empty(), "not measured: {}", failed.join("; "));
    Ok(())
}

fn measure(
    part: Part,
    scale: Scale,
    (small, large): (&Caseload, &Caseload),
    root: &Path,
) -> anyhow::Result<Vec<Figure>> {
    let work = tempfile::tempdir_in(root)?;
    match part {
        Part::Save => save::measure(small, large, scale.rounds, work.path()),
        Part::Search => search::measure(large, scale.words, work.path()),
        Part::List => list::measure(large, work.path()),
        Part::Report => report::measure(small, scale.rounds / 4),
        Part::Unlock => unlock::measure(large),
        Part::Window => window::measure(large, scale.windows),
        Part::Sync => sync::measure(scale.changes, scale.trips, work.path()),
        Part::Enrol => sync::enrol(scale.enrolled),
        Part::Grown => sync::grown(scale.grown),
    }
}
