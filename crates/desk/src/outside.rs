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
    let mut file = Unfinished::begin(desk, path)?;
    file.write_all(bytes).and_then(|()| file.finish().map(drop)).map_err(Code::from)?;
    Ok(())
}

/// A file that is being written beside its place. Until it is finished nothing stands there under its name, and nothing is
/// left of it when it is given up.
pub(crate) struct Unfinished {
    file: File,
    beside: PathBuf,
    place: PathBuf,
}

impl Unfinished {
    /// # Errors
    /// As [`write_out`].
    pub(crate) fn begin(desk: &Desk, place: &Path) -> Result<Self, Failure> {
        if is_inside(place, &desk.host().data_folder()) {
            return Err(Code::InsideVault.into());
        }
        let mut beside = place.as_os_str().to_owned();
        beside.push(format!(".{}.part", make_id(desk.host().now()).simple()));
        let beside = PathBuf::from(beside);
        let file = make(&beside).map_err(Code::from)?;
        Ok(Self { file, beside, place: place.to_owned() })
    }

    /// Puts it in its place; a file of that name is replaced. Answers its length.
    ///
    /// # Errors
    /// Those of the disk; nothing is left of it then.
    pub(crate) fn finish(self) -> io::Result<u64> {
        self.file.sync_all()?;
        let length = self.file.metadata()?.len();
        fs::rename(&self.beside, &self.place)?;
        // A stick may have no way to sync a folder. The file itself is synced.
        let folder = self.place.parent().map(File::open);
        let _ = folder.map(|folder| folder.and_then(|folder| folder.sync_all()));
        Ok(length)
    }
}

impl io::Write for Unfinished {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        // What is left of an attempt may be a case in clear: it goes. After it was finished, its name is gone.
        let _ = fs::remove_file(&self.beside);
    }
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
