//! What a person is at the station, and what she may do with a file.

use minicbor::{Decode, Encode};

/// A person's role. The numbers are part of the format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
#[cbor(index_only)]
pub enum Role {
    /// Visits and writes.
    #[n(1)]
    Worker,
    /// Reviews what workers sign.
    #[n(2)]
    Supervisor,
    /// Invites and removes people, and gives them their roles.
    #[n(3)]
    Manager,
    /// A child director 儿童主任: sees single cases.
    #[n(4)]
    ChildDirector,
    /// Reads who opened which file.
    #[n(5)]
    Auditor,
}

/// What a member may do with a file. The numbers are part of the format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
#[cbor(index_only)]
pub enum Access {
    /// Read who opened it, and nothing of what is in it.
    #[n(3)]
    Audit,
    /// Open it.
    #[n(1)]
    Read,
    /// Open it, write in it, and let others in.
    #[n(2)]
    Write,
}
