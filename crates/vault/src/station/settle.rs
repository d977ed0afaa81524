//! Changes that came, settled in their order: afterwards each is in the log, or held with the reason.

use super::arrival::{Arrivals, Fate};
use super::held;
use super::proof::{self, Came, Keys, Page, Proof, Read};
use crate::body_key::BodyKey;
use crate::error::VaultError;
use casework::id::DeviceId;
use history::ChangeId;
use protocol::SealedChange;
use rusqlite::Connection;
use std::collections::btree_map;

/// A change that was settled.
pub(super) struct Settled<'a> {
    pub(super) change: &'a SealedChange,
    pub(super) id: ChangeId,
    /// Its author and number; nothing where its header cannot be read.
    pub(super) slot: Option<(DeviceId, u64)>,
}

/// Settles one change.
pub(super) fn one(
    conn: &Connection,
    arrivals: &mut Arrivals<'_>,
    change: &SealedChange,
) -> Result<Fate, VaultError> {
    let read = Read::of(change);
    let keys = keys_of(conn, [&read])?;
    proven(conn, arrivals, read.prove(arrivals.directory, &keys))
}

/// Settles changes, and tells `each` what became of it. They are proven and opened beside that, so `each` must not wait.
pub(super) fn all<'a>(
    conn: &Connection,
    arrivals: &mut Arrivals<'_>,
    changes: impl IntoIterator<Item = &'a SealedChange>,
    mut each: impl FnMut(&Settled<'a>, Fate) -> Result<(), VaultError>,
) -> Result<(), VaultError> {
    let mut page = Page::new();
    for change in changes {
        let read = Read::of(change);
        let known = arrivals.knows(&read)?;
        page.push((read, known));
    }
    let keys = keys_of(conn, page.iter().map(|(read, _)| read))?;
    proof::in_order(page, arrivals.directory, &keys, |came| {
        let settled = came.settled();
        let fate = match came {
            Came::Known(read) if arrivals.knows(&read)? => {
                held::let_go(conn, read.id)?;
                Fate::There
            }
            // One before it took it out of the log.
            Came::Known(read) => one(conn, arrivals, read.change)?,
            Came::Proven(proof) => proven(conn, arrivals, proof)?,
        };
        each(&settled, fate)
    })
}

fn proven(
    conn: &Connection,
    arrivals: &mut Arrivals<'_>,
    proof: Proof<'_>,
) -> Result<Fate, VaultError> {
    let (change, id) = (proof.change, proof.id);
    let fate = arrivals.take(proof)?;
    match fate {
        Fate::Held(reason) => arrivals.room.keep(conn, change, reason)?,
        Fate::Taken | Fate::There => held::let_go(conn, id)?,
    }
    Ok(fate)
}

/// The keys under which these are sealed.
fn keys_of<'a>(
    conn: &Connection,
    all: impl IntoIterator<Item = &'a Read<'a>>,
) -> Result<Keys, VaultError> {
    let mut keys = Keys::new();
    for of in all.into_iter().filter_map(Read::sealed_under) {
        if let btree_map::Entry::Vacant(place) = keys.entry(of) {
            place.insert(BodyKey::find(conn, of)?);
        }
    }
    Ok(keys)
}
