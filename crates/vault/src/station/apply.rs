//! Entries of the directory that came, and what follows from them: who is known, which keys open, which changes count.

use super::arrival::Arrivals;
use super::chain::{self, Chain};
use super::cures::Cures;
use super::people::{know, renew};
use super::receive::chain_of;
use super::{escrow, keys, link, pulled, reseal, withdraw};
use crate::context::{Context, Person};
use crate::error::VaultError;
use crate::identity::Identity;
use crate::log;
use crate::vault::Vault;
use casework::id::{DeviceId, FileId};
use history::Header;
use protocol::directory::{Access, Act, Directory, DirectoryFault, Entry, SignedEntry};
use rusqlite::{Connection, TransactionBehavior};
use std::collections::{BTreeMap, BTreeSet};

/// What became of entries that came.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Applied {
    /// Entries that are in the chain now and were not before.
    pub entries: u64,
    /// Why the first that is not taken is not. Those before it are. An entry that is here already is none.
    pub fault: Option<DirectoryFault>,
    /// Changes that were held and are now in the log.
    pub released: u64,
    /// Changes that were in the log and are now held: they do not count.
    pub withdrawn: u64,
}

/// What in the entries concerns this vault.
#[derive(Default)]
struct News {
    /// Files that got a member or a key.
    files: BTreeSet<FileId>,
    /// Files that this person was let into by somebody else.
    let_into: BTreeSet<FileId>,
    /// Devices whose changes may no longer count.
    doubted: BTreeSet<DeviceId>,
    /// Files whose emergency boxes were filled.
    escrowed: BTreeSet<FileId>,
    /// A device of this person may have been given a user key.
    user_key: bool,
    /// What may have kept changes out, and does so no longer.
    cures: Cures,
}

impl News {
    /// `before` is the directory as it was before the entry.
    fn note(&mut self, entry: &Entry, before: &Directory, me: &Identity) {
        let author = before.device(entry.author).map(|device| device.person);
        self.cures.entry();
        for act in &entry.acts {
            self.cures.act(act);
            match act {
                Act::Admit { file, person, access, .. } => {
                    self.files.insert(*file);
                    let had = before.access(*file, me.person);
                    let new = had.is_none_or(|had| had == Access::Audit && *access > had);
                    if *person == me.person && author != Some(me.person) && new {
                        self.let_into.insert(*file);
                    }
                }
                Act::BreakGlass { file, .. } if author == Some(me.person) => {
                    self.opened(*file, before, me);
                }
                Act::Recover { files, .. } if author == Some(me.person) => {
                    files.iter().for_each(|given| self.opened(given.file, before, me));
                }
                Act::Escrow { file, .. } => _ = self.escrowed.insert(*file),
                Act::Rotate { file, .. } | Act::PassAuditKey { file, .. } => {
                    self.files.insert(*file);
                }
                Act::RevokeDevice { device, .. } => _ = self.doubted.insert(*device),
                Act::RemovePerson { person, .. } | Act::Expel { person, .. } => {
                    let hers = before.devices().filter(|(_, device)| device.person == *person);
                    self.doubted.extend(hers.map(|(id, _)| id));
                }
                Act::ShareUserKey { .. } | Act::RenewUserKey { .. } => self.user_key = true,
                _ => {}
            }
        }
        self.doubted.remove(&me.device);
    }

    /// This person opened a file herself, in an emergency.
    fn opened(&mut self, file: FileId, before: &Directory, me: &Identity) {
        self.files.insert(file);
        if before.access(file, me.person).is_none() {
            self.let_into.insert(file);
        }
    }
}

impl Vault {
    /// The station's directory as far as it is known here; nothing for a vault that stands alone.
    #[must_use]
    pub fn directory(&self) -> Option<&Directory> {
        self.context.chain.as_ref().map(|chain| &chain.directory)
    }

    /// Takes entries of the directory that came, and all that follows: people, keys, changes that were held and now
    /// count, changes that no longer do, and the views of all these. The entries before one that is refused are taken.
    ///
    /// # Errors
    /// [`VaultError::NotFound`] for a vault that stands alone; faults of the disk. The vault is then as it was.
    pub fn directory_apply(&mut self, entries: &[SignedEntry]) -> Result<Applied, VaultError> {
        let done = self.apply(entries);
        if done.is_err() && self.context.chain.is_some() {
            renew(&self.conn, &self.identity, &mut self.context)?;
        }
        done
    }

