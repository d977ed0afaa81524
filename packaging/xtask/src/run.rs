//! `cargo xtask run`: everything from nothing to the open window.

use std::fs;
use std::path::Path;

use crate::command::{program, run as run_program};
use crate::root::at;
use crate::step::step;
use crate::{build, journey, setup};

/// Starts Jiafang. Without a display, the main journey is driven on a virtual one instead.
pub fn run(sample: bool) -> anyhow::Result<()> {
    setup::everything()?;
    if has_display() {
        let mut jiafang = None;
        step("build", || {
            jiafang = Some(build::jiafang()?);
            Ok(())
        })?;
        let mut command = program(jiafang.unwrap_or_default());
        if sample {
            command.arg("--sample");
        }
        println!(
            "\nClose the window to end. The case files are in JIAFANG_HOME, or in your own data folder."
        );
        return run_program(&mut command);
    }
    println!("\nThere is no display here: the main journey will be driven on a virtual one.");
    let pictures = at("target/run");
    if pictures.exists() {
        fs::remove_dir_all(&pictures)?;
    }
    step("the main journey, in the real window", || journey::journey(journey::MAIN, &pictures))?;
    if sample {
        step("the sample caseload, in the real window", || journey::journey("sample", &pictures))?;
    }
    show(&pictures)
}

fn has_display() -> bool {
    ["DISPLAY", "WAYLAND_DISPLAY"]
        .iter()
        .any(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty()))
}

/// Turns the pages of the PDFs into pictures too, and lists what there is to look at.
fn show(folder: &Path) -> anyhow::Result<()> {
    for file in fs::read_dir(folder)?.flatten() {
        let path = file.path();
        if path.extension().is_some_and(|kind| kind == "pdf") {
            run_program(
                program("pdftoppm")
                    .args(["-png", "-r", "80"])
                    .arg(&path)
                    .arg(path.with_extension("")),
            )?;
        }
    }
    let mut names: Vec<String> = fs::read_dir(folder)?
        .flatten()
        .map(|file| file.file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    println!("\nIn {}:", folder.display());
    for name in names {
        println!("  {name}");
    }
    Ok(())
}
