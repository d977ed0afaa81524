//! Half-filled forms are kept as they are, replaced by the next save, and gone when done.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail")]

mod laptop;

use chrono::TimeDelta;
use laptop::{Laptop, now};
use vault::{Vault, VaultError};

fn save(vault: &mut Vault, minutes: i64, key: &str, json: &str) {
    let at = now() + TimeDelta::minutes(minutes);
    vault.write(at, |tx| tx.save_form(key, json)).unwrap();
}

#[test]
fn a_half_filled_form_survives_a_lock() {
    let (laptop, mut vault) = Laptop::new();
    save(&mut vault, 0, "client", r#"{"name":"小禾"}"#);
    vault.close().unwrap();
    let form = laptop.unlock().unwrap().read().form("client").unwrap().unwrap();
    assert_eq!(form.json, r#"{"name":"小禾"}"#);
    assert_eq!(form.saved_at, now());
}

#[test]
fn the_last_save_holds_and_the_latest_form_comes_first() {
    let (_laptop, mut vault) = Laptop::new();
    save(&mut vault, 0, "client", "1");
    save(&mut vault, 1, "case/of-somebody", "2");
    save(&mut vault, 2, "client", "3");
    let forms = vault.read().forms().unwrap();
    let told: Vec<_> = forms.iter().map(|form| (form.key.as_str(), form.json.as_str())).collect();
    assert_eq!(told, [("client", "3"), ("case/of-somebody", "2")]);
}

#[test]
fn a_form_that_is_done_is_gone_and_taking_it_out_twice_does_no_harm() {
    let (_laptop, mut vault) = Laptop::new();
    save(&mut vault, 0, "client", "1");
    for _ in 0..2 {
        vault.write(now(), |tx| tx.remove_form("client")).unwrap();
        assert_eq!(vault.read().form("client").unwrap(), None);
    }
}

#[test]
fn a_write_that_fails_keeps_the_form_that_was_there() {
    let (_laptop, mut vault) = Laptop::new();
    save(&mut vault, 0, "client", "1");
    let failed = vault.write(now(), |tx| {
        tx.save_form("client", "2")?;
        Err::<(), _>(VaultError::NotFound)
    });
    assert!(failed.is_err());
    assert_eq!(vault.read().form("client").unwrap().unwrap().json, "1");
}
