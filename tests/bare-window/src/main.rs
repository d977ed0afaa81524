//! A Tauri window with one still page: what first paint and memory cost before Jiafang adds
//! anything. The bench measures it beside the real window, in the same run and the same way.

use std::path::PathBuf;

use tauri::{WebviewUrl, WebviewWindowBuilder};

fn main() -> anyhow::Result<()> {
    let data: PathBuf =
        std::env::var_os("JIAFANG_HOME").map_or_else(|| "target/bare".into(), PathBuf::from);
    tauri::Builder::default()
        .setup(move |app| {
            WebviewWindowBuilder::new(app, "main", WebviewUrl::App("index.html".into()))
                .title("bare window")
                .inner_size(1280.0, 800.0)
                .data_directory(data.join("webview"))
                .build()?;
            Ok(())
        })
        .run(tauri::generate_context!())?;
    Ok(())
}
