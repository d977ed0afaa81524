//! Asks the worker for a file, through the system's own dialog.

use std::path::PathBuf;

use crate::desk::FileKind;
use tauri::AppHandle;
use tauri_plugin_dialog::{DialogExt as _, FileDialogBuilder};

/// Where to save, under which name; nothing if the worker changes her mind.
pub fn save(app: &AppHandle, suggested_name: &str, kind: FileKind) -> Option<PathBuf> {
    #[cfg(feature = "drivable")]
    if let Some(pick) = chosen::pick() {
        return Some(chosen::to_save(&pick, suggested_name));
    }
    dialog(app, kind)
        .set_file_name(suggested_name)
        .blocking_save_file()?
        .into_path()
        .ok()
}

/// Which file to open; nothing if the worker changes her mind.
pub fn open(app: &AppHandle, kind: FileKind) -> Option<PathBuf> {
    #[cfg(feature = "drivable")]
    if let Some(pick) = chosen::pick() {
        return chosen::to_open(&pick, kind.extension());
    }
    dialog(app, kind).blocking_pick_file()?.into_path().ok()
}

fn dialog(app: &AppHandle, kind: FileKind) -> FileDialogBuilder<tauri::Wry> {
    app.dialog()
        .file()
        .add_filter(kind.extension().to_uppercase(), &[kind.extension()])
}

/// The answer given beforehand, so that tests need not drive a dialog that is not ours.
#[cfg(feature = "drivable")]
mod chosen {
    use std::path::{Path, PathBuf};

    /// `JIAFANG_PICK`: a file, or a folder for files of any name.
    pub fn pick() -> Option<PathBuf> {
        std::env::var_os("JIAFANG_PICK").map(PathBuf::from)
    }

    pub fn to_save(pick: &Path, suggested_name: &str) -> PathBuf {
        if pick.is_dir() {
            pick.join(suggested_name)
        } else {
            pick.to_owned()
        }
    }

    /// In a folder: the file of that kind whose name sorts last.
    pub fn to_open(pick: &Path, extension: &str) -> Option<PathBuf> {
        if !pick.is_dir() {
            return pick.exists().then(|| pick.to_owned());
        }
        let files = std::fs::read_dir(pick).ok()?.flatten();
        files
            .map(|file| file.path())
            .filter(|path| path.extension().is_some_and(|found| found == extension))
            .max()
    }
}
