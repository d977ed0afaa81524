//! `cargo xtask screenshots`: the README's pictures, taken anew.

use std::fs;

use anyhow::{Context as _, ensure};

use crate::root::at;
use crate::step::step;
use crate::{journey, setup};

/// Where the README's pictures lie.
const SHELF: &str = "assets/screenshots/";

/// Walks through the sample caseload in the real window, and puts those of its pictures on the
/// shelf that the README shows.
pub fn screenshots() -> anyhow::Result<()> {
    setup::everything()?;
    let taken = at("target/screenshots");
    step("pictures of the sample caseload", || journey::journey("sample", &taken))?;
    step("pictures of two laptops and a station", || journey::journey("two_laptops", &taken))?;
    let readme = fs::read_to_string(at("README.md")).context("there is no README")?;
    let shown = shown(&readme);
    ensure!(!shown.is_empty(), "the README shows no picture");
    fs::create_dir_all(at(SHELF))?;
    for name in shown {
        let picture = taken.join(name);
        fs::copy(&picture, at(SHELF).join(name))
            .with_context(|| format!("the walk takes no picture {name}"))?;
        println!("{SHELF}{name}");
    }
    Ok(())
}

/// The pictures on the shelf that a text shows.
fn shown(text: &str) -> Vec<&str> {
    text.split(SHELF)
        .skip(1)
        .filter_map(|rest| rest.split(')').next())
        .filter(|name| name.ends_with(".png"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pictures_that_a_text_shows_are_known() {
        let text = "![Today](assets/screenshots/today-zh.png) | ![A note](assets/screenshots/note-zh.png) |";
        assert_eq!(shown(text), ["today-zh.png", "note-zh.png"]);
        assert!(shown("no pictures in assets/icons/a.png").is_empty());
    }
}
