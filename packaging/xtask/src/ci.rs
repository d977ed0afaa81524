//! `cargo xtask ci`: what a change must pass. The same that a person runs, in the same order.

use crate::build::DRIVABLE;
use crate::command::{cargo, program, run};
use crate::root::root;
use crate::step::step;
use crate::{setup, test, tidy};

/// The cheap checks first, then the tests.
pub fn ci() -> anyhow::Result<()> {
    step("format", || run(cargo().args(["fmt", "--all", "--check"])))?;
    step("tidy", tidy::tidy)?;
    setup::everything()?;
    step("licences and origins", deny)?;
    step("lints", || {
        run(cargo()
            .args(["clippy", "--quiet", "--workspace", "--all-targets", "--features", DRIVABLE])
            .args(["--", "-D", "warnings"]))
    })?;
    test::tests()
}

/// Licences, bans and sources can always be checked; advisories only where their database is.
fn deny() -> anyhow::Result<()> {
    let deny = setup::cargo_deny()?;
    // Also those that other systems need: all of them are looked at.
    run(cargo().args(["fetch", "--locked", "--quiet"]))?;
    let check = |what: &[&str]| {
        run(program(&deny)
            .args(["--all-features", "--offline", "check", "--hide-inclusion-graph"])
            .args(what))
    };
    check(&["licenses", "bans", "sources"])?;
    if advisories_are_here() {
        return check(&["advisories"]);
    }
    println!(
        "Advisories were NOT checked: their database is not on this machine ({} is missing), and \
         it is not fetched from here.",
        ADVISORIES
    );
    Ok(())
}

/// Where `deny.toml` expects the database, below the root.
const ADVISORIES: &str = "target/tools/advisory-db";

fn advisories_are_here() -> bool {
    std::fs::read_dir(root().join(ADVISORIES)).is_ok_and(|mut found| found.next().is_some())
}
