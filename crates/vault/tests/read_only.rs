//! A folder that cannot be written.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail")]
#![cfg(unix)]

mod laptop;

use laptop::{Laptop, PASSPHRASE, passphrase};
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::Command;
use vault::{Opener, Vault, VaultError};

const NOBODY: u32 = 65_534;

#[test]
fn a_read_only_folder_is_told_from_everything_else() {
    let laptop = Laptop::closed();
    let folder = laptop.folder();
    let before = laptop.bytes();
    for path in before.keys() {
        allow(path, 0o444);
    }
    allow(&folder.join("attachments"), 0o555);
    allow(&folder, 0o555);
    allow(folder.parent().unwrap(), 0o755);
    let mut child = Command::new("/proc/self/exe");
    child
        .args(["--ignored", "--exact", "child_opens_a_read_only_folder", "--nocapture"])
        .env("VAULT_OF_PARENT", &folder);
    // Permissions do not bind root: then the child is nobody.
    if fs::write(folder.join("probe"), []).is_ok() {
        fs::remove_file(folder.join("probe")).unwrap();
        child.uid(NOBODY).gid(NOBODY);
    }
    let output = child.output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(said.contains("answer: read only"), "{said}");
    assert_eq!(laptop.bytes(), before);
    allow(&folder, 0o755);
    allow(&folder.join("attachments"), 0o755);
}

fn allow(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

#[test]
#[ignore = "run by a_read_only_folder_is_told_from_everything_else"]
fn child_opens_a_read_only_folder() {
    let folder = std::env::var_os("VAULT_OF_PARENT").unwrap();
    let typed = passphrase(PASSPHRASE);
    let opened = Vault::unlock(
        folder.as_ref(),
        Opener::Passphrase(&typed),
        laptop::cheap(),
        laptop::rules(),
        laptop::now(),
    );
    match opened {
        Err(VaultError::ReadOnly) => println!("answer: read only"),
        other => println!("answer: {other:?}"),
    }
}
