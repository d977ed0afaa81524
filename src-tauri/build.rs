//! Names the only commands the screens may call; the window refuses all others.
#![allow(clippy::print_stdout, reason = "a build script speaks to cargo on its output")]

fn main() {
    let commands =
        tauri_build::AppManifest::new().commands(&["call", "upload_chunk", "fetch_bytes"]);
    if let Err(error) =
        tauri_build::try_build(tauri_build::Attributes::new().app_manifest(commands))
    {
        println!("cargo::error=the window's description does not hold together: {error:#}");
    }
}
