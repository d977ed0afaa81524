//! A change as it is merged: its header, and as much of its body as could be read.

use crate::body::decode_body;
use crate::clock::HybridClock;
use crate::hash::ChangeId;
use crate::header::Header;
use serde_json::Value;

/// A change. Its header was verified, unless its content says otherwise.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Its identity: the hash of the header.
    pub id: ChangeId,
    /// Its header.
    pub header: Header,
    /// What it says.
    pub content: Content,
}

/// What a change says, as far as this program can tell.
#[derive(Clone, Debug, PartialEq)]
pub enum Content {
    /// It says this.
    Value(Value),
    /// A newer version wrote it: its kind or its schema is not known here.
    Newer,
    /// It could not be opened, does not fit its commitment, or is no body.
    Unreadable,
    /// Nothing of it is believed, not even its header: the signature does not hold, its author is not known, or
    /// it was not found where its header says.
    Unproven,
}

impl Content {
    /// The content of a change from its opened and checked body; `None` where it could not be opened.
    #[must_use]
    pub fn read(header: &Header, body: Option<&[u8]>) -> Self {
        if !header.is_understood() {
            return Self::Newer;
        }
        match body.map(decode_body) {
            Some(Ok(value)) => Self::Value(value),
            Some(Err(_)) | None => Self::Unreadable,
        }
    }
}

impl Entry {
    /// What the change says, if it is of a known kind and could be read.
    #[must_use]
    pub fn value(&self) -> Option<&Value> {
        match &self.content {
            Content::Value(value) if self.header.kind.is_known() => Some(value),
            _ => None,
        }
    }

    /// A newer version wrote it.
    #[must_use]
    pub fn is_newer(&self) -> bool {
        self.is_proven() && (self.content == Content::Newer || !self.header.kind.is_known())
    }

    /// Its author signed it, as far as whoever handed it in could tell.
    #[must_use]
    pub fn is_proven(&self) -> bool {
        self.content != Content::Unproven
    }

    /// Where the change stands when changes are shown one after the other. The id decides between equal
    /// clocks, so that every laptop shows the same order.
    #[must_use]
    pub fn display_key(&self) -> (HybridClock, ChangeId) {
        (self.header.clock, self.id)
    }
}
