//! `cargo xtask fuzz`: every decoder under libFuzzer, for as long as one likes. The short run is one of the ordinary tests.

use std::fs;
use std::process::Command;

use anyhow::{Context as _, bail};

use crate::command::{answer, program, run};
use crate::root::at;

/// The workspace of the fuzz targets.
const FOLDER: &str = "tests/fuzz";

/// How long each decoder is fed where nobody says otherwise.
pub const SECONDS: u32 = 60;

/// Builds the fuzz targets on the nightly toolchain and feeds each for so many seconds. What is found on the way is not
/// added to the kept corpus, but for what fails: that is kept beside it, to be looked at.
pub fn fuzz(seconds: u32) -> anyhow::Result<()> {
    if answer(cargo_fuzz().arg("--version")).is_none() {
        run(program("cargo").args(["install", "--locked", "cargo-fuzz"]))?;
    }
    run(cargo_fuzz().args(["build", "--fuzz-dir", FOLDER, "--sanitizer", "none"]))?;
    let mut failed = Vec::new();
    for target in targets()? {
        match feed(&target, seconds)? {
            Some(runs) => println!("{target:>14}  {runs:>10} runs"),
            None => failed.push(target),
        }
    }
    if failed.is_empty() {
        return Ok(());
    }
    bail!("failed: {}. The inputs lie in tests/fuzz/artifacts/", failed.join(", "))
}

/// The names of the fuzz targets, in order.
fn targets() -> anyhow::Result<Vec<String>> {
    let folder = at("tests/fuzz/fuzz_targets");
    let mut names = Vec::new();
    for entry in fs::read_dir(&folder).with_context(|| folder.display().to_string())? {
        let path = entry?.path();
        names.extend(path.file_stem().map(|name| name.to_string_lossy().into_owned()));
    }
    names.sort();
    Ok(names)
}

/// Feeds a target. Answers how many runs there were; nothing where it failed.
fn feed(target: &str, seconds: u32) -> anyhow::Result<Option<u64>> {
    // libFuzzer writes what it finds into the first folder; the kept corpus is only read.
    let found = at("tests/fuzz/target/found").join(target);
    fs::create_dir_all(&found)?;
    let output = cargo_fuzz()
        .args(["run", "--fuzz-dir", FOLDER, "--sanitizer", "none", target])
        .arg(&found)
        .arg(at("tests/fuzz/corpus").join(target))
        .args(["--", &format!("-max_total_time={seconds}")])
        .args(["-print_final_stats=1", "-rss_limit_mb=2048", "-timeout=10", "-max_len=65536"])
        .output()?;
    let said = String::from_utf8_lossy(&output.stderr);
    if output.status.success() {
        return Ok(Some(runs(&said)));
    }
    let last: Vec<&str> = said.lines().rev().take(40).collect();
    eprintln!("{target} failed:");
    last.into_iter().rev().for_each(|line| eprintln!("  {line}"));
    Ok(None)
}

/// How many runs there were, by the last words of libFuzzer.
fn runs(said: &str) -> u64 {
    let number = said.lines().find_map(|line| line.strip_prefix("stat::number_of_executed_units:"));
    number.and_then(|number| number.trim().parse().ok()).unwrap_or(0)
}

fn cargo_fuzz() -> Command {
    // Not the cargo that runs us: that one is bound to its own toolchain.
    let mut cargo = program("cargo");
    cargo.env_remove("RUSTUP_TOOLCHAIN").env_remove("CARGO");
    cargo.args(["+nightly", "fuzz"]);
    cargo
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_number_of_runs_is_read_from_its_last_words() {
        let said = "Done 77 runs in 1 second(s)\nstat::number_of_executed_units: 77\nstat::x: 3\n";
        assert_eq!(runs(said), 77);
        assert_eq!(runs("killed"), 0);
    }

    #[test]
    fn there_are_targets() {
        assert!(targets().unwrap().contains(&String::from("parcel")));
    }
}
