//! Snapshots: made of what this device has written, shown where nothing has come yet.

use super::alarm::{self, AlarmKind};
use super::chain::Chain;
use super::receive::chain_of;
use crate::error::VaultError;
use crate::file_key;
use crate::log::column;
use crate::snapshot::{Content, Line};
use crate::vault::Vault;
use crate::views::case::unchecked;
use crate::views::columns;
use crate::views::rows::{all, first};
use casework::case::Case;
use casework::client::Client;
use casework::fields::RecordKind;
use casework::id::{CaseId, ClientId, DeviceId, FileId};
use chrono::{DateTime, FixedOffset};
use history::{ChangeId, ChangeKind};
use protocol::Wire as _;
use protocol::snapshot::{MAX_SNAPSHOT_LEN, SNAPSHOT_FORMAT, SealedSnapshot, SnapshotHeader};
use rusqlite::{Connection, OptionalExtension, TransactionBehavior, params};
use sealing::{FileKey, Namespace};
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::thread;

/// Most own changes that are looked at for one batch.
const LOOK: u32 = 2000;
/// Most files in a batch: with them it stays as small as a poor line may have to carry at once.
const FILES: usize = 48;

/// Snapshots for the station.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SnapshotsDue {
    /// The snapshots.
    pub snapshots: Vec<SealedSnapshot>,
    /// With them it has snapshots of all that this device wrote up to this number of its own.
    pub upto: u64,
}

