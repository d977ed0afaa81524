//! Files that the worker asked for outside the vault. From there on they are hers to guard.

use crate::desk::Desk;
use crate::failure::{Code, Failure};
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use vault::make_id;

/// Writes a file: whole, or not at all, and for its owner alone.
///
/// # Errors
/// [`Code::InsideVault`] for a place in the data folder, where it could replace a part of the vault; those of
/// the disk.
pub(crate) fn write_out(desk: &Desk, path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    if is_inside(path, &desk.host().data_folder()) {
        return Err(Code::InsideVault.into());
    }
    let mut beside = path.as_os_str().to_owned();
    beside.push(format!(".{}.part", make_id(desk.host().now()).simple()));
    let beside = PathBuf::from(beside);
    let written = make(&beside)
        .and_then(|mut file| file.write_all(bytes).and_then(|()| file.sync_all()))
        .and_then(|()| fs::rename(&beside, path));
    if let Err(error) = written {
        // What is left of the attempt is a case in clear: it goes.
        let _ = fs::remove_file(&beside);
        return Err(Code::from(error).into());
    }
    Ok(())
}

/// Whether a file at `path` would lie in `folder`, links followed.
pub(crate) fn is_inside(path: &Path, folder: &Path) -> bool {
    let parent = path.parent().and_then(|parent| parent.canonicalize().ok());
    match (parent, folder.canonicalize().ok()) {
        (Some(parent), Some(folder)) => parent.starts_with(folder),
        _ => false,
    }
}

fn make(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_in_the_data_folder_is_known_however_it_is_written() {
        let root = tempfile::tempdir().unwrap();
        let data = root.path().join("data");
        fs::create_dir_all(data.join("attachments")).unwrap();
        assert!(is_inside(&data.join("keyslots.json"), &data));
        assert!(is_inside(&data.join("attachments/x.pdf"), &data));
        assert!(is_inside(&data.join("../data/x.pdf"), &data));
        assert!(!is_inside(&root.path().join("x.pdf"), &data));
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink(&data, root.path().join("link")).unwrap();
            assert!(is_inside(&root.path().join("link/x.pdf"), &data));
        }
    }
}
