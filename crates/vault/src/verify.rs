//! Verifying the whole vault: every page, every change, every chain, every view, every attachment.

use crate::attachment::{self, AttachmentStore};
use crate::error::VaultError;
use crate::identity::{self, Device};
use crate::log::{self, Row};
use crate::vault::Vault;
use crate::{database, dump, file_key, rebuild};
use casework::id::{DeviceId, FileId, RecordId};
use history::{ChainChecker, ChainFault, ChangeId, Header, change_id, decode_body};
use rusqlite::{Connection, TransactionBehavior};
use sealing::{FileKey, Namespace};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};

/// What a verification found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Changes looked at.
    pub changes: u64,
    /// Devices whose chain was followed.
    pub devices: u32,
    /// Changes that do not verify, and why; in the order of the log, then what the chains show.
    pub broken: Vec<Broken>,
    /// The views say what the log says.
    pub views_match: bool,
    /// Sealed names of attachments that a draft or a note names and whose file is missing or altered, sorted.
    pub attachments_broken: Vec<String>,
    /// Sealed names of files that nothing names: left by an upload that was cut off. They do no harm.
    pub attachments_unnamed: Vec<String>,
}

/// A change that does not verify.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Broken {
    /// The change; for a gap, the first one after it.
    pub change: ChangeId,
    /// What is wrong.
    pub problem: Problem,
}

/// What is wrong with a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Problem {
    /// Its header is none.
    Header,
    /// Its row says otherwise than its header: another id, place, author or number.
    Row,
    /// Its author is not known here.
    UnknownDevice,
    /// The signature does not hold.
    Signature,
    /// It does not open, or its body is not the one that was signed.
    Body,
    /// Changes before it are missing.
    Gap,
    /// Its number is claimed by another change as well.
    Fork,
    /// It does not follow the change before it.
    WrongPrevious,
    /// It breaks a rule of its record, and is not applied.
    Rule,
}

impl Report {
    /// Nothing is wrong.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        self.broken.is_empty() && self.views_match && self.attachments_broken.is_empty()
    }
}

impl Vault {
    /// Verifies everything: the seal of every page; the id, signature, chain, seal and commitment of every
    /// change; the views against a rebuild, byte for byte; the attachments against their names.
    /// Nothing is changed. Takes as long as a rebuild.
    ///
    /// # Errors
    /// [`VaultError::Damaged`] when the database itself cannot be read; faults of the disk.
    pub fn verify(&mut self) -> Result<Report, VaultError> {
        database::check_pages(&self.conn)?;
        let mut report = changes(&self.conn)?;
        report.views_match = self.views_match()?;
        report.attachments_broken = attachments_broken(&self.conn, &self.attachments())?;
        let named: BTreeSet<_> = attachment::names::all(&self.conn)?.into_iter().collect();
        report.attachments_unnamed = self.attachments().list()?;
        report.attachments_unnamed.retain(|sealed| !named.contains(sealed));
        Ok(report)
    }

    /// Whether one record is what its authors signed: every change of it verifies, and none breaks a rule.
    ///
    /// # Errors
    /// When the log cannot be read.
    pub fn is_unaltered(&self, record: RecordId) -> Result<bool, VaultError> {
        let Some(found) = log::record(&self.conn, record)? else { return Ok(false) };
        let mut walk = Walk::new(&self.conn)?;
        for row in log::rows_of(&self.conn, record)? {
            if walk.problem(&row)?.is_some() {
                return Ok(false);
            }
        }
        Ok(found.state.violations().is_empty())
    }

    /// Rebuilds the views inside a transaction that is rolled back, and compares.
    fn views_match(&mut self) -> Result<bool, VaultError> {
        let transaction = self.conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let live = hash_of_views(&transaction)?;
        rebuild::all(&transaction, &self.context)?;
        let rebuilt = hash_of_views(&transaction)?;
        transaction.rollback()?;
        Ok(live == rebuilt)
    }
}

fn hash_of_views(conn: &Connection) -> Result<[u8; 32], VaultError> {
    let mut hash = Sha256::new();
    dump::views(conn, |part| hash.update(part))?;
    Ok(hash.finalize().into())
}