    fn apply(&mut self, entries: &[SignedEntry]) -> Result<Applied, VaultError> {
        let (mut applied, mut news, mut taken) = (Applied::default(), News::default(), Vec::new());
        let chain = self.context.chain.as_mut().ok_or(VaultError::NotFound)?;
        for signed in entries {
            match take(chain, signed, &mut news, &self.identity) {
                Ok(index) => taken.push((index, signed)),
                Err(DirectoryFault::AlreadyThere) => {}
                Err(fault) => {
                    applied.fault = Some(fault);
                    break;
                }
            }
        }
        if taken.is_empty() {
            return Ok(applied);
        }
        applied.entries = taken.len() as u64;
        let before = std::mem::take(&mut self.context.people);
        know(&self.conn, &mut self.context)?;
        let changed = differing(&before, &self.context.people);
        let Self { conn, context, identity, .. } = self;
        let transaction = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
        for (index, signed) in taken {
            chain::keep(&transaction, index, signed)?;
        }
        follow(&transaction, context, identity, (&mut news, &changed), &mut applied)?;
        transaction.commit()?;
        Ok(applied)
    }

    /// Tries once more what is held and may pass: after the program was renewed. Answers how many changes came in.
    ///
    /// # Errors
    /// [`VaultError::NotFound`] for a vault that stands alone; faults of the disk.
    pub fn retry_held(&mut self) -> Result<u64, VaultError> {
        chain_of(self)?;
        let Self { conn, context, .. } = self;
        let Some(chain) = &context.chain else { return Ok(0) };
        let transaction = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let mut arrivals = Arrivals::new(&transaction, context, &chain.directory);
        let passed = Cures::all().retry(&transaction, &mut arrivals)?;
        arrivals.refresh_views()?;
        transaction.commit()?;
        Ok(passed)
    }
}

fn take(
    chain: &mut Chain,
    signed: &SignedEntry,
    news: &mut News,
    me: &Identity,
) -> Result<u64, DirectoryFault> {
    let mut concerns = News::default();
    concerns.note(&signed.read()?, &chain.directory, me);
    let entry = chain.take(signed, false)?;
    news.files.append(&mut concerns.files);
    news.let_into.append(&mut concerns.let_into);
    news.doubted.append(&mut concerns.doubted);
    news.escrowed.append(&mut concerns.escrowed);
    news.user_key |= concerns.user_key;
    news.cures.append(&mut concerns.cures);
    Ok(entry.index)
}

/// The devices that are known, or known as somebody else's or by another name, since.
fn differing(
    before: &BTreeMap<DeviceId, Person>,
    after: &BTreeMap<DeviceId, Person>,
) -> Vec<DeviceId> {
    let differ = after.iter().filter(|(id, person)| before.get(id) != Some(person));
    differ.map(|(id, _)| *id).collect()
}

/// Does what the entries ask for, within their transaction.
fn follow(
    conn: &Connection,
    context: &Context,
    me: &Identity,
    (news, changed): (&mut News, &[DeviceId]),
    applied: &mut Applied,
) -> Result<(), VaultError> {
    let Some(chain) = &context.chain else { return Ok(()) };
    if chain.directory.device(me.device).is_some() {
        link::arrived(conn)?;
    }
    let mut files = news.files.clone();
    if news.user_key && keys::learn_user_key(conn, chain, me)? {
        files.extend(chain.directory.files_of(me.person).map(|(id, _)| id));
    }
    let mut learned = false;
    for file in files {
        learned |= keys::learn_file_key(conn, chain, me, file)?;
    }
    if learned {
        news.cures.key();
        reseal::waiting(conn, me.device)?;
    }
    // Boxes of a file that she was let into just now were looked at by those who held its key when they were filled.
    for file in news.escrowed.difference(&news.let_into) {
        escrow::look_at(conn, chain, *file)?;
    }
    for file in &news.let_into {
        pulled::begin(conn, *file)?;
    }
    for device in &news.doubted {
        applied.withdrawn += withdraw::unadmitted(conn, chain, *device)?;
    }
    let mut arrivals = Arrivals::new(conn, context, &chain.directory);
    arrivals.withdrew = applied.withdrawn > 0;
    applied.released = news.cures.retry(conn, &mut arrivals)? + arrivals.mend(&news.doubted)?;
    for device in changed {
        written_by(conn, *device, |header, first| {
            arrivals.touching().again(log::At::of(header), first);
        })?;
    }
    arrivals.refresh_views()
}

/// The records in which a device has written: their views name its person.
fn written_by(
    conn: &Connection,
    device: DeviceId,
    mut each: impl FnMut(&Header, i64),
) -> Result<(), VaultError> {
    let mut statement = conn.prepare_cached(
        "SELECT header, (SELECT min(n) FROM log AS other WHERE other.record = log.record
             AND other.kind = log.kind AND other.file = log.file)
         FROM log WHERE author = ? GROUP BY record, kind, file",
    )?;
    let mut rows = statement.query([device.bytes()])?;
    while let Some(row) = rows.next()? {
        if let Ok(header) = Header::decode(&row.get::<_, Vec<u8>>(0)?) {
            each(&header, row.get(1)?);
        }
    }
    Ok(())
}
