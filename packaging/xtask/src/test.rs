//! `cargo xtask test`: every test there is.

use std::process::Command;

use crate::build::{self, Build, DRIVABLE};
use crate::command::{cargo, program, run};
use crate::postgres::Postgres;
use crate::root::at;
use crate::setup;
use crate::step::step;

/// Sets up, then tests.
pub fn test() -> anyhow::Result<()> {
    setup::everything()?;
    tests()
}

/// Tests screens and rooms; the real window is part of the rooms' tests.
pub fn tests() -> anyhow::Result<()> {
    screens()?;
    rooms()
}

fn screens() -> anyhow::Result<()> {
    step("screens: types", || run(npm().args(["run", "check"])))?;
    step("screens: words in both languages", || run(npm().args(["run", "lint:i18n"])))?;
    step("screens: tests", || run(npm().args(["run", "test"])))
}

fn rooms() -> anyhow::Result<()> {
    // All programs first: the tests of the real window open them.
    step("rooms: build", build::all_targets)?;
    step("rooms: tests, also in the real window and on PostgreSQL", || {
        let postgres = Postgres::start()?;
        run(postgres.told_to(
            cargo()
                .args(["test", "--workspace", "--features", DRIVABLE])
                .env("JIAFANG_PROGRAMS", Build::Debug.folder()),
        ))
    })
}

fn npm() -> Command {
    let mut npm = program("npm");
    npm.current_dir(at("ui")).env("CI", "true");
    npm
}