fn changes(conn: &Connection) -> Result<Report, VaultError> {
    let mut walk = Walk::new(conn)?;
    let mut report = Report::default();
    log::rows(conn, |row| {
        report.changes += 1;
        if let Some(problem) = walk.problem(&row)? {
            report.broken.push(Broken { change: row.id, problem });
        }
        Ok(())
    })?;
    report.devices = u32::try_from(walk.authors().len()).unwrap_or(u32::MAX);
    let faults = walk.chains.report().faults;
    report.broken.extend(faults.into_iter().flat_map(|fault| walk.name(fault)));
    for record in log::every_record(conn)? {
        let violations = log::record(conn, record)?.map(|found| found.state.violations().to_vec());
        let broken = violations.into_iter().flatten();
        report.broken.extend(broken.map(|v| Broken { change: v.change, problem: Problem::Rule }));
    }
    Ok(report)
}

/// What is carried from change to change.
struct Walk<'conn> {
    conn: &'conn Connection,
    devices: BTreeMap<DeviceId, Device>,
    keys: BTreeMap<FileId, Option<FileKey>>,
    chains: ChainChecker,
    /// Which change has which number, for naming the change after a gap.
    places: BTreeMap<(DeviceId, u64), ChangeId>,
}

impl<'conn> Walk<'conn> {
    fn new(conn: &'conn Connection) -> Result<Self, VaultError> {
        Ok(Self {
            conn,
            devices: identity::devices(conn)?,
            keys: BTreeMap::new(),
            chains: ChainChecker::new(),
            places: BTreeMap::new(),
        })
    }

    fn problem(&mut self, row: &Row) -> Result<Option<Problem>, VaultError> {
        let Ok(header) = Header::decode(&row.header) else { return Ok(Some(Problem::Header)) };
        if !is_row_of(row, &header) {
            return Ok(Some(Problem::Row));
        }
        let Some(device) = self.devices.get(&header.author) else {
            return Ok(Some(Problem::UnknownDevice));
        };
        if sealing::verify(&device.public, Namespace::Change, &row.header, &row.signature).is_err() {
            return Ok(Some(Problem::Signature));
        }
        self.chains.feed(row.id, &header);
        self.places.insert((header.author, header.seq), row.id);
        self.body_problem(row, &header)
    }

    fn body_problem(&mut self, row: &Row, header: &Header) -> Result<Option<Problem>, VaultError> {
        if !self.keys.contains_key(&row.file) {
            self.keys.insert(row.file, file_key::find(self.conn, row.file)?);
        }
        let key = self.keys.get(&row.file).and_then(Option::as_ref);
        let body = key.and_then(|key| log::open_body(key, header, row).ok());
        let read = body.is_some_and(|body| !header.is_understood() || decode_body(&body).is_ok());
        Ok(if read { None } else { Some(Problem::Body) })
    }

    fn authors(&self) -> BTreeSet<DeviceId> {
        self.places.keys().map(|(author, _)| *author).collect()
    }

    fn name(&self, fault: ChainFault) -> Vec<Broken> {
        match fault {
            ChainFault::Gap { author, to, .. } => {
                let after = self.places.get(&(author, to + 1));
                after.map(|id| Broken { change: *id, problem: Problem::Gap }).into_iter().collect()
            }
            ChainFault::Fork { changes, .. } => {
                changes.into_iter().map(|change| Broken { change, problem: Problem::Fork }).collect()
            }
            ChainFault::WrongPrevious { change, .. } => {
                vec![Broken { change, problem: Problem::WrongPrevious }]
            }
        }
    }
}

fn is_row_of(row: &Row, header: &Header) -> bool {
    change_id(&row.header) == row.id
        && header.file == row.file
        && header.record == row.record
        && header.record_kind == row.kind
        && header.author == row.author
        && i64::try_from(header.seq) == Ok(row.seq)
}

fn attachments_broken(
    conn: &Connection,
    store: &AttachmentStore,
) -> Result<Vec<String>, VaultError> {
    let mut broken = Vec::new();
    for sealed in attachment::names::all(conn)? {
        match store.check(&sealed) {
            Ok(()) => {}
            Err(VaultError::AttachmentMissing | VaultError::AttachmentDamaged) => broken.push(sealed),
            Err(other) => return Err(other),
        }
    }
    Ok(broken)
}

