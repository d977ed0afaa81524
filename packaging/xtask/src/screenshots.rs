//! `cargo xtask screenshots`: the README's pictures, taken anew.

use crate::root::at;
use crate::step::step;
use crate::{journey, setup};

/// Walks through the sample caseload in the real window and leaves its pictures in
/// `assets/screenshots`.
pub fn screenshots() -> anyhow::Result<()> {
    setup::everything()?;
    step("pictures of the sample caseload", || {
        journey::journey("sample", &at("assets/screenshots"))
    })
}
