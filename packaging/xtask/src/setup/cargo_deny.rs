//! The program that checks licences and origins of the libraries.

use std::path::PathBuf;

use crate::command::{answer, cargo, program, run};
use crate::root::at;

const VERSION: &str = "0.20.2";

/// The path to cargo-deny, which is built into `target/tools` the first time.
pub fn cargo_deny() -> anyhow::Result<PathBuf> {
    let tools = at("target/tools");
    let path = tools.join("bin/cargo-deny");
    if answer(program(&path).arg("--version")).is_some_and(|said| said.ends_with(VERSION)) {
        println!("cargo-deny {VERSION} is there");
        return Ok(path);
    }
    // It runs for a second, so building it fast matters more than its speed.
    run(cargo()
        .args(["install", "cargo-deny", "--locked", "--quiet", "--version", VERSION, "--root"])
        .arg(&tools)
        .arg("--target-dir")
        .arg(tools.join("build"))
        .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0")
        .env("CARGO_PROFILE_RELEASE_DEBUG", "false")
        .env("CARGO_PROFILE_RELEASE_LTO", "off")
        .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "256"))?;
    Ok(path)
}
