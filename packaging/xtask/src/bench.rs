//! `cargo xtask bench`: the measured figures, as ratios within one run.

use crate::build::{self, Build};
use crate::command::{program, run};
use crate::setup;
use crate::step::step;

/// Measures with programs built as they ship; `quick` asks for fewer rounds and smaller caseloads.
pub fn bench(quick: bool) -> anyhow::Result<()> {
    setup::everything()?;
    step("build", || build::drivable(Build::Release, ["--bin", "bench"]))?;
    step("measure", || {
        let programs = Build::Release.folder();
        let mut command = program(programs.join("bench"));
        if quick {
            command.arg("--quick");
        }
        run(command.env("JIAFANG_PROGRAMS", programs))
    })
}
