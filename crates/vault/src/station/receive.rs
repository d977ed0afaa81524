//! A page of changes that came.

use super::arrival::{Arrivals, Fate, HeldReason, settle};
use super::chain::Chain;
use super::pulled;
use crate::database;
use crate::error::VaultError;
use crate::vault::Vault;
use casework::id::{DeviceId, FileId};
use history::{ChangeId, Header};
use protocol::api::ChangesPage;
use rusqlite::{Connection, TransactionBehavior, params};

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
    /// already do no harm, in whatever order they come.
    ///
    /// # Errors
    /// [`VaultError::NotFound`] for a vault that stands alone or a file that is not being brought in; faults of the disk.
    /// The vault is then as it was. A change that is not what it should be is no error.
    pub fn receive(
        &mut self,
        page: &ChangesPage,
        from: Source,
    ) -> Result<ReceivedChanges, VaultError> {
        let Self { conn, context, identity, .. } = self;
        let chain = context.chain.as_ref().ok_or(VaultError::NotFound)?;
        let transaction = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let mut arrivals = Arrivals::new(&transaction, context, &chain.directory);
        let received = take_all(&transaction, &mut arrivals, page)?;
        arrivals.refresh_views()?;
        move_cursor(&transaction, page, from)?;
        if from != Source::Elsewhere {
            acknowledge_own(&transaction, page, identity.device)?;
        }
        let committed = transaction.commit().map_err(VaultError::from);
        committed.map_err(|error| database::explain(&self.conn, error))?;
        Ok(received)
    }
}

fn take_all(
    conn: &Connection,
    arrivals: &mut Arrivals<'_>,
    page: &ChangesPage,
) -> Result<ReceivedChanges, VaultError> {
    let mut received = ReceivedChanges::default();
    for item in &page.items {
        match settle(conn, arrivals, &item.change)? {
            Fate::Taken => received.taken += 1,
            Fate::There => received.there += 1,
            Fate::Held(reason) => received.held.push((item.change.id(), reason)),
        }
    }
    received.forked = arrivals.forked.iter().copied().collect();
    Ok(received)
}

fn move_cursor(conn: &Connection, page: &ChangesPage, from: Source) -> Result<(), VaultError> {
    match from {
        Source::Station => {
            let next = i64::try_from(page.next).unwrap_or(i64::MAX);
            let sql = "UPDATE sync_state SET pulled = max(pulled, ?)";
            conn.prepare_cached(sql)?.execute([next])?;
            Ok(())
        }
        Source::Backfill(file) => pulled::advance(conn, file, page),
        Source::Elsewhere => Ok(()),
    }
}

/// What the station has of this device it need not be sent: a vault that was restored learns so what it had written.
fn acknowledge_own(conn: &Connection, page: &ChangesPage, me: DeviceId) -> Result<(), VaultError> {
    let headers = page.items.iter().filter_map(|item| {
        let header = Header::decode(&item.change.header).ok()?;
        (header.author == me).then_some((item.change.id(), header.seq))
    });
    for (id, seq) in headers {
        conn.prepare_cached(
            "UPDATE sync_state SET acknowledged = max(acknowledged, ?3)
             WHERE EXISTS (SELECT 1 FROM log WHERE author = ?1 AND seq = ?3 AND id = ?2)",
        )?
        .execute(params![
            me.bytes(),
            id.bytes(),
            i64::try_from(seq).unwrap_or(i64::MAX)
        ])?;
    }
    Ok(())
}

/// The chain, for what asks it beside a transaction.
pub(super) fn chain_of(vault: &Vault) -> Result<&Chain, VaultError> {
    vault.context.chain.as_ref().ok_or(VaultError::NotFound)
}
