//! Verifying the whole vault: every page, every change, every chain, every view, every attachment.

use crate::attachment;
use crate::body_key::{BodyKey, KeyOf};
use crate::error::VaultError;
use crate::log::{self, Doubt, Row, Signers, Trust};
use crate::progress::{Meter, Watcher, go_on};
use crate::vault::Vault;
use crate::{database, dump, rebuild, search};
use casework::id::{DeviceId, RecordId};
use history::{ChainChecker, ChainFault, ChangeId, Header, Rule, decode_body};
use rusqlite::{Connection, TransactionBehavior};
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
    /// change; the views against a rebuild, byte for byte, and so the words that search has come to know; the
    /// attachments against their names.
    /// Nothing is changed. Takes as long as a rebuild.
    ///
    /// # Errors
    /// [`VaultError::Damaged`] when the database itself cannot be read; faults of the disk.
    pub fn verify(&mut self) -> Result<Report, VaultError> {
        self.verify_watched(&mut go_on)
    }

    /// As [`verify`](Self::verify), with word of how far it has come. Between two changes it stops when told to;
    /// within a long statement, [`Vault::interrupter`] stops it.
    ///
    /// # Errors
    /// As there, and [`VaultError::Cancelled`] when `watcher` says so.
    pub fn verify_watched(&mut self, watcher: Watcher<'_>) -> Result<Report, VaultError> {
        let named: BTreeSet<_> = attachment::names::all(&self.conn)?.into_iter().collect();
        let changes = log::changes(&self.conn)?;
        // Every change is looked at by itself, and once more with its record.
        let mut meter = Meter::new(changes * 2 + named.len() as u64, watcher);
        meter.advance(0)?;
        database::check_pages(&self.conn)?;
        let mut walk = Walk::new(&self.conn, &self.context.signers);
        walk.whole = self.context.chain.as_ref().map(|_| self.identity.device);
        let mut report = walk.all(&mut meter)?;
        let believed = walk.places.into_values().collect();
        self.check_views(&believed, &mut report, &mut meter)?;
        report.attachments_broken = self.attachments_broken(&named, &mut meter)?;
        report.attachments_unnamed = self.attachments().list()?;
        report.attachments_unnamed.retain(|sealed| !named.contains(sealed));
        Ok(report)
    }

    /// Those that are altered, and those that are missing and are not on their way from the station.
    fn attachments_broken(
        &self,
        named: &BTreeSet<String>,
        meter: &mut Meter<'_>,
    ) -> Result<Vec<String>, VaultError> {
        let store = self.attachments();
        let mut broken = Vec::new();
        for sealed in named {
            match store.check(sealed) {
                Ok(()) => {}
                Err(VaultError::AttachmentMissing) if self.is_expected(sealed)? => {}
                Err(VaultError::AttachmentMissing | VaultError::AttachmentDamaged) => {
                    broken.push(sealed.clone());
                }
                Err(other) => return Err(other),
            }
            meter.advance(1)?;
        }
        Ok(broken)
    }

    /// Whether one record is what its authors signed: every change of it verifies, and none breaks a rule.
    ///
    /// # Errors
    /// When the log cannot be read.
    pub fn is_unaltered(&self, record: RecordId) -> Result<bool, VaultError> {
        let trust = Trust::in_none(&self.context.signers);
        let Some(at) = log::home(&self.conn, record, None)? else { return Ok(false) };
        let Some(found) = log::record(&self.conn, trust, at)? else { return Ok(false) };
        let mut walk = Walk::new(&self.conn, &self.context.signers);
        for row in log::rows_of(&self.conn, at)? {
            if walk.problem(&row)?.is_some() {
                return Ok(false);
            }
        }
        Ok(found.state.violations().is_empty())
    }

    /// Rebuilds the views inside a transaction that is rolled back, and compares. Which rules the records break
    /// is seen on the way.
    fn check_views(
        &mut self,
        believed: &BTreeSet<ChangeId>,
        report: &mut Report,
        meter: &mut Meter<'_>,
    ) -> Result<(), VaultError> {
        let transaction = self.conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let last = search::newest_visit(&transaction)?;
        let live = hash_of_views(&transaction, i64::MAX)?;
        let trust = Trust::in_known(&self.context.signers, believed);
        rebuild::all(&transaction, &self.context, trust, |record| {
            // What is not proven was reported with the reason already.
            let rules =
                record.state.violations().iter().filter(|broken| broken.rule != Rule::Unproven);
            report
                .broken
                .extend(rules.map(|v| Broken { change: v.change, problem: Problem::Rule }));
            meter.advance(record.changes)
        })?;
        report.views_match = live == hash_of_views(&transaction, last)?;
        Ok(transaction.rollback()?)
    }
}

