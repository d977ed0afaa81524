//! A page of changes that came.

use super::arrival::{Arrivals, Fate};
use super::chain::Chain;
use super::heads::pin;
use super::outbox::acknowledge;
use super::reason::HeldReason;
use super::settle::{self, Settled};
use super::{blobs, caught_up, pulled};
use crate::database;
use crate::error::VaultError;
use crate::log::column;
use crate::vault::Vault;
use casework::id::{DeviceId, FileId};
use history::ChangeId;
use protocol::api::{AuthorHead, LEAP, Numbered};
use rusqlite::{Connection, TransactionBehavior};
use std::collections::{BTreeMap, BTreeSet};

/// Where a page of changes came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// The station's changes from where the vault had come to. The cursor moves with them.
    Station,
    /// The station's changes of a file that the person was let into; how far they have come moves with them.
    Backfill(FileId),
    /// Elsewhere: another laptop, a file on a stick. No cursor moves.
    Elsewhere,
}

/// What became of a page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReceivedChanges {
    /// Changes that are in the log now and were not before.
    pub taken: u64,
    /// Changes that were there already.
    pub there: u64,
    /// Changes that are held, and why.
    pub held: Vec<(ChangeId, HeldReason)>,
    /// Authors of whom a second change with the same number came. With this device among them, the vault was copied or
    /// restored and has written since: it needs to come in as another device.
    pub forked: Vec<DeviceId>,
}

impl Vault {
    /// Takes in a page of changes: those that are proven and open go into the log, the others are held; the views of the
    /// records are refreshed once, and the cursor moves. All of it in one transaction, or nothing. Changes that are here
    /// already do no harm, in whatever order they come. `next` is the station's number up to which its changes are here
    /// with these; of no meaning from elsewhere.
    ///
    /// # Errors
    /// [`VaultError::NotFound`] for a vault that stands alone or a file that is not being brought in; faults of the disk.
    /// The vault is then as it was. A change that is not what it should be is no error.
    pub fn receive(
        &mut self,
        items: &[Numbered],
        next: u64,
        from: Source,
    ) -> Result<ReceivedChanges, VaultError> {
        let Self { conn, context, identity, .. } = self;
        let chain = context.chain.as_ref().ok_or(VaultError::NotFound)?;
        let transaction = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let mut arrivals =
            Arrivals::new(&transaction, context, &chain.directory).to(identity.device);
        arrivals.caught_up = caught_up::entry(&transaction, from)?;
        let page = (items, identity.device);
        let (mut received, kept) = take_all(&transaction, &mut arrivals, page, from)?;
        received.taken += arrivals.mend(&BTreeSet::new())?;
        arrivals.refresh_views()?;
        if from != Source::Elsewhere {
            learn_heads(&transaction, &kept, identity.device)?;
        }
        move_cursor(&transaction, next, from)?;
        let under = chain.directory.head().map_or(0, |head| head.index);
        caught_up::page_came(&transaction, under, from)?;
        let committed = transaction.commit().map_err(VaultError::from);
        committed.map_err(|error| database::explain(&self.conn, error))?;
        Ok(received)
    }
}

/// The last change of each author that is in the log, among those that came.
type Kept = BTreeMap<DeviceId, AuthorHead>;

fn take_all(
    conn: &Connection,
    arrivals: &mut Arrivals<'_>,
    (items, me): (&[Numbered], DeviceId),
    from: Source,
) -> Result<(ReceivedChanges, Kept), VaultError> {
    let (mut received, mut kept) = (ReceivedChanges::default(), Kept::new());
    let changes = items.iter().map(|item| &item.change);
    settle::all(conn, arrivals, changes, |settled, fate| {
        let Settled { change, id, slot } = *settled;
        match fate {
            Fate::Taken => received.taken += 1,
            Fate::There => {
                received.there += 1;
                if from != Source::Elsewhere {
                    blobs::offer_again(conn, me, change)?;
                }
            }
            Fate::Held(reason) => {
                received.held.push((id, reason));
                return Ok(());
            }
        }
        if let Some((author, seq)) = slot {
            let head = kept.entry(author).or_insert(AuthorHead { author, seq, id });
            if seq > head.seq {
                *head = AuthorHead { author, seq, id };
            }
        }
        Ok(())
    })?;
    received.forked = arrivals.forked.iter().copied().collect();
    Ok((received, kept))
}

/// What the station has of this device it need not be sent: a vault that was restored learns so what it had written.
fn learn_heads(conn: &Connection, kept: &Kept, me: DeviceId) -> Result<(), VaultError> {
    for head in kept.values() {
        match head.author == me {
            true => acknowledge(conn, me, head.seq)?,
            false => pin(conn, head)?,
        }
    }
    Ok(())
}

fn move_cursor(conn: &Connection, came: u64, from: Source) -> Result<(), VaultError> {
    match from {
        Source::Station => {
            let (leap, next) = (column(LEAP), column(came));
            // What the station lost of sealed files when it was put back no change tells.
            let sql = "DELETE FROM blobs_sent WHERE ?1 - (SELECT pulled FROM sync_state) >= ?2";
            conn.prepare_cached(sql)?.execute([next, leap])?;
            let sql = "UPDATE sync_state SET pulled = max(pulled, ?)";
            conn.prepare_cached(sql)?.execute([next])?;
            Ok(())
        }
        Source::Backfill(file) => pulled::advance(conn, file, came),
        Source::Elsewhere => Ok(()),
    }
}

/// The chain, for what asks it beside a transaction.
pub(super) fn chain_of(vault: &Vault) -> Result<&Chain, VaultError> {
    vault.context.chain.as_ref().ok_or(VaultError::NotFound)
}
