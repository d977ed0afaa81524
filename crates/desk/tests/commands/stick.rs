//! Carrying changes on a stick, where there is nothing to carry or nobody to carry it to.

use desk::failure::Code;
use serde_json::json;
use std::fs;
use testkit::{TestStation, Worker};

#[test]
fn a_laptop_without_a_station_carries_nothing() {
    let worker = Worker::with_open_vault().unwrap();
    let request = json!({"to": "station", "everything": false});
    assert_eq!(worker.try_call("sync_export", request).unwrap_err().code, Code::NotLinked);
    assert_eq!(worker.try_call("sync_import", json!({})).unwrap_err().code, Code::NotLinked);
}

#[test]
fn a_picture_on_the_stick_is_told_from_what_was_packed() {
    let station = TestStation::start().unwrap();
    let worker = Worker::founding(&station, "程望舒").unwrap();
    let stick = tempfile::tempdir().unwrap();
    for (name, bytes) in [("空.jiafang", &b""[..]), ("照片.jiafang", b"\xff\xd8\xff\xe0 a picture")]
    {
        let file = stick.path().join(name);
        fs::write(&file, bytes).unwrap();
        worker.host.pick(&file);
        let code = worker.try_call("sync_import", json!({})).unwrap_err().code;
        assert!(matches!(code, Code::ParcelEmpty | Code::ParcelForeign), "{name}: {code:?}");
    }
}
