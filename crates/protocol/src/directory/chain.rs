//! The directory as a whole: entries go in one after the other, and it answers questions.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use minicbor::{Decode, Encode};

use super::act::Act;
use super::draft::Draft;
use super::entry::{Entry, FORMAT, SignedEntry};
use super::fault::{Breach, DirectoryFault};
use super::state::{Files, Register};
use crate::codec::Wire;
use crate::hash::Hash;
use crate::id::StationId;
use crate::signature::DevicePublic;

/// The end of a chain.
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

/// What a verified chain says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Directory {
    pub(super) station: StationId,
    root: Option<Hash>,
    /// The entries' hashes, by index.
    hashes: Vec<Hash>,
    places: BTreeMap<Hash, u64>,
    pub(super) register: Register,
    pub(super) files: Files,
}

impl Directory {
    /// A chain without entries. Where `root` is given, it begins with the entry of this hash and no other.
    #[must_use]
    pub fn begin(station: StationId, root: Option<Hash>) -> Self {
        Self {
            station,
            root,
            hashes: Vec::new(),
            places: BTreeMap::new(),
            register: Register { min_format: FORMAT, ..Register::default() },
            files: Files::new(),
        }
    }

    /// Takes the next entry: all of its acts, or none.
    ///
    /// # Errors
    /// [`DirectoryFault`]; nothing has changed then.
    pub fn apply(&mut self, entry: &SignedEntry) -> Result<(), DirectoryFault> {
        self.take(entry, false)
    }

    /// Takes the next entry, whose signatures were verified when it first came. Every rule is kept all the same.
    ///
    /// # Errors
    /// [`DirectoryFault`]; nothing has changed then.
    pub fn replay_trusted(&mut self, entry: &SignedEntry) -> Result<(), DirectoryFault> {
        self.take(entry, true)
    }

    /// The end of the chain; none before the first entry.
    #[must_use]
    pub fn head(&self) -> Option<DirectoryHead> {
        let hash = *self.hashes.last()?;
        Some(DirectoryHead { index: self.hashes.len() as u64 - 1, hash })
    }

    /// The index and the previous hash that the next entry must have.
    #[must_use]
    pub fn next_place(&self) -> (u64, Hash) {
        (self.hashes.len() as u64, self.hashes.last().copied().unwrap_or(Hash::ZERO))
    }

    /// The index of the entry with this hash.
    #[must_use]
    pub fn index_of(&self, hash: Hash) -> Option<u64> {
        self.places.get(&hash).copied()
    }

    /// The hash of the entry at an index.
    #[must_use]
    pub fn hash_at(&self, index: u64) -> Option<Hash> {
        self.hashes.get(usize::try_from(index).ok()?).copied()
    }

    fn take(&mut self, signed: &SignedEntry, trusted: bool) -> Result<(), DirectoryFault> {
        let entry = signed.read()?;
        let hash = signed.hash();
        self.check_place(&entry, hash)?;
        let key = self.author_key(&entry)?;
        if !trusted {
            signed.verify(&key).map_err(|_| DirectoryFault::BadSignature)?;
        }
        if entry.format < self.register.min_format {
            return Err(DirectoryFault::TooOld);
        }
        let mut draft = Draft {
            station: self.station,
            index: entry.index,
            format: entry.format,
            previous: entry.previous,
            clock: entry.clock,
            author: entry.author,
            trusted,
            register: Cow::Borrowed(&self.register),
            before: &self.files,
            touched: Files::new(),
            escrow_owed: BTreeSet::new(),
        };
        for (act, what) in entry.acts.iter().enumerate() {
            let done = draft.act(what, act == 0);
            done.map_err(|breach| DirectoryFault::Breach { act, breach })?;
        }
        if !draft.escrow_owed.is_empty() {
            let (act, breach) = (entry.acts.len() - 1, Breach::NotEscrowed);
            return Err(DirectoryFault::Breach { act, breach });
        }
        let Draft { register, touched, .. } = draft;
        if let Cow::Owned(register) = register {
            self.register = register;
        }
        // One by one: `append` would build the map of all files anew.
        self.files.extend(touched);
        self.places.insert(hash, entry.index);
        self.hashes.push(hash);
        Ok(())
    }

    fn check_place(&self, entry: &Entry, hash: Hash) -> Result<(), DirectoryFault> {
        if entry.station != self.station {
            return Err(DirectoryFault::OtherStation);
        }
        let (next, previous) = self.next_place();
        if entry.index == 0 && self.root.is_some_and(|root| root != hash) {
            return Err(DirectoryFault::WrongRoot);
        }
        if self.index_of(hash).is_some() {
            return Err(DirectoryFault::AlreadyThere);
        }
        if entry.index > next {
            return Err(DirectoryFault::Gap);
        }
        if entry.index < next || entry.previous != previous {
            return Err(DirectoryFault::Forked);
        }
        Ok(())
    }

    /// The key that must have signed an entry: the author's, or that of the device which comes in with it.
    fn author_key(&self, entry: &Entry) -> Result<DevicePublic, DirectoryFault> {
        if let Some(device) = self.register.devices.get(&entry.author) {
            return Ok(device.sign);
        }
        match entry.acts.first() {
            Some(Act::Found { device, .. } | Act::Join { device, .. })
                if device.device == entry.author =>
            {
                Ok(device.sign)
            }
            _ => Err(DirectoryFault::UnknownAuthor),
        }
    }
}
