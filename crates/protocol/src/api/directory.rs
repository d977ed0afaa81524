//! The directory on its way down, and what the station says when it has grown.

use minicbor::{Decode, Encode};

use super::MAX_BODY_LEN;
use crate::codec::Wire;
use crate::directory::SignedEntry;
use crate::hash::Hash;

/// Most entries in a page.
pub const MAX_ENTRIES: usize = 4096;

/// The end of the chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
pub struct DirectoryHead {
    /// The index of the last entry.
    #[n(0)]
    pub index: u64,
    /// Its hash.
    #[n(1)]
    pub hash: Hash,
}

impl Wire for DirectoryHead {
    const MAX_LEN: usize = 64;
}

/// Entries, one after the other.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct DirectoryPage {
    /// The entries.
    #[n(0)]
    pub entries: Vec<SignedEntry>,
    /// There are further ones. Never with an empty page.
    #[n(1)]
    pub more: bool,
}

impl Wire for DirectoryPage {
    const MAX_LEN: usize = MAX_BODY_LEN;

    fn is_bounded(&self) -> bool {
        self.entries.len() <= MAX_ENTRIES
            && self.entries.iter().all(Wire::is_bounded)
            && !(self.more && self.entries.is_empty())
    }
}
