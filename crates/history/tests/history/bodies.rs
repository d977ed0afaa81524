//! Bodies as bytes.

use history::body::{MAX_BODY_DEPTH, MAX_BODY_ITEMS, MAX_BODY_LEN};
use history::{BodyError, decode_body, encode_body};
use proptest::prelude::*;
use serde_json::{Value, json};

fn any_body() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 40, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::btree_map(".{0,8}", inner, 0..6)
                .prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
}

fn nested(depth: usize) -> Value {
    (0..depth).fold(Value::Null, |inner, _| json!([inner]))
}

#[test]
fn numbers_at_the_ends_come_back() {
    for number in [json!(0), json!(-1), json!(i64::MIN), json!(i64::MAX), json!(u64::MAX)] {
        assert_eq!(decode_body(&encode_body(&number).unwrap()), Ok(number));
    }
}

#[test]
fn floats_are_refused_both_ways() {
    assert_eq!(encode_body(&json!({"height": [1.5]})), Err(BodyError::NotAnInteger));
    let floats: [&[u8]; 3] = [b"\xf9\x3e\x00", b"\xfa\x3f\xc0\0\0", b"\xfb\x3f\xf8\0\0\0\0\0\0"];
    for float in floats {
        assert_eq!(decode_body(float), Err(BodyError::NotAnInteger));
    }
    let below_64_bits = b"\x3b\xff\xff\xff\xff\xff\xff\xff\xff";
    assert_eq!(decode_body(below_64_bits), Err(BodyError::NotAnInteger));
}

#[test]
fn depth_is_bounded_both_ways() {
    let deepest = nested(MAX_BODY_DEPTH);
    assert_eq!(decode_body(&encode_body(&deepest).unwrap()), Ok(deepest));
    assert_eq!(encode_body(&nested(MAX_BODY_DEPTH + 1)), Err(BodyError::TooDeep));
    let abyss = vec![0x81; 100_000];
    assert_eq!(decode_body(&abyss), Err(BodyError::TooDeep));
    let side_by_side = Value::Array(vec![nested(MAX_BODY_DEPTH - 1); 3]);
    assert!(encode_body(&side_by_side).is_ok(), "depth is not length");
}

#[test]
fn length_is_bounded_both_ways() {
    // A text of this length has a head of 5 bytes.
    let longest = json!("x".repeat(MAX_BODY_LEN - 5));
    let mut bytes = encode_body(&longest).unwrap();
    assert_eq!(decode_body(&bytes), Ok(longest));
    bytes.push(0xf6);
    assert_eq!(decode_body(&bytes), Err(BodyError::TooLong));
    assert_eq!(encode_body(&json!("x".repeat(MAX_BODY_LEN - 4))), Err(BodyError::TooLong));
}

#[test]
fn trust_21_many_values_in_few_bytes_are_refused() {
    let most = Value::Array(vec![Value::Null; MAX_BODY_ITEMS - 1]);
    assert_eq!(decode_body(&encode_body(&most).unwrap()), Ok(most));
    assert_eq!(
        encode_body(&Value::Array(vec![Value::Null; MAX_BODY_ITEMS])),
        Err(BodyError::TooLong)
    );
    let mut bomb = b"\x9a\x00\x01\x00\x00".to_vec();
    bomb.resize(5 + MAX_BODY_ITEMS, 0xf6);
    assert_eq!(decode_body(&bomb), Err(BodyError::TooLong));
    assert_eq!(
        decode_body(b"\x9b\xff\xff\xff\xff\xff\xff\xff\xff"),
        Err(BodyError::Malformed),
        "huge count"
    );
}

#[test]
fn other_spellings_of_a_body_are_refused() {
    let spelled: [(&[u8], &str); 5] = [
        (b"\x18\x01", "a long one"),
        (b"\xa2\x61b\x01\x61a\x02", "keys out of order"),
        (b"\xa2\x62aa\x01\x61b\x02", "a longer key first"),
        (b"\xa2\x61a\x01\x61a\x02", "a key twice"),
        (b"\xf6\xf6", "bytes that follow"),
    ];
    for (bytes, what) in spelled {
        assert_eq!(decode_body(bytes), Err(BodyError::NotCanonical), "{what}");
    }
}

#[test]
fn what_a_body_cannot_hold_is_malformed() {
    let malformed: [(&[u8], &str); 9] = [
        (b"", "nothing"),
        (b"\x61", "a text cut short"),
        (b"\x61\xff", "a text that is no text"),
        (b"\x41x", "bytes"),
        (b"\xc0\x61x", "a tag"),
        (b"\xf7", "undefined"),
        (b"\xa1\x01\x01", "a key that is no text"),
        (b"\x9f\xff", "a list without length"),
        (b"\xff", "a stray end"),
    ];
    for (bytes, what) in malformed {
        assert_eq!(decode_body(bytes), Err(BodyError::Malformed), "{what}");
    }
}

proptest! {
    #[test]
    fn every_body_comes_back(value in any_body()) {
        prop_assert_eq!(decode_body(&encode_body(&value).unwrap()), Ok(value));
    }

    #[test]
    fn trust_21_what_is_read_has_one_spelling(bytes in prop::collection::vec(any::<u8>(), 0..60)) {
        if let Ok(value) = decode_body(&bytes) {
            prop_assert_eq!(encode_body(&value).unwrap(), bytes);
        }
    }

    #[test]
    fn a_changed_byte_is_another_body_or_none(value in any_body(), at in any::<prop::sample::Index>(), to in any::<u8>()) {
        let bytes = encode_body(&value).unwrap();
        let mut changed = bytes.clone();
        changed[at.index(bytes.len())] = to;
        if changed != bytes {
            prop_assert_ne!(decode_body(&changed), Ok(value));
        }
    }
}
