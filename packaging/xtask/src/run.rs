//! `cargo xtask run`: everything from nothing to the open window.

use std::fs;
use std::path::{Path, PathBuf};

use crate::command::{program, run as run_program};
use crate::root::at;
use crate::step::step;
use crate::{build, journey, setup};

/// What is started.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Run {
    /// Jiafang, on the person's own case files.
    Own,
    /// Jiafang, on the sample caseload.
    Sample,
    /// A station and two windows, on the sample caseload.
    Station,
}

/// Starts Jiafang. Without a display, the journeys are driven on a virtual one instead.
pub fn run(what: Run) -> anyhow::Result<()> {
    setup::everything()?;
    let folder = at("target/run");
    if has_display() {
        return if what == Run::Station { two_windows(&folder) } else { window(what) };
    }
    println!("\nThere is no display here: the journey will be driven on a virtual one.");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    let journeys: &[&str] = match what {
        Run::Own => &[journey::MAIN],
        Run::Sample => &[journey::MAIN, "sample"],
        Run::Station => &["two_laptops"],
    };
    for name in journeys {
        step(&format!("the journey {name}, in the real window"), || {
            journey::journey(name, &folder)
        })?;
    }
    show(&folder)
}

fn window(what: Run) -> anyhow::Result<()> {
    let mut command = program(built(build::jiafang)?);
    if what == Run::Sample {
        command.arg("--sample");
    }
    println!(
        "\nClose the window to end. The case files are in JIAFANG_HOME, or in your own data folder."
    );
    run_program(&mut command)
}

fn two_windows(folder: &Path) -> anyhow::Result<()> {
    let (jiafang, laptops) = (built(build::jiafang)?, built(build::two_laptops)?);
    // Every time from the beginning: nobody has anything of her own in there.
    let place = folder.join("station");
    if place.exists() {
        fs::remove_dir_all(&place)?;
    }
    run_program(program(laptops).arg(place).arg(jiafang))
}

fn built(build: fn() -> anyhow::Result<PathBuf>) -> anyhow::Result<PathBuf> {
    let mut path = PathBuf::new();
    step("build", || {
        path = build()?;
        Ok(())
    })?;
    Ok(path)
}

fn has_display() -> bool {
    ["DISPLAY", "WAYLAND_DISPLAY"]
        .iter()
        .any(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty()))
}

/// Turns the pages of the PDFs into pictures too, and lists what there is to look at.
fn show(folder: &Path) -> anyhow::Result<()> {
    for file in fs::read_dir(folder)?.flatten() {
        let path = file.path();
        if path.extension().is_some_and(|kind| kind == "pdf") {
            run_program(
                program("pdftoppm")
                    .args(["-png", "-r", "80"])
                    .arg(&path)
                    .arg(path.with_extension("")),
            )?;
        }
    }
    let mut names: Vec<String> = fs::read_dir(folder)?
        .flatten()
        .map(|file| file.file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    println!("\nIn {}:", folder.display());
    for name in names {
        println!("  {name}");
    }
    Ok(())
}