impl Vault {
    /// Snapshots of the files in which this device has written since it last gave any; nothing where there are none. For when
    /// the station has all of this device's changes: they say what can be got there. A file of which the station is not
    /// known to have everything has none.
    ///
    /// # Errors
    /// [`VaultError::NotFound`] for a vault that stands alone; when the vault cannot be read.
    pub fn snapshots_due(&self) -> Result<Option<SnapshotsDue>, VaultError> {
        let chain = chain_of(self)?;
        let sql = "SELECT snapshots, acknowledged FROM sync_state";
        let state =
            first(&self.conn, sql, [], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?)))?;
        let Some((sent, acknowledged)) = state.filter(|(sent, known)| sent < known) else {
            return Ok(None);
        };
        let (files, upto) = self.written_between(sent, acknowledged)?;
        let mut snapshots = Vec::new();
        for file in files {
            snapshots.extend(self.snapshot(chain, file, acknowledged.unsigned_abs())?);
        }
        Ok(Some(SnapshotsDue { snapshots, upto }))
    }

    /// Clients' and cases' files in which this device wrote between two numbers of its own, and up to which of them that
    /// is. That somebody opened a file changes nothing in it.
    fn written_between(
        &self,
        after: i64,
        upto: i64,
    ) -> Result<(BTreeSet<FileId>, u64), VaultError> {
        let sql = "SELECT seq, file, header FROM log WHERE author = ?1 AND seq > ?2 AND seq <= ?3 ORDER BY seq LIMIT ?4";
        let mut statement = self.conn.prepare_cached(sql)?;
        let me = self.identity.device.bytes();
        let mut rows = statement.query(params![me, after, upto, LOOK])?;
        let (mut files, mut last, mut looked) = (BTreeSet::new(), after, 0);
        while let Some(row) = rows.next()? {
            if files.len() >= FILES {
                return Ok((files, last.unsigned_abs()));
            }
            (last, looked) = (row.get(0)?, looked + 1);
            let header = history::Header::decode(&row.get::<_, Vec<u8>>(2)?).ok();
            if header.is_some_and(|header| header.kind != ChangeKind::ACCESS) {
                files.insert(FileId::from_bytes(row.get(1)?));
            }
        }
        let last = if looked < LOOK { upto } else { last };
        Ok((files, last.unsigned_abs()))
    }

    fn snapshot(
        &self,
        chain: &Chain,
        file: FileId,
        seq: u64,
    ) -> Result<Option<SealedSnapshot>, VaultError> {
        let me = &self.identity;
        if !chain.directory.writes(file, me.person)
            || !is_at_the_station(&self.conn, me.device, file)?
        {
            return Ok(None);
        }
        let content = content(&self.conn, file)?;
        let Some(body) = content.map(|content| content.encode()).transpose()?.flatten() else {
            return Ok(None);
        };
        let Some((generation, key)) = file_key::newest(&self.conn, file)? else { return Ok(None) };
        if Some(generation) != chain.directory.generation(file) {
            return Ok(None);
        }
        let header = SnapshotHeader {
            format: SNAPSHOT_FORMAT,
            station: me.station_id,
            file,
            author: me.device,
            seq,
            generation,
        }
        .to_bytes();
        let sealed = sealing::seal(&key, &header, &body);
        if sealed.len() > MAX_SNAPSHOT_LEN {
            return Ok(None);
        }
        let words = SealedSnapshot::words(&header, &sealed);
        let signature = sealing::sign(&self.device_key, Namespace::Snapshot, &words);
        Ok(Some(SealedSnapshot { header, signature, sealed }))
    }

    /// The station took the snapshots of what this device wrote up to this number of its own, or never will.
    ///
    /// # Errors
    /// Faults of the disk.
    pub fn snapshots_sent(&mut self, upto: u64) -> Result<(), VaultError> {
        let sql = "UPDATE sync_state SET snapshots = max(snapshots, ?)";
        self.conn.prepare_cached(sql)?.execute([column(upto)])?;
        Ok(())
    }

    /// Nothing of the station's changes has come yet.
    ///
    /// # Errors
    /// When the vault cannot be read.
    pub fn wants_snapshots(&self) -> Result<bool, VaultError> {
        Ok(self.sync_state()?.pulled == 0)
    }

    /// How many files are shown by what a snapshot says, and not by their changes.
    ///
    /// # Errors
    /// When the vault cannot be read.
    pub fn unchecked(&self) -> Result<u64, VaultError> {
        let count: i64 =
            self.conn.query_row("SELECT count(*) FROM snapshots", [], |row| row.get(0))?;
        Ok(count.unsigned_abs())
    }

    /// Shows what these say, as not yet checked, where nothing of the file is here. What is not signed by a writer of the
    /// file, does not open or does not read is passed over: what it would have shown comes with the changes.
    ///
    /// # Errors
    /// [`VaultError::NotFound`] for a vault that stands alone; faults of the disk.
    pub fn receive_snapshots(&mut self, items: &[SealedSnapshot]) -> Result<(), VaultError> {
        let Self { conn, context, .. } = self;
        let chain = context.chain.as_ref().ok_or(VaultError::NotFound)?;
        let transaction = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let mut clients = BTreeSet::new();
        for (header, content) in opened(&transaction, chain, items)? {
            if !is_here(&transaction, header.file)? {
                let whose = (header.file, header.author);
                clients.insert(unchecked::put(
                    &transaction,
                    whose,
                    &content.covers,
                    &content.line,
                )?);
            }
        }
        unchecked::refresh(&transaction, clients, context)?;
        Ok(transaction.commit()?)
    }

    /// The files of a case that is shown by what snapshots say, its client's among them; none where it is not.
    ///
    /// # Errors
    /// When the vault cannot be read.
    pub fn unchecked_files(&self, case: CaseId) -> Result<Vec<FileId>, VaultError> {
        let sql = "SELECT client FROM case_rows WHERE \"case\" = ?1 AND unchecked = 1";
        let client =
            first(&self.conn, sql, [case.bytes()], |row| Ok(ClientId::from_bytes(row.get(0)?)))?;
        let Some(client) = client else { return Ok(Vec::new()) };
        let sql = "SELECT file FROM snapshots WHERE client = ?1";
        all(&self.conn, sql, [client.bytes()], |row| Ok(FileId::from_bytes(row.get(0)?)))
    }

    /// All changes of a file have come: whatever its snapshot says is shown no longer.
    ///
    /// # Errors
    /// Faults of the disk.
    pub fn file_came(&mut self, file: FileId) -> Result<(), VaultError> {
        self.end_snapshots(Some(file))
    }

    /// All changes at the station have come: whatever only snapshots say is shown no longer. Where one of them said
    /// something else than the changes, the person is told. `now` is for display.
    ///
    /// # Errors
    /// Faults of the disk.
    pub fn all_came(&mut self, now: DateTime<FixedOffset>) -> Result<(), VaultError> {
        self.end_snapshots(None)?;
        let authors = all(&self.conn, "SELECT author FROM snapshot_doubts", [], |row| {
            Ok(DeviceId::from_bytes(row.get(0)?))
        })?;
        if authors.is_empty() {
            return Ok(());
        }
        let transaction = self.conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
        for author in authors {
            alarm::raise(&transaction, AlarmKind::SnapshotDiffers, Some(author), now)?;
        }
        transaction.execute("DELETE FROM snapshot_doubts", [])?;
        Ok(transaction.commit()?)
    }

    fn end_snapshots(&mut self, of: Option<FileId>) -> Result<(), VaultError> {
        let sql =
            "SELECT file, client, author, covers FROM snapshots WHERE ?1 IS NULL OR file = ?1";
        let left = all(&self.conn, sql, [of.map(FileId::bytes)], |row| {
            let covers = columns::seen_of(&row.get::<_, Vec<u8>>(3)?)?;
            let (file, client) =
                (FileId::from_bytes(row.get(0)?), ClientId::from_bytes(row.get(1)?));
            Ok((file, client, DeviceId::from_bytes(row.get(2)?), covers))
        })?;
        if left.is_empty() {
            return Ok(());
        }
        let Self { conn, context, .. } = self;
        let transaction = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let mut clients = BTreeSet::new();
        for (file, client, author, covers) in left {
            if is_withheld(&transaction, file, covers)? {
                unchecked::doubt(&transaction, author)?;
            }
            unchecked::remove(&transaction, file)?;
            clients.insert(client);
        }
        unchecked::refresh(&transaction, clients, context)?;
        Ok(transaction.commit()?)
    }
}

