//! The directory on its way down.

use minicbor::{Decode, Encode};

use super::MAX_BODY_LEN;
use crate::codec::Wire;
use crate::directory::SignedEntry;

/// Most entries in a page.
pub const MAX_ENTRIES: usize = 4096;

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
