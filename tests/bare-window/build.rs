//! Packs the page into the program.
#![allow(clippy::print_stdout, reason = "a build script speaks to cargo on its output")]

fn main() {
    if let Err(error) = tauri_build::try_build(tauri_build::Attributes::new()) {
        println!("cargo::error=the window's description does not hold together: {error:#}");
    }
}
