//! What a change does.

use std::fmt;

/// What a change does to its record. The numbers are part of the format; one that this program does not
/// know is kept and shown as written by a newer version.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ChangeKind(pub u8);

impl ChangeKind {
    /// Gives a register its value, in place of the values it supersedes.
    pub const SET: Self = Self(1);
    /// Adds a member to a set.
    pub const ADD: Self = Self(2);
    /// Takes a member out of a set: supersedes the changes that added it.
    pub const REMOVE: Self = Self(3);
    /// Signs the record's one note. It supersedes nothing and nothing supersedes it.
    pub const NOTE: Self = Self(4);
    /// Signs an addendum to the note. Nothing supersedes it.
    pub const ADDENDUM: Self = Self(5);
    /// Signs a review of the note, by somebody else than its author. It supersedes nothing and nothing supersedes it.
    pub const REVIEW: Self = Self(6);
    /// Says that the file was opened, printed from, or something of it handed out. A record of its own
    /// ([`access`](crate::access)); the one change that a member may sign who only reads.
    pub const ACCESS: Self = Self(7);

    /// This program knows what such a change means.
    #[must_use]
    pub fn is_known(self) -> bool {
        (Self::SET..=Self::ACCESS).contains(&self)
    }

    /// Whether such a change may take the place of a change of the other kind.
    #[must_use]
    pub fn may_supersede(self, other: Self) -> bool {
        matches!((self, other), (Self::SET, Self::SET) | (Self::REMOVE, Self::ADD))
    }
}

impl fmt::Debug for ChangeKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::SET => f.write_str("SET"),
            Self::ADD => f.write_str("ADD"),
            Self::REMOVE => f.write_str("REMOVE"),
            Self::NOTE => f.write_str("NOTE"),
            Self::ADDENDUM => f.write_str("ADDENDUM"),
            Self::REVIEW => f.write_str("REVIEW"),
            Self::ACCESS => f.write_str("ACCESS"),
            Self(other) => write!(f, "ChangeKind({other})"),
        }
    }
}
