//! Builds the programs, each time with the same choice of features, so that nothing is built twice.

use std::path::PathBuf;

use crate::command::{cargo, run};
use crate::root::at;

/// What tests and measurements need: windows that a driver may steer.
pub const DRIVABLE: &str = "jiafang/custom-protocol,jiafang/drivable,bare-window/custom-protocol";

/// How the programs are to be built.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Build {
    /// Quick to build; keys, pictures and pages are optimised all the same.
    Debug,
    /// As it ships.
    Release,
}

impl Build {
    /// Where the programs are put.
    pub fn folder(self) -> PathBuf {
        at(match self {
            Self::Debug => "target/debug",
            Self::Release => "target/release",
        })
    }
}

/// Jiafang as a worker starts it: nothing may steer its window.
pub fn jiafang() -> anyhow::Result<PathBuf> {
    run(cargo()
        .args(["build", "--package", "jiafang"])
        .args(["--features", "jiafang/custom-protocol"]))?;
    Ok(Build::Debug.folder().join("jiafang"))
}

/// The program that makes a station and laptops with the sample, and opens their windows.
pub fn two_laptops() -> anyhow::Result<PathBuf> {
    run(cargo().args(["build", "--package", "testkit", "--bin", "two-laptops"]))?;
    Ok(Build::Debug.folder().join("two-laptops"))
}

/// Jiafang and the bare window to be driven, and another target beside them (`--test name`).
///
/// The whole workspace is named each time: cargo chooses the features of libraries by what is
/// named, and another choice would build most of them again.
pub fn drivable(build: Build, beside: [&str; 2]) -> anyhow::Result<()> {
    let mut command = cargo();
    command.args(["build", "--workspace", "--features", DRIVABLE]);
    command.args(["--bin", "jiafang", "--bin", "bare-window"]);
    command.args(beside);
    if build == Build::Release {
        command.arg("--release");
    }
    run(&mut command)
}

/// Every program and test of the workspace, as `cargo test --workspace` will want them.
pub fn all_targets() -> anyhow::Result<()> {
    run(cargo().args(["build", "--workspace", "--all-targets", "--features", DRIVABLE]))
}
