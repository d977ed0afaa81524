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
