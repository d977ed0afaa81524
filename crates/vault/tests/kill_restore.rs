//! A restore is killed at any point: afterwards there is the old vault or the new one, and nothing is lost.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail")]

mod laptop;

use laptop::{Laptop, PASSPHRASE, fill, now};
use std::fs;
use std::ops::ControlFlow;
use std::process::{Command, Stdio};
use std::time::Duration;
use vault::Vault;

#[test]
fn trust_28_a_restore_survives_kill_9_at_any_point() {
    let (source, mut vault) = Laptop::new();
    fill(&mut vault);
    fill(&mut vault);
    let backup = source.beside("one.jiafang");
    vault.backup(&backup, now(), &mut |_| ControlFlow::Continue(())).unwrap();
    let new = vault.identity().clone();
    drop(vault);

    let laptop = Laptop::closed();
    let old = laptop.unlock().unwrap().identity().clone();
    let (mut olds, mut news) = (0, 0);
    for round in 0..30 {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--ignored", "--exact", "child_restores_again_and_again", "--nocapture"])
            .env("VAULT_OF_PARENT", laptop.folder())
            .env("BACKUP", &backup)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_micros(4_000 + round * 2_300));
        child.kill().unwrap();
        child.wait().unwrap();
        let mut vault = laptop.unlock_with(PASSPHRASE).unwrap();
        match vault.identity() {
            found if *found == old => olds += 1,
            found if *found == new => news += 1,
            other => panic!("{other:?}"),
        }
        assert!(vault.verify().unwrap().is_sound());
        assert!(!laptop.folder().join("arriving").exists());
    }
    assert!(news > 0, "no restore came through");
    assert_eq!(olds + news, 30);
    let kept = fs::read_dir(laptop.folder()).unwrap().filter(|entry| {
        let name = entry.as_ref().unwrap().file_name();
        let path = laptop.folder().join(&name).join("vault.db");
        name.to_string_lossy().starts_with("set-aside-") && path.exists()
    });
    assert!(kept.count() > 0, "what was there is set aside, not overwritten");
}

#[test]
#[ignore = "run, and killed, by a_restore_survives_kill_9_at_any_point"]
fn child_restores_again_and_again() {
    let folder = std::env::var_os("VAULT_OF_PARENT").unwrap();
    let backup = std::env::var_os("BACKUP").unwrap();
    let go_on = &mut |_| ControlFlow::Continue(());
    for _ in 0..20 {
        Vault::restore(backup.as_ref(), folder.as_ref(), laptop::cheap(), now(), go_on).unwrap();
    }
}
