//! Asks the worker for a file, through the system's own dialog.

use std::path::PathBuf;

use desk::host::FilePurpose;
use tauri::AppHandle;
use tauri_plugin_dialog::{DialogExt as _, FileDialogBuilder};

/// Where to save, under which name; nothing if the worker changes her mind.
pub fn save(app: &AppHandle, suggested_name: &str, purpose: FilePurpose) -> Option<PathBuf> {
    #[cfg(feature = "drivable")]
    if let Some(pick) = beforehand::pick() {
        return Some(beforehand::to_save(&pick, suggested_name));
    }
    dialog(app, purpose).set_file_name(suggested_name).blocking_save_file()?.into_path().ok()
}

/// Which file to open; nothing if the worker changes her mind.
pub fn open(app: &AppHandle, purpose: FilePurpose) -> Option<PathBuf> {
    #[cfg(feature = "drivable")]
    if let Some(pick) = beforehand::pick() {
        return beforehand::to_open(&pick, purpose.extension());
    }
    dialog(app, purpose).blocking_pick_file()?.into_path().ok()
}

/// Whether dialogs have their answer already, so that none may be shown.
pub fn is_answered_beforehand() -> bool {
    #[cfg(feature = "drivable")]
    return beforehand::pick().is_some();
    #[cfg(not(feature = "drivable"))]
    false
}

fn dialog(app: &AppHandle, purpose: FilePurpose) -> FileDialogBuilder<tauri::Wry> {
    let dialog = app.dialog().file();
    match purpose.extension() {
        Some(kind) => dialog.add_filter(kind.to_uppercase(), &[kind]),
        None => dialog,
    }
}

/// The answer given beforehand, so that tests need not drive a dialog that is not ours.
#[cfg(feature = "drivable")]
mod beforehand {
    use std::path::{Path, PathBuf};

    /// `JIAFANG_PICK`: a file, or a folder for files of any name.
    pub fn pick() -> Option<PathBuf> {
        std::env::var_os("JIAFANG_PICK").map(PathBuf::from)
    }

    pub fn to_save(pick: &Path, suggested_name: &str) -> PathBuf {
        if pick.is_dir() { pick.join(suggested_name) } else { pick.to_owned() }
    }

    /// In a folder: the file of that kind whose name sorts last.
    pub fn to_open(pick: &Path, kind: Option<&str>) -> Option<PathBuf> {
        if !pick.is_dir() {
            return pick.exists().then(|| pick.to_owned());
        }
        let files = std::fs::read_dir(pick).ok()?.flatten();
        files
            .map(|file| file.path())
            .filter(|path| kind.is_none_or(|kind| path.extension().is_some_and(|is| is == kind)))
            .max()
    }

    #[cfg(test)]
    mod tests {
        use super::*;

        #[test]
        fn a_folder_takes_files_of_any_name() {
            let folder = tempfile::tempdir().unwrap();

            let path = to_save(folder.path(), "report.pdf");

            assert_eq!(path, folder.path().join("report.pdf"));
            assert_eq!(to_save(&path, "other.pdf"), path, "a file is taken as it is");
        }

        #[test]
        fn the_last_file_of_a_kind_is_opened() {
            let folder = tempfile::tempdir().unwrap();
            for name in ["a.jiafang", "b.jiafang", "c.pdf"] {
                std::fs::write(folder.path().join(name), "").unwrap();
            }

            let opened = to_open(folder.path(), Some("jiafang"));

            assert_eq!(opened, Some(folder.path().join("b.jiafang")));
            assert_eq!(to_open(folder.path(), Some("zip")), None);
            assert_eq!(to_open(Path::new("/nowhere"), None), None);
        }
    }
}
