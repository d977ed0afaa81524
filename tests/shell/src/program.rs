//! Which program to open a window of.

use std::path::{Path, PathBuf};

use anyhow::ensure;

/// A program of this workspace that can be driven.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Program {
    /// Jiafang itself.
    Jiafang,
    /// The window with nothing in it.
    BareWindow,
}

impl Program {
    fn file_name(self) -> &'static str {
        match self {
            Self::Jiafang => "jiafang",
            Self::BareWindow => "bare-window",
        }
    }

    /// The built program: in `JIAFANG_PROGRAMS` if that is set, else where cargo puts debug
    /// builds.
    pub fn path(self) -> anyhow::Result<PathBuf> {
        let folder = std::env::var_os("JIAFANG_PROGRAMS")
            .map_or_else(|| workspace().join("target/debug"), PathBuf::from);
        let path = folder.join(self.file_name());
        ensure!(
            path.exists(),
            "{} is not built; `cargo xtask test` builds it first",
            path.display()
        );
        Ok(path)
    }
}

/// The root folder of the workspace.
pub fn workspace() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).unwrap_or(here).to_owned()
}

/// Where pictures of the window go: `JIAFANG_PICTURES`, or `target/shell/pictures`.
pub fn pictures() -> anyhow::Result<PathBuf> {
    let folder = std::env::var_os("JIAFANG_PICTURES")
        .map_or_else(|| workspace().join("target/shell/pictures"), PathBuf::from);
    std::fs::create_dir_all(&folder)?;
    Ok(folder)
}
