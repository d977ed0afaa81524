//! What crosses the wire, and who may send it. Laptop and station both stand on this room, and it knows no
//! secret: it reads, checks and verifies, and cannot sign or open anything.
//!
//! Pure: no I/O, no clock, no randomness. `FORMAT.md` beside this source says all of it in words.

pub mod access;
pub mod api;
pub mod change;
pub mod clock;
pub mod codec;
pub mod directory;
pub mod field;
pub mod hash;
pub mod header;
pub mod id;
pub mod invitation;
pub mod key;
pub mod kind;
pub mod lockbox;
pub mod parcel;
pub mod proof;
pub mod signature;
pub mod snapshot;

pub use access::{access_record, is_access};
pub use change::SealedChange;
pub use clock::HybridClock;
pub use codec::{Wire, WireError};
pub use directory::{Directory, DirectoryFault, Refusal};
pub use field::{FieldId, RecordKind};
pub use hash::{ChangeId, Hash, change_id};
pub use header::{DecodeError, Header, Place};
pub use id::{DeviceId, FileId, PersonId, RecordId, StationId};
pub use key::{BoxPublic, UserPublic};
pub use kind::ChangeKind;
pub use signature::{BadSignature, DevicePublic, Namespace, Signature, verify};
