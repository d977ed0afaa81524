//! What is found out about a change that came without asking the vault: it is read, proven and opened. For a page
//! this is done on a thread of its own, while the changes before it are written.

use super::reason::HeldReason;
use super::settle::Settled;
use crate::body_key::{BodyKey, KeyOf};
use crate::log;
use history::{ChangeId, Content, Header};
use protocol::SealedChange;
use protocol::directory::{Directory, Refusal};
use std::collections::BTreeMap;
use std::sync::mpsc::sync_channel;
use std::thread;

/// The keys of files, by generation; nothing where one is not here.
pub(super) type Keys = BTreeMap<KeyOf, Option<BodyKey>>;

/// Fewer changes than this are proven where they are taken: a thread would cost more than it spares.
const FEW: usize = 16;

/// How many changes are proven ahead of the one that is being written.
const AHEAD: usize = 64;

/// A change as it was read, before anything is asked about it.
pub(super) struct Read<'a> {
    pub(super) change: &'a SealedChange,
    pub(super) id: ChangeId,
    pub(super) header: Result<Header, HeldReason>,
}

impl<'a> Read<'a> {
    pub(super) fn of(change: &'a SealedChange) -> Self {
        let header = Header::decode(&change.header).map_err(|error| Refusal::from(error).into());
        Self { change, id: change.id(), header }
    }

    /// The key under which it is sealed; nothing where its header cannot be read.
    pub(super) fn sealed_under(&self) -> Option<KeyOf> {
        Some(BodyKey::of(self.header.as_ref().ok()?, self.change.generation))
    }

    /// Proves and opens it.
    pub(super) fn prove(self, directory: &Directory, keys: &Keys) -> Proof<'a> {
        let Self { change, id, header } = self;
        let header = match header {
            Ok(header) => header,
            Err(reason) => return Proof { change, id, header: Err(reason), content: Err(reason) },
        };
        let proven = change.prove(&header, directory).map_err(HeldReason::from);
        let content = proven.and_then(|()| {
            let key = keys.get(&BodyKey::of(&header, change.generation)).and_then(Option::as_ref);
            let sealed = (&change.header[..], &change.sealed[..]);
            let body = log::open_body(key.ok_or(HeldReason::NoKey)?, &header, sealed);
            let body = body.map_err(|_| HeldReason::CannotOpen)?;
            Ok(Content::read(&header, Some(&body)))
        });
        Proof { change, id, header: Ok(header), content }
    }
}

/// A change, and what it says where its author is proven and it opens.
pub(super) struct Proof<'a> {
    pub(super) change: &'a SealedChange,
    pub(super) id: ChangeId,
    pub(super) header: Result<Header, HeldReason>,
    /// What it says, or the first reason against it.
    pub(super) content: Result<Content, HeldReason>,
}

/// A change of a page, when its turn comes.
pub(super) enum Came<'a> {
    /// The log had it: there was nothing to prove again.
    Known(Read<'a>),
    /// It is proven, or there is something against it.
    Proven(Proof<'a>),
}

impl<'a> Came<'a> {
    pub(super) fn settled(&self) -> Settled<'a> {
        let (change, id, header) = match self {
            Self::Known(Read { change, id, header })
            | Self::Proven(Proof { change, id, header, .. }) => (*change, *id, header),
        };
        let slot = header.as_ref().ok().map(|header| (header.author, header.seq));
        Settled { change, id, slot }
    }
}

/// Changes as they were read, each with whether the log has it.
pub(super) type Page<'a> = Vec<(Read<'a>, bool)>;

/// Proves the changes of a page and hands them to `each` in their order.
pub(super) fn in_order<'a, E>(
    page: Page<'a>,
    directory: &Directory,
    keys: &Keys,
    each: impl FnMut(Came<'a>) -> Result<(), E>,
) -> Result<(), E> {
    let prove = move |(read, known): (Read<'a>, bool)| match known {
        true => Came::Known(read),
        false => Came::Proven(read.prove(directory, keys)),
    };
    let unknown = page.iter().filter(|(_, known)| !known).count();
    if unknown < FEW {
        return page.into_iter().map(prove).try_for_each(each);
    }
    thread::scope(|scope| {
        let (ready, proofs) = sync_channel(AHEAD);
        scope.spawn(move || {
            for read in page {
                // Nobody takes them any more: a fault of the disk.
                if ready.send(prove(read)).is_err() {
                    break;
                }
            }
        });
        // The receiver goes with the first error, or the thread would wait for ever.
        proofs.into_iter().try_for_each(each)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use casework::id::StationId;
    use history::Hash;
    use sealing::Signature;

    fn directory() -> Directory {
        Directory::begin(StationId::from_bytes([1; 16]), Some(Hash([2; 32])))
    }

    /// Changes that cannot be read, each another.
    fn changes(count: usize) -> Vec<SealedChange> {
        let change = |n: usize| SealedChange {
            generation: 1,
            header: n.to_be_bytes().to_vec(),
            signature: Signature([0; 64]),
            sealed: Vec::new(),
        };
        (0..count).map(change).collect()
    }

    fn page(changes: &[SealedChange]) -> Page<'_> {
        changes.iter().map(|change| (Read::of(change), false)).collect()
    }

    #[test]
    fn few_and_many_come_in_their_order() {
        for count in [0, 1, FEW - 1, FEW, 3 * AHEAD] {
            let changes = changes(count);
            let mut seen = Vec::new();
            in_order(page(&changes), &directory(), &Keys::new(), |came| {
                let Came::Proven(proof) = came else { panic!("not in the log") };
                assert_eq!(proof.content.err(), Some(HeldReason::Unreadable));
                seen.push(proof.id);
                Ok::<_, ()>(())
            })
            .unwrap();
            assert_eq!(seen, changes.iter().map(SealedChange::id).collect::<Vec<_>>());
        }
    }

    #[test]
    fn the_first_error_ends_it() {
        let changes = changes(5 * AHEAD);
        let mut taken = 0;
        let done = in_order(page(&changes), &directory(), &Keys::new(), |_| {
            taken += 1;
            if taken == 3 { Err("the disk") } else { Ok(()) }
        });
        assert_eq!((done, taken), (Err("the disk"), 3));
    }
}
