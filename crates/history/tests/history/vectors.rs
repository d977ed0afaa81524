//! Frozen bytes: what is on disk must be read for ever, and written the same for ever. The files were made
//! by another program from the layout, and are never regenerated.

use history::{ChangeKind, decode_body, encode_body};
use serde_json::{Value, json};

fn bytes(hex: &str) -> Vec<u8> {
    let digits: Vec<u8> =
        hex.chars().filter_map(|c| c.to_digit(16)).map(|digit| digit as u8).collect();
    digits.chunks(2).map(|pair| pair[0] << 4 | pair[1]).collect()
}

fn assert_body(value: Value, hex: &str) {
    let frozen = bytes(hex);
    assert_eq!(encode_body(&value).as_ref(), Ok(&frozen));
    assert_eq!(decode_body(&frozen), Ok(value));
}

macro_rules! vector {
    ($name:literal) => {
        include_str!(concat!("../vectors/", $name))
    };
}

#[test]
fn bodies_are_as_they_were() {
    assert_body(Value::Null, vector!("body-null.hex"));
    assert_body(json!("小米"), vector!("body-text.hex"));
    let present = json!([{"name": "奶奶𬎆", "client": false, "member": null}]);
    let note = json!({
        "at": "2024-06-01T09:30:00+08:00",
        "b": -1,
        "aa": [0, 23, 24, 255, 256, 65_535, 65_536, 4_294_967_296_u64, u64::MAX, i64::MIN],
        "form": {"observations": "小米没有上学，奶奶腿疼。", "present": present, "client_signed": true},
        "empty": {},
        "none": [],
    });
    assert_body(note, vector!("body-note.hex"));
}

#[test]
fn kinds_have_the_numbers_they_had() {
    let kinds = [
        ChangeKind::SET,
        ChangeKind::ADD,
        ChangeKind::REMOVE,
        ChangeKind::NOTE,
        ChangeKind::ADDENDUM,
        ChangeKind::REVIEW,
        ChangeKind::ACCESS,
    ];
    assert_eq!(kinds.map(|kind| kind.0), [1, 2, 3, 4, 5, 6, 7]);
    assert!(kinds.iter().all(|kind| kind.is_known()));
    assert!(!ChangeKind(0).is_known() && !ChangeKind(8).is_known());
}