/// What the list shows of a file, and the changes that it shows; nothing for a file that is neither a client's nor a case's.
fn content(conn: &Connection, file: FileId) -> Result<Option<Content>, VaultError> {
    let sql = "SELECT json, seen FROM clients WHERE id = ?1";
    let client = first(conn, sql, [file.bytes()], |row| {
        let client: Client = columns::from_json(&row.get::<_, String>(0)?)?;
        let covers = columns::seen_of(&row.get::<_, Vec<u8>>(1)?)?;
        Ok(Content { covers, line: Line::of_client(&client) })
    })?;
    if client.is_some() {
        return Ok(client);
    }
    let sql = "SELECT c.json, c.seen, r.last_visit, r.due, r.open_actions
        FROM cases c JOIN case_rows r ON r.n = c.n WHERE c.id = ?1";
    first(conn, sql, [file.bytes()], |row| {
        let case: Case = columns::from_json(&row.get::<_, String>(0)?)?;
        let covers = columns::seen_of(&row.get::<_, Vec<u8>>(1)?)?;
        let (last_visit, due) = (columns::maybe_date(row.get(2)?)?, columns::date(row.get(3)?)?);
        Ok(Content { covers, line: Line::of_case(&case, last_visit, (due, row.get(4)?)) })
    })
}

/// Whether the station is known to have every change of the file's own record: others' of which it has told, one's own that
/// it did not refuse.
fn is_at_the_station(conn: &Connection, me: DeviceId, file: FileId) -> Result<bool, VaultError> {
    let sql = "SELECT EXISTS (
            SELECT 1 FROM log LEFT JOIN station_heads h ON h.author = log.author
            WHERE record = ?1 AND kind IN (?3, ?4) AND file = ?1
            AND CASE WHEN log.author = ?2 THEN log.seq IN (SELECT seq FROM refused)
                ELSE log.seq > coalesce(h.seq, 0) END)";
    let kinds = (RecordKind::CLIENT.0, RecordKind::CASE.0);
    let lacks: bool = conn
        .prepare_cached(sql)?
        .query_row(params![file.bytes(), me.bytes(), kinds.0, kinds.1], |row| row.get(0))?;
    Ok(!lacks)
}

/// Something of the record is here.
fn is_here(conn: &Connection, file: FileId) -> Result<bool, VaultError> {
    let sql = "SELECT 1 FROM log WHERE record = ?1 AND kind IN (?2, ?3) AND file = ?1";
    let slot = params![file.bytes(), RecordKind::CLIENT.0, RecordKind::CASE.0];
    Ok(conn.prepare_cached(sql)?.query_row(slot, |_| Ok(())).optional()?.is_some())
}

/// A change that the snapshot shows did not come, although the file's changes have; nor is it held.
fn is_withheld(conn: &Connection, file: FileId, covers: Vec<ChangeId>) -> Result<bool, VaultError> {
    let sql = "SELECT 1 FROM files_pulled WHERE file = ?1";
    if conn.prepare_cached(sql)?.exists([file.bytes()])? {
        return Ok(false);
    }
    let sql = "SELECT 1 FROM log WHERE record = ?1 AND file = ?1 AND id = ?2
        UNION ALL SELECT 1 FROM held WHERE id = ?2";
    let mut here = conn.prepare_cached(sql)?;
    for id in covers {
        if !here.exists(params![file.bytes(), id.bytes()])? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Those that a writer of their file signed and that open and read, in their order. They are proven on two threads.
fn opened(
    conn: &Connection,
    chain: &Chain,
    items: &[SealedSnapshot],
) -> Result<Vec<(SnapshotHeader, Content)>, VaultError> {
    let mut keys: BTreeMap<(FileId, u32), Option<FileKey>> = BTreeMap::new();
    for header in items.iter().filter_map(|item| item.read().ok()) {
        let of = (header.file, header.generation);
        if let Entry::Vacant(place) = keys.entry(of) {
            place.insert(file_key::find(conn, header.file, header.generation)?);
        }
    }
    let open = |item: &SealedSnapshot| {
        let header = item.prove(&chain.directory).ok()?;
        let key = keys.get(&(header.file, header.generation))?.as_ref()?;
        let content = Content::decode(&sealing::open(key, &item.header, &item.sealed).ok()?)?;
        Some((header, content))
    };
    let (one, other) = items.split_at(items.len() / 2);
    Ok(thread::scope(|scope| {
        let beside = scope.spawn(|| one.iter().filter_map(open).collect::<Vec<_>>());
        let rest: Vec<_> = other.iter().filter_map(open).collect();
        // A thread that ended otherwise brings nothing: what it would have shown comes with the changes.
        let mut all = beside.join().unwrap_or_default();
        all.extend(rest);
        all
    }))
}
