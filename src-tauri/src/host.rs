//! What the desk may ask of the world outside it, answered by a window.

use std::path::PathBuf;

use anyhow::Context as _;
use crate::desk::{Event, FileKind, Host};
use directories::ProjectDirs;
use tauri::{AppHandle, Emitter as _, Manager as _};

use crate::{picking, window};

/// The desk's host: one window and one data folder.
pub struct WindowHost {
    app: AppHandle,
    home: PathBuf,
}

impl WindowHost {
    /// For the given program, with its files in `home`.
    pub fn new(app: AppHandle, home: PathBuf) -> Self {
        Self { app, home }
    }
}

impl Host for WindowHost {
    fn data_folder(&self) -> PathBuf {
        self.home.clone()
    }

    fn emit(&self, event: &Event) {
        // A window that is gone needs no news.
        let _ = self.app.emit(event.name(), event);
    }

    fn choose_save(&self, suggested_name: &str, kind: FileKind) -> Option<PathBuf> {
        picking::save(&self.app, suggested_name, kind)
    }

    fn choose_open(&self, kind: FileKind) -> Option<PathBuf> {
        picking::open(&self.app, kind)
    }

    fn print(&self) {
        if let Some(window) = self.app.get_webview_window(window::LABEL) {
            // The system's own dialog reports what the printer says.
            let _ = window.print();
        }
    }
}

/// Where the vault lives: `JIAFANG_HOME`, or the user's own data folder. The sample caseload has
/// a folder of its own in it, so that a stroll through the sample never meets a real vault.
pub fn data_folder(sample: bool) -> anyhow::Result<PathBuf> {
    let chosen = std::env::var_os("JIAFANG_HOME").filter(|folder| !folder.is_empty());
    let home = match chosen {
        Some(folder) => std::path::absolute(folder)?,
        None => ProjectDirs::from("cn", "Jiafang", "Jiafang")
            .context("this account has no home folder to keep case files in; set JIAFANG_HOME")?
            .data_local_dir()
            .to_owned(),
    };
    Ok(if sample { home.join("sample") } else { home })
}
