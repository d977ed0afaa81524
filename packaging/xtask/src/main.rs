//! `cargo xtask`: the project's own commands. Each does all of its set-up on a machine that has
//! only Rust and Node.
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "these commands talk to a person at a terminal"
)]

mod bench;
mod build;
mod bundle;
mod ci;
mod command;
mod fuzz;
mod icons;
mod journey;
mod nightly;
mod postgres;
mod root;
mod run;
mod screenshots;
mod setup;
mod step;
mod test;
mod tidy;

use std::process::ExitCode;

use run::Run;

const USAGE: &str = "\
cargo xtask <command>

  run [--sample]   set up, build and start Jiafang; without a display, drive the main journey in
                   a virtual one and leave pictures and the PDF in target/run/
  run --station    the same with a station on a free port and two windows, a worker's and a
                   supervisor's, on the sample caseload
  test             set up, then every test: screens, rooms, journeys, the real window
  bench [--quick]  the measured figures, each beside its floor
  fuzz [--seconds N]
                   every decoder under libFuzzer, 60 seconds each; needs the nightly toolchain
  nightly [--schedules N --seconds N]
                   a million schedules of laptops and a station, then the fuzzers; the seed of one
                   that fails is printed, and SYNC_SEED runs it again
  screenshots      take the README's pictures anew, on the sample caseload
  ci               format, lints, tidiness, licences, then the same tests
  bundle           build the deb and the rpm, install each and start it once
  setup            only the set-up
  tidy             only the house rules
  icons            draw the icons anew from assets/icons/jiafang.svg
";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let done = match words.as_slice() {
        ["run"] => run::run(Run::Own),
        ["run", "--sample"] => run::run(Run::Sample),
        ["run", "--station"] => run::run(Run::Station),
        ["test"] => test::test(),
        ["bench"] => bench::bench(false),
        ["bench", "--quick"] => bench::bench(true),
        ["fuzz"] => fuzz::fuzz(fuzz::SECONDS),
        ["fuzz", "--seconds", seconds] => match seconds.parse() {
            Ok(seconds) => fuzz::fuzz(seconds),
            Err(_) => {
                eprint!("{USAGE}");
                return ExitCode::from(2);
            }
        },
        ["nightly"] => nightly::nightly(None, fuzz::SECONDS),
        ["nightly", "--schedules", schedules, "--seconds", seconds] => {
            match (schedules.parse(), seconds.parse()) {
                (Ok(schedules), Ok(seconds)) => nightly::nightly(Some(schedules), seconds),
                _ => {
                    eprint!("{USAGE}");
                    return ExitCode::from(2);
                }
            }
        }
        ["screenshots"] => screenshots::screenshots(),
        ["ci"] => ci::ci(),
        ["bundle"] => bundle::bundle(),
        ["setup"] => setup::everything(),
        ["tidy"] => tidy::tidy(),
        ["icons"] => icons::icons(),
        _ => {
            eprint!("{USAGE}");
            return ExitCode::from(2);
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\nfailed: {error:#}");
            ExitCode::FAILURE
        }
    }
}
