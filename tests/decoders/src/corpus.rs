//! The kept corpus: `tests/fuzz/corpus/<target>/`, a file an input. Made from the frozen vectors, and grown by what once failed.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Where the inputs of a target lie.
#[must_use]
pub fn folder(target: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../fuzz/corpus").join(target)
}

/// The inputs of a target, by name.
///
/// # Errors
/// When there are none, or they cannot be read.
pub fn corpus(target: &str) -> io::Result<Vec<Vec<u8>>> {
    let mut paths: Vec<PathBuf> =
        fs::read_dir(folder(target))?.map(|entry| Ok(entry?.path())).collect::<io::Result<_>>()?;
    paths.sort();
    paths.iter().map(fs::read).collect()
}
