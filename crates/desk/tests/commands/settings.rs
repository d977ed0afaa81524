//! Settings, readable before a vault is open.

use super::refused;
use desk::failure::Code;
use serde_json::json;
use std::fs;
use testkit::Worker;

#[test]
fn they_are_there_before_the_vault_and_outlive_a_restart() {
    let worker = Worker::with_new_laptop().unwrap();
    let first = worker.call("settings_get", json!({})).unwrap();
    assert_eq!(
        first,
        json!({"language": "zh", "text_percent": 100, "theme": "system", "idle_minutes": 5})
    );
    let wished =
        json!({"language": "en", "text_percent": 150, "theme": "dark", "idle_minutes": 10});
    let set = worker.call("settings_set", json!({"settings": wished})).unwrap();
    assert_eq!(set, wished);
    let worker = worker.restarted();
    assert_eq!(worker.call("settings_get", json!({})).unwrap(), wished);
}

#[test]
fn their_file_is_not_read_every_second() {
    let worker = Worker::with_open_vault().unwrap();
    let file = worker.folder().join("settings.json");
    let set = |minutes: u32| {
        let settings = json!({"language": "zh", "text_percent": 100, "theme": "light", "idle_minutes": minutes});
        worker.call("settings_set", json!({"settings": settings})).unwrap();
    };
    set(7);
    fs::write(&file, "{").unwrap();
    assert_eq!(worker.call("settings_get", json!({})).unwrap()["idle_minutes"], 7);
    set(9);
    assert_eq!(worker.call("settings_get", json!({})).unwrap()["idle_minutes"], 9);
    fs::remove_file(&file).unwrap();
    fs::create_dir(&file).unwrap();
    let settings =
        json!({"language": "en", "text_percent": 100, "theme": "light", "idle_minutes": 1});
    assert_eq!(refused(&worker, "settings_set", json!({"settings": settings})), Code::DiskFault);
    let kept = worker.call("settings_get", json!({})).unwrap();
    assert_eq!((&kept["idle_minutes"], &kept["language"]), (&json!(9), &json!("zh")));
}

#[test]
fn numbers_out_of_bounds_are_drawn_in() {
    let worker = Worker::with_new_laptop().unwrap();
    let wild = json!({"language": "zh", "text_percent": 9000, "theme": "light", "idle_minutes": 0});
    let set = worker.call("settings_set", json!({"settings": wild})).unwrap();
    assert_eq!((&set["text_percent"], &set["idle_minutes"]), (&json!(150), &json!(1)));
}

#[test]
fn a_place_that_cannot_hold_them_is_told() {
    let worker = Worker::with_new_laptop().unwrap();
    fs::create_dir(worker.folder().join("settings.json")).unwrap();
    let settings =
        json!({"language": "zh", "text_percent": 100, "theme": "light", "idle_minutes": 5});
    let code = refused(&worker, "settings_set", json!({"settings": settings}));
    assert_eq!(code, Code::DiskFault);
}
