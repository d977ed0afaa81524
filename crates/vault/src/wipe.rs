//! Destroying a vault: what a laptop does that its station no longer counts.
//!
//! It is decided by a notice in the folder, written durably before anything is touched; from then on whoever opens the
//! folder next goes on with it, before anything else. The key slots go first, written over before they are removed: without
//! them nothing that is left can be opened, by whatever passphrase. At the end the notice says what happened and whom to
//! ask, and nothing of a case.

use crate::error::VaultError;
use crate::folder::{Folder, remove_if_there, replace, sync_folder};
use crate::vault::Vault;
use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};
use std::fs::{self, File};
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};

/// While it is under way.
const BEGUN: &str = "wiping.json";

/// When it is done.
const DONE: &str = "wiped.json";

/// How much of a database is written over before it is removed: its salt and what else no key opens it without.
const HEAD: usize = 64 * 1024;

/// What is left of a vault: when it was destroyed, and whom to ask.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WipeNotice {
    /// When, by the laptop's clock.
    pub at: DateTime<FixedOffset>,
    /// The station that no longer counts the laptop.
    pub station: String,
    /// Who revoked it; empty where the name is not known.
    pub by: String,
}

impl Vault {
    /// Closes the vault and destroys it: key slots, database, attachments, what is under way, vaults that were set aside.
    /// A cut at any point is gone on from by [`finish_wipe`](Self::finish_wipe).
    ///
    /// # Errors
    /// Faults of the disk. Once the notice is written the vault opens no more, whatever fails after it.
    pub fn wipe(self, notice: &WipeNotice) -> Result<(), VaultError> {
        let Self { conn, device_key, folder, _lock, .. } = self;
        begin(&folder, notice)?;
        drop(device_key);
        drop(conn);
        finish(&folder)
    }

    /// Goes on with the destruction of a vault that was begun and cut off. Does nothing elsewhere.
    ///
    /// # Errors
    /// [`VaultError::InUse`]; faults of the disk.
    pub fn finish_wipe(folder: &Path) -> Result<(), VaultError> {
        let folder = Folder::new(folder);
        if !is_decided(&folder) {
            return Ok(());
        }
        let _lock = folder.lock()?;
        finish(&folder)
    }

    /// What is said of a vault that was destroyed here; nothing where none was, or another has taken its place.
    #[must_use]
    pub fn wiped(folder: &Path) -> Option<WipeNotice> {
        let notice = [DONE, BEGUN].into_iter().find_map(|name| fs::read(folder.join(name)).ok())?;
        serde_json::from_slice(&notice).ok()
    }

    /// The notice was read: it is not shown again.
    ///
    /// # Errors
    /// Faults of the disk.
    pub fn forget_wiped(folder: &Path) -> Result<(), VaultError> {
        Ok(remove_if_there(&folder.join(DONE))?)
    }
}

/// The destruction of the vault here is decided.
pub(crate) fn is_decided(folder: &Folder) -> bool {
    folder.root().join(BEGUN).exists()
}

fn begin(folder: &Folder, notice: &WipeNotice) -> Result<(), VaultError> {
    let json = serde_json::to_vec(notice).map_err(std::io::Error::from)?;
    Ok(replace(&folder.root().join(BEGUN), &json)?)
}

/// Goes through all steps that are left. The caller holds the folder's lock.
pub(crate) fn finish(folder: &Folder) -> Result<(), VaultError> {
    if !is_decided(folder) {
        return Ok(());
    }
    for step in steps(folder)? {
        step.take()?;
    }
    fs::rename(folder.root().join(BEGUN), folder.root().join(DONE))?;
    Ok(sync_folder(folder.root())?)
}

/// One step. Repeating it does no harm.
#[derive(Debug)]
enum Step {
    /// Writes over a file, as far as this, and removes it.
    Shred(PathBuf, usize),
    /// Removes a file or a folder with all in it.
    Remove(PathBuf),
}

/// All that is to be done, the key slots first.
fn steps(folder: &Folder) -> Result<Vec<Step>, VaultError> {
    let mut places = vec![folder.clone(), folder.arriving()];
    let mut set_aside = Vec::new();
    for entry in fs::read_dir(folder.root())? {
        let entry = entry?;
        if entry.file_name().to_string_lossy().starts_with("set-aside-") {
            places.push(Folder::new(&entry.path()));
            set_aside.push(Step::Remove(entry.path()));
        }
    }
    let slots = places.iter().flat_map(|place| {
        let beside = place.keyslots().with_extension("new");
        [Step::Shred(place.keyslots(), usize::MAX), Step::Shred(beside, usize::MAX)]
    });
    let databases = places.iter().map(|place| Step::Shred(place.database(), HEAD));
    let shm = folder.root().join("vault.db-shm");
    // Only builds that are driven by tests keep anything of a page on disk.
    let webview = folder.root().join("webview");
    let rest = [
        folder.wal(),
        shm,
        folder.attachments(),
        folder.incoming(),
        folder.arriving().root().to_owned(),
        webview,
    ];
    let rest = rest.into_iter().map(Step::Remove);
    Ok(slots.chain(databases).chain(rest).chain(set_aside).collect())
}

