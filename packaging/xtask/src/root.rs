//! Where things lie in the project.

use std::path::{Path, PathBuf};

/// The root folder of the project.
pub fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).unwrap_or(here).to_owned()
}

/// A file or folder, named from the root.
pub fn at(path: &str) -> PathBuf {
    root().join(path)
}
