//! Runs a story of `tests/shell` by itself, for its pictures.

use std::path::Path;

use anyhow::Context as _;

use crate::build::{self, Build, DRIVABLE};
use crate::command::{cargo, run};

/// The main journey: first run → client → case → visit → signature → search → PDF.
pub const MAIN: &str = "first_visit";

/// Runs one journey in the real window, on a virtual screen; its pictures and the files it exports
/// are left in `pictures`.
pub fn journey(name: &str, pictures: &Path) -> anyhow::Result<()> {
    std::fs::create_dir_all(pictures)?;
    build::drivable(Build::Debug, ["--test", name])?;
    run(cargo()
        .args(["test", "--workspace", "--features", DRIVABLE])
        .args(["--test", name, "--", "--nocapture"])
        .env("JIAFANG_PROGRAMS", Build::Debug.folder())
        .env("JIAFANG_PICTURES", pictures))
    .with_context(|| format!("the journey {name} did not reach its end"))
}
