//! What was handed over: how far another laptop's log came here in parcels, and how far ours came there, as it said. By
//! this a parcel begins where the last one that arrived ended. A laptop that says nothing gets everything.

use crate::error::VaultError;
use crate::log::column;
use crate::vault::Vault;
use casework::id::{DeviceId, PersonId};
use history::{ChangeId, Hash};
use protocol::parcel::{Label, MAX_RECEIPTS, MAX_WANTS, Receipt, Span};
use rusqlite::{OptionalExtension, Row, params};
use std::collections::BTreeSet;

/// That a laptop has this log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Given {
    /// Up to this place.
    pub(super) upto: u64,
    /// Where the directory ended for the packer.
    pub(super) directory: u64,
    last: ChangeId,
}

/// What a parcel that came whole says of those before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Accounted {
    /// It goes on from what was here.
    InLine,
    /// One before it has not come. The sender's next will hold what was in that, too.
    Gap,
}

impl Vault {
    /// Writes down that a parcel came whole, and what its sender says of ours. Its signature was verified: nobody else
    /// tells what a laptop has.
    ///
    /// # Errors
    /// Faults of the disk.
    pub fn account_parcel(&mut self, label: &Label) -> Result<Accounted, VaultError> {
        let Some(device) = label.from else { return Ok(Accounted::InLine) };
        let here = taken_from(self, device)?.map_or(0, |given| given.upto);
        let in_line = label.span.is_none_or(|span| span.after <= here);
        let me = self.identity.device;
        let transaction = self.conn.transaction()?;
        transaction
            .execute("INSERT OR IGNORE INTO parcels (device) VALUES (?)", [device.bytes()])?;
        if let (Some(Span { upto, last, .. }), true) = (label.span, in_line) {
            let directory = label.directory.map_or(0, |head| head.index);
            transaction.execute(
                "UPDATE parcels SET taken = ?2, taken_last = ?3, taken_directory = ?4 WHERE device = ?1",
                params![device.bytes(), column(upto), last.bytes(), column(directory)],
            )?;
        }
        // The newest word counts, not the highest: a laptop may have been put back to an older state.
        let given = label.receipts.iter().find(|receipt| receipt.device == me);
        transaction.execute(
            "UPDATE parcels SET given = ?2, given_last = ?3, given_directory = ?4, wants = ?5 WHERE device = ?1",
            params![
                device.bytes(),
                given.map(|given| column(given.upto)),
                given.map(|given| *given.last.bytes()),
                given.map(|given| column(given.directory)),
                label.wants.iter().flat_map(|hash| *hash.bytes()).collect::<Vec<u8>>(),
            ],
        )?;
        transaction.commit()?;
        Ok(if in_line { Accounted::InLine } else { Accounted::Gap })
    }
}

impl Vault {
    /// How many attachments notes here name that are not here; a thousand at the most.
    ///
    /// # Errors
    /// When the vault cannot be read.
    pub fn attachments_lacking(&self) -> Result<u64, VaultError> {
        Ok(wants(self)?.len() as u64)
    }
}

/// How far this log is on a person's laptops. The least of those that have ever said something; nothing where none has, or
/// where what it names is not in this log: it went on from an older state since.
pub(super) fn given_to(vault: &Vault, person: PersonId) -> Result<Option<Given>, VaultError> {
    let mut least: Option<Given> = None;
    for device in laptops_of(vault, person) {
        let sql = "SELECT given, given_last, given_directory FROM parcels WHERE device = ? AND given IS NOT NULL";
        let Some(given) = one(vault, sql, device)? else { continue };
        let mut at = vault.conn.prepare_cached("SELECT id FROM log WHERE n = ?")?;
        let there = at.query_row([column(given.upto)], |row| row.get(0)).optional()?.map(Hash);
        if there != Some(given.last) {
            return Ok(None);
        }
        least = Some(match least {
            Some(least) => Given {
                upto: least.upto.min(given.upto),
                directory: least.directory.min(given.directory),
                ..least
            },
            None => given,
        });
    }
    Ok(least)
}

/// What a person's laptops have given here.
pub(super) fn receipts_for(vault: &Vault, person: PersonId) -> Result<Vec<Receipt>, VaultError> {
    let mut receipts = Vec::new();
    for device in laptops_of(vault, person).into_iter().take(MAX_RECEIPTS) {
        if let Some(Given { upto, directory, last }) = taken_from(vault, device)? {
            receipts.push(Receipt { device, upto, last, directory });
        }
    }
    Ok(receipts)
}

/// Attachments that a person's laptops have said they lack.
pub(super) fn wanted_by(vault: &Vault, person: PersonId) -> Result<BTreeSet<Hash>, VaultError> {
    let mut wanted = BTreeSet::new();
    let sql = "SELECT wants FROM parcels WHERE device = ? AND wants IS NOT NULL";
    for device in laptops_of(vault, person) {
        let mut statement = vault.conn.prepare_cached(sql)?;
        let bytes: Option<Vec<u8>> =
            statement.query_row([device.bytes()], |row| row.get(0)).optional()?;
        let hashes = bytes.iter().flat_map(|bytes| bytes.chunks_exact(32));
        wanted.extend(hashes.filter_map(|hash| Hash::try_from(hash).ok()));
    }
    Ok(wanted)
}

/// Attachments that are lacking here.
pub(super) fn wants(vault: &Vault) -> Result<Vec<Hash>, VaultError> {
    let mut wants = BTreeSet::new();
    for (name, _) in crate::attachment::names::of_notes(&vault.conn)? {
        if wants.len() == MAX_WANTS {
            break;
        }
        if !vault.attachments().path_of(&name)?.exists() {
            wants.extend(name.parse::<Hash>().ok());
        }
    }
    Ok(wants.into_iter().collect())
}

fn taken_from(vault: &Vault, device: DeviceId) -> Result<Option<Given>, VaultError> {
    let sql = "SELECT taken, taken_last, taken_directory FROM parcels WHERE device = ? AND taken IS NOT NULL";
    one(vault, sql, device)
}

fn one(vault: &Vault, sql: &str, device: DeviceId) -> Result<Option<Given>, VaultError> {
    let mut statement = vault.conn.prepare_cached(sql)?;
    Ok(statement.query_row([device.bytes()], given).optional()?)
}

fn given(row: &Row<'_>) -> rusqlite::Result<Given> {
    Ok(Given {
        upto: row.get::<_, i64>(0)?.unsigned_abs(),
        last: Hash(row.get(1)?),
        directory: row.get::<_, i64>(2)?.unsigned_abs(),
    })
}

fn laptops_of(vault: &Vault, person: PersonId) -> Vec<DeviceId> {
    let directory = vault.directory();
    directory.map(|directory| directory.active_devices(person).collect()).unwrap_or_default()
}
