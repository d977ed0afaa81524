//! What a change says, as far as this program can tell.

use crate::made::blank;
use history::{ChangeKind, Content, Header, SCHEMA};
use serde_json::json;

#[test]
fn trust_35_unknown_kinds_decode_and_their_content_is_newer() {
    let unknown = Header { kind: ChangeKind(200), ..blank() };
    assert_eq!(Header::decode(&unknown.encode()).as_ref(), Ok(&unknown));
    assert_eq!(Content::read(&unknown, Some(b"\x01")), Content::Newer);
    let later = Header { schema: SCHEMA + 1, ..blank() };
    assert_eq!(Content::read(&later, Some(b"\x01")), Content::Newer);
}

#[test]
fn content_is_a_value_or_unreadable() {
    assert_eq!(Content::read(&blank(), Some(b"\x01")), Content::Value(json!(1)));
    assert_eq!(Content::read(&blank(), Some(b"\xff")), Content::Unreadable);
    assert_eq!(Content::read(&blank(), None), Content::Unreadable);
}
