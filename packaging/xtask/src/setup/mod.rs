//! Everything a command needs, on a machine that has only Rust and Node.

mod cargo_deny;
mod screens;
mod system;

pub use cargo_deny::cargo_deny;
pub use screens::{built_screens, packages_of, screens};
pub use system::{for_bundles, for_work};

use crate::step::step;

/// System packages, the screens' packages, and the screens themselves.
pub fn everything() -> anyhow::Result<()> {
    step("set-up: system packages", for_work)?;
    step("set-up: packages of the screens", screens)?;
    step("set-up: build the screens", built_screens)
}
