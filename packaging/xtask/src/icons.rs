//! `cargo xtask icons`: the icons in every size, from the one drawing.

use anyhow::{Context as _, ensure};

use crate::command::{is_installed, program, run};
use crate::root::at;

const SIZES: [&str; 5] = ["32", "64", "128", "256", "512"];

/// Draws them with librsvg and packs them with ImageMagick.
pub fn icons() -> anyhow::Result<()> {
    ensure!(
        is_installed("rsvg-convert") && is_installed("convert"),
        "this needs rsvg-convert (in Debian: librsvg2-bin) and convert (imagemagick)"
    );
    let folder = at("assets/icons");
    for size in SIZES {
        run(program("rsvg-convert")
            .current_dir(&folder)
            .args(["-w", size, "jiafang.svg", "-o"])
            .arg(format!("{size}.png")))?;
    }
    run(program("convert").current_dir(&folder).args([
        "32.png",
        "64.png",
        "256.png",
        "jiafang.ico",
    ]))
    .context("the icon for Windows could not be packed")
}
