//! Adding a change: numbered, clocked, committed to, signed, sealed.

use super::{Row, Signers};
use crate::error::VaultError;
use crate::file_key;
use crate::identity::Identity;
use crate::tx::NewChange;
use casework::id::{DeviceId, RecordId};
use chrono::{DateTime, FixedOffset};
use history::{ChangeId, Content, Entry, Hash, Header, HybridClock, change_id, encode_body};
use rusqlite::{Connection, params};
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
        let mut statement = conn
            .prepare_cached("SELECT id, seq, header FROM log WHERE author = ? ORDER BY seq DESC")?;
        let mut rows = statement.query([author.bytes()])?;
        let mut newest = None;
        // The first row is as far as this goes, unless somebody altered it: then an older one has the clock.
        while let Some(row) = rows.next()? {
            let (id, header): (_, Vec<u8>) = (Hash(row.get(0)?), row.get(2)?);
            let (id_of_newest, seq) =
                *newest.get_or_insert((id, row.get::<_, i64>(1)?.unsigned_abs()));
            let intact = Header::decode(&header).ok().filter(|_| change_id(&header) == id);
            if let Some(Header { clock, .. }) = intact {
                return Ok(Some(Self { id: id_of_newest, seq, clock }));
            }
        }
        let clock = HybridClock { millis: 0, counter: 0 };
        Ok(newest.map(|(id, seq)| Self { id, seq, clock }))
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
    pub(crate) others: &'vault Signers,
    pub(crate) now: DateTime<FixedOffset>,
}

/// A change that was added a moment ago.
pub(crate) struct Appended {
    /// The author's newest change from now on.
    pub(crate) head: Head,
    /// Its place in the log.
    pub(crate) n: i64,
    /// What would be read of it.
    pub(crate) entry: Entry,
}

impl Signer<'_> {
    /// Adds a change after `head`, the signer's newest one.
    pub(crate) fn append(
        &self,
        conn: &Connection,
        head: Option<Head>,
        change: NewChange,
    ) -> Result<Appended, VaultError> {
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
        let head = Head { id, seq: header.seq, clock: header.clock };
        let content = Content::read(&header, Some(&body));
        let entry = Entry { id, header, content };
        Ok(Appended { head, n: conn.last_insert_rowid(), entry })
    }

    fn header(
        &self,
        conn: &Connection,
        head: Option<Head>,
        change: NewChange,
        commitment: [u8; 32],
    ) -> Result<Header, VaultError> {
        let author = self.identity.device;
        let last = head.map(|head| head.clock).max(self.clock_of_others(conn, change.record)?);
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

    /// The latest clock of other authors' changes of a record: what corrects them is shown after them. A change
    /// that is not proven to be theirs moves no clock.
    fn clock_of_others(
        &self,
        conn: &Connection,
        record: RecordId,
    ) -> Result<Option<HybridClock>, VaultError> {
        let mut statement = conn.prepare_cached(
            "SELECT n, id, file, record, kind, author, seq, header, signature, sealed
             FROM log WHERE record = ? AND author <> ?",
        )?;
        let mut rows = statement.query([record.bytes(), self.identity.device.bytes()])?;
        let mut latest = None;
        while let Some(row) = rows.next()? {
            let row = Row::read(row)?;
            let header = Header::decode(&row.header).ok();
            let proven = header.filter(|header| self.others.doubt(&row, header).is_none());
            latest = latest.max(proven.map(|header| header.clock));
        }
        Ok(latest)
    }
}

/// A number as it stands in a column; SQLite has no unsigned ones.
pub(super) fn column(seq: u64) -> i64 {
    i64::try_from(seq).unwrap_or(i64::MAX)
}
