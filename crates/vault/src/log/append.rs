//! Adding a change: numbered, clocked, committed to, signed, sealed.

use super::{Row, clock};
use crate::body_key::BodyKey;
use crate::context::Context;
use crate::error::VaultError;
use crate::file_key;
use crate::identity::Identity;
use crate::tx::NewChange;
use casework::id::{DeviceId, FileId};
use chrono::{DateTime, FixedOffset};
use history::{
    ChangeId, ChangeKind, Content, Entry, Hash, Header, HybridClock, change_id, encode_body,
};
use rusqlite::{Connection, params};
use sealing::{DeviceKey, FileKey, Namespace, Signature};
use std::collections::BTreeMap;
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

    /// Its number among the author's.
    pub(crate) fn seq(&self) -> u64 {
        self.seq
    }
}

/// Who signs, and at what time by the wall clock.
#[derive(Clone, Copy)]
pub(crate) struct Signer<'vault> {
    pub(crate) identity: &'vault Identity,
    pub(crate) key: &'vault DeviceKey,
    pub(crate) context: &'vault Context,
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
    ///
    /// # Errors
    /// [`VaultError::ReadsOnly`] where no colleague would take it; faults of the disk.
    pub(crate) fn append(
        &self,
        conn: &Connection,
        head: Option<Head>,
        change: NewChange,
    ) -> Result<Appended, VaultError> {
        let notes_access = change.kind == ChangeKind::ACCESS;
        if !notes_access && self.context.reads_only(change.file, self.identity.person) {
            return Err(VaultError::ReadsOnly);
        }
        let body = Zeroizing::new(encode_body(&change.value).map_err(|_| VaultError::NotStorable)?);
        let salt = sealing::make_salt();
        let header = self.header(conn, head, change, sealing::commit(&salt, &body))?;
        let bytes = header.encode();
        let id = change_id(&bytes);
        let signature = sealing::sign(self.key, Namespace::Change, &bytes);
        let (generation, key) = self.key_of(conn, header.file)?;
        let salted = Zeroizing::new([salt.as_slice(), &body].concat());
        let sealed = BodyKey::from_file_key(key, &header).seal(&bytes, &salted);
        let written =
            Written { header: &bytes, signature: &signature, sealed: &sealed, generation };
        let n = insert(conn, id, &header, &written)?;
        let head = Head { id, seq: header.seq, clock: header.clock };
        let content = Content::read(&header, Some(&body));
        let entry = Entry { id, header, content };
        Ok(Appended { head, n, entry })
    }

    /// The key under which a change of the file is sealed, with its generation: the newest that is known here.
    fn key_of(&self, conn: &Connection, file: FileId) -> Result<(u32, FileKey), VaultError> {
        match file_key::newest(conn, file)? {
            Some(found) => Ok(found),
            // Somebody else's file: a key of one's own would open for nobody.
            None if self.context.knows_file(file) => Err(VaultError::NotFound),
            None => file_key::newest_or_make(conn, file),
        }
    }

    fn header(
        &self,
        conn: &Connection,
        head: Option<Head>,
        change: NewChange,
        commitment: [u8; 32],
    ) -> Result<Header, VaultError> {
        let author = self.identity.device;
        let others = self.others(conn, &change)?;
        let wall = u64::try_from(self.now.timestamp_millis()).unwrap_or(0);
        let clocks = others.values().map(|(_, clock, _)| *clock).chain(head.map(|head| head.clock));
        let near = clocks.filter(|clock| clock.millis <= wall.saturating_add(FAR)).max();
        let last = near.max(clock::own(conn, author, &change)?);
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
            directory_head: self.context.directory_head(),
            seen: others.into_values().map(|(.., id)| id).take(MAX_SEEN).collect(),
            clock: HybridClock::tick(last, wall),
            schema: history::SCHEMA,
            commitment,
        })
    }

    /// The latest change of each other author of a record, with its number and the latest of that author's clocks: what
    /// corrects them is shown after them, unless that is [`FAR`] ahead, and names them as seen. A change that is not proven to be theirs moves no
    /// clock.
    fn others(&self, conn: &Connection, to: &NewChange) -> Result<Others, VaultError> {
        let mut statement = conn.prepare_cached(
            "SELECT n, id, file, record, kind, author, seq, header, signature, sealed, generation
             FROM log WHERE record = ? AND kind = ? AND file = ? AND author <> ?",
        )?;
        let mut rows = statement.query(params![
            to.record.bytes(),
            to.record_kind.0,
            to.file.bytes(),
            self.identity.device.bytes(),
        ])?;
        let mut others = Others::new();
        while let Some(row) = rows.next()? {
            let row = Row::read(row)?;
            let header = Header::decode(&row.header).ok();
            let proven = header.filter(|header| self.context.signers.doubt(&row, header).is_none());
            let Some(header) = proven else { continue };
            let found = (header.seq, header.clock, row.id);
            let latest = others.entry(header.author).or_insert(found);
            let clock = latest.1.max(header.clock);
            *latest = if found.0 > latest.0 { found } else { *latest };
            latest.1 = clock;
        }
        Ok(others)
    }
}

/// A clock so many milliseconds past this laptop's own is wrong, or somebody's lie. What comes next does not go after it:
/// it would carry that clock on into everything that is written from then on, here and by whoever edits after.
const FAR: u64 = 24 * 60 * 60 * 1000;

/// Most changes of others that a header names as seen.
const MAX_SEEN: usize = 64;

/// By author: number, clock and id.
type Others = BTreeMap<DeviceId, (u64, HybridClock, ChangeId)>;

/// A change as it is written down, beside its header as it is read.
pub(crate) struct Written<'a> {
    /// The header as it was signed.
    pub(crate) header: &'a [u8],
    pub(crate) signature: &'a Signature,
    pub(crate) sealed: &'a [u8],
    pub(crate) generation: u32,
}

/// Adds a row. Answers its place in the log.
pub(crate) fn insert(
    conn: &Connection,
    id: ChangeId,
    header: &Header,
    written: &Written<'_>,
) -> Result<i64, VaultError> {
    conn.prepare_cached(
        "INSERT INTO log (id, file, record, kind, author, seq, header, signature, sealed, generation)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )?
    .execute(params![
        id.bytes(),
        header.file.bytes(),
        header.record.bytes(),
        header.record_kind.0,
        header.author.bytes(),
        column(header.seq),
        written.header,
        written.signature.0,
        written.sealed,
        written.generation,
    ])?;
    Ok(conn.last_insert_rowid())
}

/// A number as it stands in a column; SQLite has no unsigned ones.
pub(crate) fn column(seq: u64) -> i64 {
    i64::try_from(seq).unwrap_or(i64::MAX)
}
