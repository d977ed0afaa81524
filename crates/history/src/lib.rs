//! What a set of changes means. The truth of a record is a set of signed changes that only grows; this room
//! gives the bytes of a body ([`body`]), the record that a set of them makes
//! ([`RecordState::merge`]), the changes that an edit needs ([`diff`]), and what the chains of their authors
//! show ([`ChainChecker`]).
//!
//! Pure: no disk, no keys, no clock. Signatures and commitments were checked by whoever hands a change in; one
//! that did not hold is handed in as [`Content::Unproven`].

pub mod body;
pub mod chain;
pub mod conflict;
pub mod edit;
pub mod entry;
mod file;
mod merge;
mod notes;
pub mod state;
pub mod steps;
pub mod violation;

pub use body::{BodyError, decode_body, encode_body};
pub use chain::{ChainChecker, ChainFault, ChainReport};
pub use conflict::SetAside;
pub use edit::{EditError, Planned, decide, diff, restore};
pub use entry::{Content, Entry};
pub use protocol::header::{FORMAT, SCHEMA};
pub use protocol::{
    ChangeId, ChangeKind, DecodeError, Hash, Header, HybridClock, Place, change_id,
};
/// What a change is on the wire, so that who merges needs no other room.
pub use protocol::{clock, hash, header, kind};
pub use state::{Conflict, RecordState, SetMember};
pub use steps::{Step, steps};
pub use violation::{Rule, Violation};