impl Step {
    fn take(&self) -> std::io::Result<()> {
        match self {
            Self::Shred(file, upto) => shred(file, *upto),
            Self::Remove(path) => remove(path),
        }
    }
}

fn shred(path: &Path, upto: usize) -> std::io::Result<()> {
    let mut file = match File::options().write(true).open(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        file => file?,
    };
    let length = usize::try_from(file.metadata()?.len()).unwrap_or(usize::MAX).min(upto);
    file.write_all(&vec![0; length])?;
    file.sync_all()?;
    drop(file);
    remove(path)
}

fn remove(path: &Path) -> std::io::Result<()> {
    let removed = match fs::symlink_metadata(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(error),
        Ok(found) if found.is_dir() => fs::remove_dir_all(path),
        Ok(_) => fs::remove_file(path),
    };
    removed?;
    path.parent().map_or(Ok(()), sync_folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn notice() -> WipeNotice {
        let at = DateTime::parse_from_rfc3339("2026-03-11T09:30:00+08:00").unwrap();
        WipeNotice { at, station: "向阳社工站".into(), by: "程望舒".into() }
    }

    const SECRET: &str = "SECRET";

    /// A folder with a vault, one that is being restored, and one that was set aside.
    fn full() -> (tempfile::TempDir, Folder) {
        let root = tempfile::tempdir().unwrap();
        let folder = Folder::new(root.path());
        let aside = Folder::new(&root.path().join("set-aside-20260101-080000"));
        for place in [folder.clone(), folder.arriving(), aside] {
            fs::create_dir_all(place.attachments()).unwrap();
            for file in [place.keyslots(), place.database(), place.attachments().join("ab")] {
                fs::write(file, SECRET).unwrap();
            }
        }
        fs::create_dir_all(folder.incoming()).unwrap();
        fs::create_dir_all(root.path().join("webview")).unwrap();
        for file in ["vault.db-wal", "vault.db-shm", "incoming/x", "webview/cache"] {
            fs::write(root.path().join(file), SECRET).unwrap();
        }
        fs::write(root.path().join("settings.json"), "{}").unwrap();
        (root, folder)
    }

    fn left(root: &Path) -> Vec<String> {
        let names = fs::read_dir(root).unwrap().map(|entry| entry.unwrap().file_name());
        let mut names: Vec<_> = names.map(|name| name.to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }

    #[test]
    fn the_key_slots_go_first_and_nothing_but_the_notice_and_settings_is_left() {
        let (root, folder) = full();
        begin(&folder, &notice()).unwrap();
        let first = steps(&folder).unwrap();
        assert!(matches!(&first[0], Step::Shred(path, _) if path.ends_with("keyslots.json")));
        finish(&folder).unwrap();
        assert_eq!(left(root.path()), ["settings.json", DONE]);
        assert_eq!(Vault::wiped(root.path()), Some(notice()));
        finish(&folder).unwrap();
        Vault::forget_wiped(root.path()).unwrap();
        assert_eq!(Vault::wiped(root.path()), None);
    }

    #[test]
    fn trust_28_it_is_gone_on_with_after_a_cut_at_every_step() {
        let (_root, whole) = full();
        let count = steps(&whole).unwrap().len();
        assert!(count > 12);
        for cut in 0..=count {
            let (root, folder) = full();
            begin(&folder, &notice()).unwrap();
            for step in steps(&folder).unwrap().iter().take(cut) {
                step.take().unwrap();
            }
            assert!(!Vault::is_there(root.path()), "{cut}: it opens no more");
            Vault::finish_wipe(root.path()).unwrap();
            assert_eq!(left(root.path()), ["settings.json", "vault.lock", DONE], "{cut}");
        }
    }

    #[test]
    fn without_a_notice_nothing_is_touched() {
        let (root, folder) = full();
        let before = left(root.path());
        finish(&folder).unwrap();
        Vault::finish_wipe(root.path()).unwrap();
        assert_eq!(left(root.path()), before);
        assert_eq!(fs::read_to_string(folder.keyslots()).unwrap(), SECRET);
    }

    #[test]
    fn what_was_written_over_is_nowhere_in_the_file_that_is_removed() {
        let (_root, folder) = full();
        let beside = folder.root().join("link");
        fs::hard_link(folder.keyslots(), &beside).unwrap();
        shred(&folder.keyslots(), usize::MAX).unwrap();
        assert_eq!(fs::read(beside).unwrap(), vec![0; SECRET.len()]);
    }
}
