//! Adding a change: numbered, clocked, committed to, signed, sealed.

use crate::error::VaultError;
use crate::file_key;
use crate::identity::Identity;
use crate::tx::NewChange;
use casework::id::{DeviceId, RecordId};
use chrono::{DateTime, FixedOffset};
use history::{ChangeId, Hash, Header, HybridClock, change_id, encode_body};
use rusqlite::{Connection, OptionalExtension, params};
use sealing::{DeviceKey, Namespace};
use zeroize::Zeroizing;

/// An author's newest change.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Head {
    id: ChangeId,
    seq: u64,
    clock: HybridClock,
}

impl Head {
    /// The newest change of an author in the log.
    pub(crate) fn of(conn: &Connection, author: DeviceId) -> Result<Option<Self>, VaultError> {
        let newest = conn
            .prepare_cached("SELECT header FROM log WHERE author = ? ORDER BY seq DESC LIMIT 1")?
            .query_row([author.bytes()], |row| row.get::<_, Vec<u8>>(0))
            .optional()?;
        let Some(bytes) = newest else { return Ok(None) };
        let header = decode(&bytes)?;
        Ok(Some(Self { id: change_id(&bytes), seq: header.seq, clock: header.clock }))
    }

    /// The clock of that change, in milliseconds since 1970.
    pub(crate) fn millis(&self) -> u64 {
        self.clock.millis
    }
}

/// Who signs, and at what time by the wall clock.
#[derive(Clone, Copy)]
pub(crate) struct Signer<'vault> {
    pub(crate) identity: &'vault Identity,
    pub(crate) key: &'vault DeviceKey,
    pub(crate) now: DateTime<FixedOffset>,
}

impl Signer<'_> {
    /// Adds a change after `head`, the signer's newest one. Answers the new head.
    pub(crate) fn append(
        &self,
        conn: &Connection,
        head: Option<Head>,
        change: NewChange,
    ) -> Result<(ChangeId, Head), VaultError> {
        let body = Zeroizing::new(encode_body(&change.value).map_err(|_| VaultError::NotStorable)?);
        let salt = sealing::make_salt();
        let header = self.header(conn, head, change, sealing::commit(&salt, &body))?;
        let bytes = header.encode();
        let id = change_id(&bytes);
        let signature = sealing::sign(self.key, Namespace::Change, &bytes);
        let key = file_key::find_or_make(conn, header.file)?;
        let salted = Zeroizing::new([salt.as_slice(), &body].concat());
        let sealed = sealing::seal(&key, &bytes, &salted);
        conn.prepare_cached(
            "INSERT INTO log (id, file, record, kind, author, seq, header, signature, sealed)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        )?
        .execute(params![
            id.bytes(),
            header.file.bytes(),
            header.record.bytes(),
            header.record_kind.0,
            header.author.bytes(),
            column(header.seq),
            bytes,
            signature.0,
            sealed
        ])?;
        Ok((id, Head { id, seq: header.seq, clock: header.clock }))
    }

    fn header(
        &self,
        conn: &Connection,
        head: Option<Head>,
        change: NewChange,
        commitment: [u8; 32],
    ) -> Result<Header, VaultError> {
        let author = self.identity.device;
        let last = head.map(|head| head.clock).max(clock_of_others(conn, change.record, author)?);
        let wall = u64::try_from(self.now.timestamp_millis()).unwrap_or(0);
        Ok(Header {
            format: history::FORMAT,
            station: self.identity.station_id,
            file: change.file,
            record: change.record,
            record_kind: change.record_kind,
            field: change.field,
            kind: change.kind,
            author,
            seq: head.map_or(1, |head| head.seq + 1),
            previous: head.map(|head| head.id),
            supersedes: change.supersedes,
            directory_head: Hash::ZERO,
            // Nobody else writes into this vault yet, so there are no heads of others to have seen.
            seen: Vec::new(),
            clock: HybridClock::tick(last, wall),
            schema: history::SCHEMA,
            commitment,
        })
    }
}

/// The latest clock of other authors' changes of a record: what corrects them is shown after them.
fn clock_of_others(
    conn: &Connection,
    record: RecordId,
    author: DeviceId,
) -> Result<Option<HybridClock>, VaultError> {
    let mut statement =
        conn.prepare_cached("SELECT header FROM log WHERE record = ? AND author <> ?")?;
    let mut rows = statement.query([record.bytes(), author.bytes()])?;
    let mut latest = None;
    while let Some(row) = rows.next()? {
        latest = latest.max(Some(decode(row.get_ref(0)?.as_blob().map_err(bad_row)?)?.clock));
    }
    Ok(latest)
}

/// A number as it stands in a column; SQLite has no unsigned ones.
pub(super) fn column(seq: u64) -> i64 {
    i64::try_from(seq).unwrap_or(i64::MAX)
}

fn decode(header: &[u8]) -> Result<Header, VaultError> {
    Header::decode(header).map_err(|_| VaultError::Damaged(crate::error::Damage::Row))
}

fn bad_row(_: rusqlite::types::FromSqlError) -> VaultError {
    VaultError::Damaged(crate::error::Damage::Row)
}
