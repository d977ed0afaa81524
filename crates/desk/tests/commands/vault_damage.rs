//! A vault that is damaged, foreign or newer: each its own code, and nothing is deleted or altered.

use super::refused;
use desk::failure::Code;
use serde_json::json;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use testkit::{PASSPHRASE, Worker, forms};

fn closed() -> Worker {
    let worker = Worker::with_open_vault().unwrap();
    worker.register(forms::child()).unwrap();
    worker.call("vault_lock", json!({})).unwrap();
    worker
}

fn bytes(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let files = files.filter(|path| path.is_file() && !path.ends_with("vault.lock"));
    files.map(|path| (path.clone(), fs::read(path).unwrap())).collect()
}

/// How the vault refuses to open after a file of it was altered. The state stays told, the folder as it is.
fn refusal(name: &str, alter: impl FnOnce(&mut Vec<u8>)) -> Code {
    let worker = closed();
    let path = worker.folder().join(name);
    let mut altered = fs::read(&path).unwrap();
    alter(&mut altered);
    fs::write(&path, altered).unwrap();
    let before = bytes(worker.folder());
    let code = refused(&worker, "vault_unlock", json!({"passphrase": PASSPHRASE}));
    assert_eq!(bytes(worker.folder()), before, "the folder was altered");
    let status = worker.call("vault_status", json!({})).unwrap();
    assert_eq!(status["state"], "locked");
    assert_eq!(status["wait_seconds"], 0, "damage is nobody's wrong guess");
    code
}

fn replaced(from: &'static str, to: &'static str) -> impl FnOnce(&mut Vec<u8>) {
    move |bytes| {
        let json = String::from_utf8(bytes.clone()).unwrap();
        let other = json.replacen(from, to, 1);
        assert_ne!(other, json);
        *bytes = other.into_bytes();
    }
}

#[test]
fn a_vault_truncated() {
    assert_eq!(refusal("vault.db", |bytes| bytes.truncate(5_000)), Code::VaultDamaged);
}

#[test]
fn a_vault_with_one_byte_flipped() {
    assert_eq!(refusal("vault.db", |bytes| bytes[2_000] ^= 1), Code::VaultDamaged);
}

#[test]
fn a_vault_of_zero_bytes() {
    assert_eq!(refusal("vault.db", Vec::clear), Code::VaultDamaged);
}

#[test]
fn trust_10_a_newer_vault() {
    let newer = replaced("\"format\": 1", "\"format\": 2");
    assert_eq!(refusal("keyslots.json", newer), Code::VaultTooNew);
}

#[test]
fn trust_09_key_slots_with_lowered_parameters() {
    let lowered = replaced("\"memory_kib\": 64", "\"memory_kib\": 8");
    assert_eq!(refusal("keyslots.json", lowered), Code::KeySlotsDamaged);
}

#[test]
fn key_slots_truncated() {
    assert_eq!(refusal("keyslots.json", |bytes| bytes.truncate(100)), Code::KeySlotsDamaged);
    assert_eq!(refusal("keyslots.json", Vec::clear), Code::KeySlotsDamaged);
}

#[test]
fn key_slots_swapped_with_another_vaults() {
    let others = fs::read(closed().folder().join("keyslots.json")).unwrap();
    assert_eq!(refusal("keyslots.json", |bytes| *bytes = others), Code::KeySlotsDamaged);
}

#[test]
fn key_slots_missing() {
    let worker = closed();
    fs::remove_file(worker.folder().join("keyslots.json")).unwrap();
    let code = refused(&worker, "vault_unlock", json!({"passphrase": PASSPHRASE}));
    assert_eq!(code, Code::KeySlotsDamaged);
    assert!(worker.folder().join("vault.db").exists());
    let request = json!({"passphrase": PASSPHRASE, "station": "站", "person": "林"});
    assert_eq!(
        refused(&worker, "vault_create", request),
        Code::VaultExists,
        "not even half of one"
    );
}

#[test]
fn a_page_flipped_deep_inside_is_found_by_a_verification() {
    let worker = closed();
    let path = worker.folder().join("vault.db");
    let mut altered = fs::read(&path).unwrap();
    let last = altered.len() - 100;
    altered[last] ^= 1;
    fs::write(&path, altered).unwrap();
    let found = match worker.try_call("vault_unlock", json!({"passphrase": PASSPHRASE})) {
        Ok(_) => refused(&worker, "vault_verify", json!({})),
        Err(failure) => failure.code,
    };
    assert_eq!(found, Code::VaultDamaged);
}
