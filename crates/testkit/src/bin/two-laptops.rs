//! `two-laptops FOLDER JIAFANG`: the sample on two laptops and a station. Makes them anew in the folder, and opens two
//! windows; ends when both are closed.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "it talks to a person at a terminal")]

use anyhow::Context as _;
use std::path::Path;
use std::process::{Child, Command, ExitCode};
use testkit::{TEAM_PASSPHRASE, Team};

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let done = match arguments.as_slice() {
        [folder, jiafang] => show(Path::new(folder), Path::new(jiafang)),
        _ => Err(anyhow::anyhow!("two-laptops FOLDER JIAFANG")),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("two-laptops: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn show(folder: &Path, jiafang: &Path) -> anyhow::Result<()> {
    println!("A station and three laptops are made in {} …", folder.display());
    let team = Team::gather(folder)?;
    println!("The station: https://{}", team.station.address());
    println!(
        "Two windows: the worker's and the supervisor's. The passphrase of both: {TEAM_PASSPHRASE}"
    );
    println!("Close both windows to end.");
    let windows = ["worker", "supervisor"].map(|who| window(&folder.join(who), jiafang));
    for window in windows {
        window?.wait()?;
    }
    Ok(())
}

fn window(home: &Path, jiafang: &Path) -> anyhow::Result<Child> {
    let mut command = Command::new(jiafang);
    command.env("JIAFANG_HOME", home).spawn().context("no window")
}