/// Of the views, and of the index as far as the visit `last`.
fn hash_of_views(conn: &Connection, last: i64) -> Result<[u8; 32], VaultError> {
    let mut hash = Sha256::new();
    dump::views(conn, |part| hash.update(part))?;
    search::documents(conn, last, |part| hash.update(part))?;
    Ok(hash.finalize().into())
}

/// What is carried from change to change.
struct Walk<'conn> {
    conn: &'conn Connection,
    signers: &'conn Signers,
    keys: BTreeMap<KeyOf, Option<BodyKey>>,
    chains: ChainChecker,
    /// With a station, the one device all of whose changes must be here: of the others' a person sees some files'.
    whole: Option<DeviceId>,
    /// Which change has which number, for naming the change after a gap.
    places: BTreeMap<(DeviceId, u64), ChangeId>,
}

impl<'conn> Walk<'conn> {
    fn new(conn: &'conn Connection, signers: &'conn Signers) -> Self {
        Self {
            conn,
            signers,
            keys: BTreeMap::new(),
            chains: ChainChecker::new(),
            whole: None,
            places: BTreeMap::new(),
        }
    }

    /// Looks at every change by itself, and at the chains.
    fn all(&mut self, meter: &mut Meter<'_>) -> Result<Report, VaultError> {
        let mut report = Report::default();
        log::rows(self.conn, |row| {
            report.changes += 1;
            if let Some(problem) = self.problem(&row)? {
                report.broken.push(Broken { change: row.id, problem });
            }
            meter.advance(1)
        })?;
        report.devices = u32::try_from(self.authors().len()).unwrap_or(u32::MAX);
        let faults = self.chains.report().faults;
        report.broken.extend(faults.into_iter().flat_map(|fault| self.name(fault)));
        Ok(report)
    }

    fn problem(&mut self, row: &Row) -> Result<Option<Problem>, VaultError> {
        let Ok(header) = Header::decode(&row.header) else { return Ok(Some(Problem::Header)) };
        if let Some(doubt) = self.signers.doubt(row, &header) {
            return Ok(Some(doubt.into()));
        }
        self.chains.feed(row.id, &header);
        self.places.insert((header.author, header.seq), row.id);
        self.body_problem(row, &header)
    }

    fn body_problem(&mut self, row: &Row, header: &Header) -> Result<Option<Problem>, VaultError> {
        let of = BodyKey::of(header, row.generation);
        if !self.keys.contains_key(&of) {
            self.keys.insert(of, BodyKey::find(self.conn, of)?);
        }
        let key = self.keys.get(&of).and_then(Option::as_ref);
        let sealed = (&row.header[..], &row.sealed[..]);
        let body = key.and_then(|key| log::open_body(key, header, sealed).ok());
        let read = body.is_some_and(|body| !header.is_understood() || decode_body(&body).is_ok());
        Ok(if read { None } else { Some(Problem::Body) })
    }

    fn authors(&self) -> BTreeSet<DeviceId> {
        self.places.keys().map(|(author, _)| *author).collect()
    }

    fn name(&self, fault: ChainFault) -> Vec<Broken> {
        match fault {
            ChainFault::Gap { author, .. } if self.whole.is_some_and(|whole| whole != author) => {
                Vec::new()
            }
            ChainFault::Gap { author, to, .. } => {
                let after = self.places.get(&(author, to + 1));
                after.map(|id| Broken { change: *id, problem: Problem::Gap }).into_iter().collect()
            }
            ChainFault::Fork { changes, .. } => changes
                .into_iter()
                .map(|change| Broken { change, problem: Problem::Fork })
                .collect(),
            ChainFault::WrongPrevious { change, .. } => {
                vec![Broken { change, problem: Problem::WrongPrevious }]
            }
        }
    }
}

impl From<Doubt> for Problem {
    fn from(doubt: Doubt) -> Self {
        match doubt {
            Doubt::Row => Self::Row,
            Doubt::UnknownDevice => Self::UnknownDevice,
            Doubt::Signature => Self::Signature,
        }
    }
}
