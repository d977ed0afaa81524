//! Accesses: that somebody opened a file, printed from it, or handed something of it out. Each is a record of its own with
//! this one change, whose id follows from the change's author and number: whoever only reads a file can say that she
//! did, and touch no other record by it.

use sha2::{Digest, Sha256};

use crate::field::{FieldId, RecordKind};
use crate::header::Header;
use crate::id::{DeviceId, RecordId};
use crate::kind::ChangeKind;

/// Stands before what the id of an access is the hash of.
const DOMAIN: &[u8] = b"jiafang access 1";

/// The record of an access: the first 16 bytes of SHA-256("jiafang access 1" ‖ author ‖ seq, 8 bytes, big-endian).
#[must_use]
pub fn access_record(author: DeviceId, seq: u64) -> RecordId {
    let mut hash = Sha256::new().chain_update(DOMAIN);
    hash.update(author.bytes());
    hash.update(seq.to_be_bytes());
    let hash: [u8; 32] = hash.finalize().into();
    let mut id = [0; 16];
    id.copy_from_slice(&hash[..16]);
    RecordId::from_bytes(id)
}

/// Whether a header is an access and nothing else: of its own record, about no field, in no other change's place.
#[must_use]
pub fn is_access(header: &Header) -> bool {
    header.kind == ChangeKind::ACCESS
        && header.record_kind == RecordKind::ACCESS
        && header.field == FieldId::WHOLE
        && header.supersedes.is_empty()
        && header.record == access_record(header.author, header.seq)
}
