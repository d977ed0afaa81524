//! One process a vault.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail")]

mod laptop;

use laptop::{Laptop, PASSPHRASE, passphrase};
use std::process::Command;
use vault::{Opener, Vault, VaultError};

#[test]
fn trust_33_a_vault_that_is_open_does_not_open_again() {
    let (laptop, vault) = Laptop::new();
    assert!(matches!(laptop.unlock(), Err(VaultError::InUse)));
    assert!(matches!(laptop.create(), Err(VaultError::InUse)));
    drop(vault);
    drop(laptop.unlock().unwrap());
}

#[test]
fn trust_33_nor_does_it_open_in_another_process() {
    let (laptop, vault) = Laptop::new();
    assert_eq!(another_process(&laptop), "in use");
    drop(vault);
    assert_eq!(another_process(&laptop), "open");
}

fn another_process(laptop: &Laptop) -> String {
    let output = Command::new(std::env::current_exe().unwrap())
        .args(["--ignored", "--exact", "child_opens_the_vault", "--nocapture"])
        .env("VAULT_OF_PARENT", laptop.folder())
        .output()
        .unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    let answer = said.split("answer: ").nth(1).unwrap_or_else(|| panic!("{said}"));
    answer.lines().next().unwrap().to_owned()
}

#[test]
#[ignore = "run by nor_does_it_open_in_another_process"]
fn child_opens_the_vault() {
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
        Ok(_) => println!("answer: open"),
        Err(VaultError::InUse) => println!("answer: in use"),
        Err(other) => println!("answer: {other:?}"),
    }
}
