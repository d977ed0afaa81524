//! Moving a whole vault into place, so that a cut at any point leaves the old vault or the new one.
//!
//! A vault that is created or restored is first put together in `arriving/`. Once it is whole and synced,
//! the notice `arriving/whole.json` is written: from then on the move is decided and is finished by
//! whoever opens the folder next. Without the notice, `arriving/` is debris of a broken attempt.
//!
//! The move has two steps, and the notice says which one is under way: first every part of the vault in
//! place goes to `set-aside-<time>/`, then every part in `arriving/` goes into place. Each step is a row of
//! renames, and repeating it does no harm.

use crate::error::VaultError;
use crate::folder::{Folder, PARTS, make_private, replace, sync_folder};
use crate::wipe;
use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};
use std::fs;
use std::path::{Path, PathBuf};

const NOTICE: &str = "whole.json";

#[derive(Debug, Serialize, Deserialize)]
struct Notice {
    /// Name of the folder for the vault that is in place.
    set_aside: String,
    step: Step,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Step {
    SetAside,
    MoveIn,
}

/// Whether a whole vault waits to be moved into place.
pub(crate) fn is_decided(folder: &Folder) -> bool {
    notice_in(folder).exists()
}

/// Declares the vault in `arriving/` whole, and moves it into place. Answers where the vault that was
/// there before now lies. The caller holds the folder's lock.
pub(crate) fn move_in(
    folder: &Folder,
    now: DateTime<FixedOffset>,
) -> Result<Option<PathBuf>, VaultError> {
    let arriving = folder.arriving();
    sync_folder(&arriving.attachments())?;
    sync_folder(arriving.root())?;
    let notice = Notice { set_aside: free_name(folder, now), step: Step::SetAside };
    write(folder, &notice)?;
    finish(folder)
}

/// Finishes a move that was decided, or clears the debris of an attempt that was not. The caller holds the
/// folder's lock.
pub(crate) fn finish(folder: &Folder) -> Result<Option<PathBuf>, VaultError> {
    // A vault whose destruction is decided comes before one that would take its place.
    wipe::finish(folder)?;
    let arriving = folder.arriving();
    if !arriving.root().exists() {
        return Ok(None);
    }
    if !is_decided(folder) {
        fs::remove_dir_all(arriving.root())?;
        return Ok(None);
    }
    let mut notice = read(folder)?;
    let set_aside = folder.root().join(&notice.set_aside);
    if notice.step == Step::SetAside {
        if PARTS.iter().any(|part| folder.root().join(part).exists()) {
            make_private(&set_aside)?;
            rename_parts(folder.root(), &set_aside)?;
        }
        notice.step = Step::MoveIn;
        write(folder, &notice)?;
    }
    rename_parts(arriving.root(), folder.root())?;
    fs::remove_dir_all(arriving.root())?;
    sync_folder(folder.root())?;
    Ok(set_aside.exists().then_some(set_aside))
}

fn rename_parts(from: &Path, to: &Path) -> std::io::Result<()> {
    for part in PARTS {
        let here = from.join(part);
        if here.exists() {
            fs::rename(here, to.join(part))?;
        }
    }
    sync_folder(to)?;
    sync_folder(from)
}

/// `set-aside-<time>`, with a number if there is one of that second already.
fn free_name(folder: &Folder, now: DateTime<FixedOffset>) -> String {
    let name = format!("set-aside-{}", now.format("%Y%m%d-%H%M%S"));
    let mut free = name.clone();
    let mut number = 2_u32;
    while folder.root().join(&free).exists() {
        free = format!("{name}-{number}");
        number += 1;
    }
    free
}

fn notice_in(folder: &Folder) -> PathBuf {
    folder.arriving().root().join(NOTICE)
}

fn write(folder: &Folder, notice: &Notice) -> Result<(), VaultError> {
    let json = serde_json::to_vec(notice).map_err(std::io::Error::from)?;
    Ok(replace(&notice_in(folder), &json)?)
}

fn read(folder: &Folder) -> Result<Notice, VaultError> {
    let json = fs::read(notice_in(folder))?;
    let notice: Notice = serde_json::from_slice(&json).map_err(std::io::Error::from)?;
    // It names a folder beside the vault and nothing else, whoever wrote it.
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '-';
    if !notice.set_aside.starts_with("set-aside-") || !notice.set_aside.chars().all(plain) {
        return Err(VaultError::Disk(std::io::Error::other("unknown notice in arriving/")));
    }
    Ok(notice)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    fn now() -> DateTime<FixedOffset> {
        DateTime::parse_from_rfc3339("2026-03-11T09:30:00+08:00").unwrap()
    }

    /// A folder with an old vault in place and a new one in `arriving/`, each part holding its name.
    fn prepared() -> (tempfile::TempDir, Folder) {
        let root = tempfile::tempdir().unwrap();
        let folder = Folder::new(root.path());
        for (age, at) in [("old", folder.clone()), ("new", folder.arriving())] {
            make_private(&at.attachments()).unwrap();
            fs::write(at.attachments().join(age), age).unwrap();
            fs::write(at.database(), age).unwrap();
            fs::write(at.keyslots(), age).unwrap();
        }
        fs::write(folder.wal(), "old").unwrap();
        (root, folder)
    }

    fn vault_in(at: &Path) -> BTreeMap<String, String> {
        let mut parts = BTreeMap::new();
        for part in
            ["vault.db", "vault.db-wal", "keyslots.json", "attachments/old", "attachments/new"]
        {
            if let Ok(text) = fs::read_to_string(at.join(part)) {
                parts.insert(part.to_owned(), text);
            }
        }
        parts
    }

    fn assert_moved(folder: &Folder, set_aside: &Path) {
        let named = |age: &str, parts: &[&str]| {
            parts
                .iter()
                .map(|part| ((*part).to_owned(), age.to_owned()))
                .collect::<BTreeMap<_, _>>()
        };
        let new = named("new", &["vault.db", "keyslots.json", "attachments/new"]);
        let old = named("old", &["vault.db", "vault.db-wal", "keyslots.json", "attachments/old"]);
        assert_eq!(vault_in(folder.root()), new);
        assert_eq!(vault_in(set_aside), old);
        assert!(!folder.arriving().root().exists());
    }

    #[test]
    fn the_old_vault_is_set_aside_and_the_new_one_is_in_place() {
        let (_root, folder) = prepared();
        let set_aside = move_in(&folder, now()).unwrap().unwrap();
        assert_moved(&folder, &set_aside);
        assert_eq!(finish(&folder).unwrap(), None, "nothing is left to do");
    }

    #[test]
    fn without_a_notice_it_never_was() {
        let (_root, folder) = prepared();
        let before = vault_in(folder.root());
        assert_eq!(finish(&folder).unwrap(), None);
        assert_eq!(vault_in(folder.root()), before);
        assert!(!folder.arriving().root().exists());
    }

    /// The steps of a move, one by one, as a cut may leave them.
    fn take_step(folder: &Folder, number: usize) -> bool {
        let set_aside = folder.root().join("set-aside-cut");
        let notice = |step| Notice { set_aside: "set-aside-cut".into(), step };
        let rename = |from: &Path, to: &Path, part: &str| {
            if from.join(part).exists() {
                fs::rename(from.join(part), to.join(part)).unwrap();
            }
        };
        match number {
            0 => write(folder, &notice(Step::SetAside)).unwrap(),
            1 => make_private(&set_aside).unwrap(),
            2..7 => rename(folder.root(), &set_aside, PARTS[number - 2]),
            7 => write(folder, &notice(Step::MoveIn)).unwrap(),
            8..13 => rename(folder.arriving().root(), folder.root(), PARTS[number - 8]),
            _ => return false,
        }
        true
    }

    #[test]
    fn trust_28_a_move_that_was_cut_after_any_step_is_finished() {
        for cut in 1..=13 {
            let (_root, folder) = prepared();
            assert!((0..cut).all(|number| take_step(&folder, number)), "{cut} steps");
            assert!(is_decided(&folder));
            let set_aside = finish(&folder).unwrap().unwrap();
            assert_moved(&folder, &set_aside);
        }
    }

    #[test]
    fn a_notice_names_no_other_folder() {
        let (_root, folder) = prepared();
        for name in ["../elsewhere", "/tmp", "set-aside-/../..", "vault.db"] {
            write(&folder, &Notice { set_aside: name.into(), step: Step::SetAside }).unwrap();
            assert!(finish(&folder).is_err(), "{name}");
        }
        assert_eq!(vault_in(folder.root()).len(), 4);
    }
}
