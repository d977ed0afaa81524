//! The store on SQLite: one writing thread, readers beside it in WAL, `synchronous=FULL`.

mod changes;
mod copy;
mod directory;
mod leave;
mod open;
mod reading;
mod snapshots;
mod writer;

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use protocol::api::{Answer, AuthorHead, LastSeen};
use protocol::directory::SignedEntry;
use protocol::invitation::LOOKUP_LEN;
use protocol::{DeviceId, DevicePublic, FileId, StationId};
use rusqlite::{Connection, params};

pub(crate) use writer::fault;

use super::{
    Appended, Figures, FoundInvitation, Judged, JudgedSnapshot, Kept, KeptInvitation, Page, Scope,
    SnapshotsFound, Span, Store, StoreError,
};
use writer::{Ledger, Writer};

/// The one station in this database. The tables could hold more; see `schema.sql`.
const STATION: i64 = 1;

/// Connections for reading that are kept open.
const READERS: usize = 8;

/// A station's database.
pub struct SqliteStore {
    path: PathBuf,
    writer: Writer,
    readers: Mutex<Vec<Connection>>,
}

impl SqliteStore {
    /// Opens the database of a station.
    ///
    /// `most_bytes` is how large it may become: past that it is [`StoreError::Full`].
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn open(path: &Path, most_bytes: Option<u64>) -> Result<Self, StoreError> {
        let connection = open::writing(path, most_bytes)?;
        let next = connection.query_row(
            "SELECT max(next, coalesce((SELECT max(n) + 1 FROM changes), 0)) FROM numbering",
            [],
            |row| row.get::<_, i64>(0),
        )?;
        let next = u64::try_from(next).map_err(|_| StoreError::Damaged)?;
        let writer = Writer::start(Ledger { connection, next })?;
        Ok(Self { path: path.to_owned(), writer, readers: Mutex::default() })
    }

    /// Reads what is committed, beside the writer.
    fn read<T>(
        &self,
        question: impl FnOnce(&Connection) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let idle = self.readers.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let connection = match idle {
            Some(connection) => connection,
            None => open::reading(&self.path)?,
        };
        let answer = question(&connection);
        let mut idle = self.readers.lock().unwrap_or_else(PoisonError::into_inner);
        if idle.len() < READERS {
            idle.push(connection);
        }
        answer
    }
}

impl Store for SqliteStore {
    fn station(&self) -> Result<Option<StationId>, StoreError> {
        self.read(|db| {
            let sql = "SELECT id FROM stations WHERE key = ?1";
            let id: Option<Vec<u8>> = db.query_row(sql, [STATION], |row| row.get(0))?;
            id.map(|id| reading::bytes(&id).map(StationId::from_bytes)).transpose()
        })
    }

    fn founding_key(&self) -> Result<Option<DevicePublic>, StoreError> {
        self.read(|db| {
            let sql = "SELECT founding FROM stations WHERE key = ?1";
            let key: Option<Vec<u8>> = db.query_row(sql, [STATION], |row| row.get(0))?;
            key.map(|key| reading::bytes(&key).map(DevicePublic)).transpose()
        })
    }

    fn found(&self, station: StationId, first: Appended) -> Result<(), StoreError> {
        self.writer.submit(move |ledger| directory::found(&ledger.connection, station, &first))
    }

    fn append_entry(&self, entry: Appended) -> Result<(), StoreError> {
        self.writer.submit(move |ledger| directory::append(&ledger.connection, &entry))
    }

    fn entries(
        &self,
        after: Option<u64>,
        max_bytes: usize,
    ) -> Result<(Vec<SignedEntry>, bool), StoreError> {
        self.read(|db| directory::entries(db, after, max_bytes))
    }

    fn append(&self, judged_at: u64, changes: Vec<Judged>) -> Result<Vec<Kept>, StoreError> {
        self.writer.submit(move |ledger| changes::append(ledger, judged_at, &changes))
    }

    fn page(&self, scope: &Scope, span: Span) -> Result<Page, StoreError> {
        self.read(|db| changes::page(db, scope, span))
    }

    fn file_page(&self, file: FileId, scope: &Scope, span: Span) -> Result<Page, StoreError> {
        self.read(|db| changes::file_page(db, file, scope, span))
    }

    fn kept_aside(&self, author: DeviceId, span: Span) -> Result<Page, StoreError> {
        self.read(|db| leave::kept_aside(db, author, span))
    }

    fn note_farewell(&self, seen: LastSeen) -> Result<(), StoreError> {
        self.writer.submit(move |ledger| leave::note(&ledger.connection, &seen))
    }

    fn farewells(&self) -> Result<Vec<LastSeen>, StoreError> {
        self.read(leave::all)
    }

    fn keep_snapshots(&self, all: Vec<JudgedSnapshot>) -> Result<Vec<Answer>, StoreError> {
        self.writer.submit(move |ledger| snapshots::keep(&ledger.connection, &all))
    }

    fn snapshots(&self, scope: &Scope, span: Span) -> Result<SnapshotsFound, StoreError> {
        self.read(|db| snapshots::page(db, scope, span))
    }

    fn heads(&self) -> Result<Vec<AuthorHead>, StoreError> {
        self.read(changes::heads)
    }

    fn put_invitation(&self, kept: KeptInvitation) -> Result<bool, StoreError> {
        let sql = "INSERT INTO invitations (station, lookup, invitation, sealed, expires_at)
            VALUES (?1, ?2, ?3, ?4, ?5)
            ON CONFLICT DO UPDATE SET sealed = excluded.sealed, expires_at = excluded.expires_at
            WHERE invitation = excluded.invitation";
        self.writer.submit(move |ledger| {
            let expires_at = i64::try_from(kept.expires_at).unwrap_or(i64::MAX);
            let row = params![STATION, kept.lookup, kept.invitation.0, kept.sealed, expires_at];
            Ok(ledger.connection.execute(sql, row)? == 1)
        })
    }

    fn invitation(
        &self,
        lookup: &[u8; LOOKUP_LEN],
        now: u64,
    ) -> Result<Option<FoundInvitation>, StoreError> {
        let sql = "SELECT invitation, sealed, expires_at <= ?3 FROM invitations
            WHERE station = ?1 AND lookup = ?2";
        let now = i64::try_from(now).unwrap_or(i64::MAX);
        self.read(|db| {
            let mut ask = db.prepare_cached(sql)?;
            let mut rows = ask.query(params![STATION, lookup, now])?;
            let Some(row) = rows.next()? else { return Ok(None) };
            let invitation = DevicePublic(reading::fixed(row, 0)?);
            Ok(Some(FoundInvitation { invitation, sealed: row.get(1)?, expired: row.get(2)? }))
        })
    }

    fn figures(&self) -> Result<Figures, StoreError> {
        self.read(reading::figures)
    }
}
