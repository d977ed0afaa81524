//! Whose file a change may be signed in. A header says in which file a change is, and that decides who may write and read
//! it. What the change itself says of its case or client has to be the same: else a member of one file would write into
//! another.

use crate::entry::Entry;
use crate::kind::ChangeKind;
use casework::fields::RecordKind;
use casework::member::Member;
use serde_json::Value;

/// What a change says of itself fits the file it is signed in. One that says nothing of it fits any.
pub(crate) fn fits(entry: &Entry) -> bool {
    let header = &entry.header;
    let names_file = |value: Option<&Value>| {
        value.is_none_or(|value| value.as_str() == Some(header.file.to_string().as_str()))
    };
    match header.record_kind {
        // A client's and a case's file bear the number of the record.
        RecordKind::CLIENT | RecordKind::CASE => header.file.bytes() == header.record.bytes(),
        RecordKind::MEMBER if header.field == Member::CLIENT => names_file(entry.value()),
        RecordKind::VISIT if header.kind == ChangeKind::NOTE => {
            names_file(entry.value().and_then(|note| note.get("case")))
        }
        _ => true,
    }
}
