//! The store on PostgreSQL: many stations in one database, many servers for one station.
//!
//! Whoever writes for a station locks its row first, so its servers write one after the other; each of them commits
//! together what waits. All else reads what is committed. Calls block, as with SQLite; what is asynchronous runs on
//! threads of the store's own.

mod address;
mod changes;
mod directory;
mod leave;
mod line;
mod listening;
mod made;
mod reading;
mod schema;
mod sessions;
mod snapshots;
mod writer;

use std::time::Duration;

use protocol::api::{Answer, AuthorHead, LastSeen};
use protocol::directory::SignedEntry;
use protocol::invitation::LOOKUP_LEN;
use protocol::{DeviceId, DevicePublic, FileId, StationId};
use tokio::runtime::{Builder, Runtime};

pub use address::PostgresUrl;
pub use made::HomeKey;

use super::{
    About, Appended, Ends, Figures, FoundInvitation, Judged, JudgedSnapshot, Kept, KeptInvitation,
    Page, Scope, Shared, SnapshotsFound, Span, Store, StoreError,
};
use crate::station::Written;
use line::{Line, Lines};
use listening::Listening;
use reading::{bytes, fixed, maybe, number};
use writer::{Writer, stored};

/// Threads on which connections are kept alive.
const THREADS: usize = 2;

/// A station in a PostgreSQL.
pub struct PostgresStore {
    station: i64,
    /// First of all it stops writing.
    writer: Writer,
    listening: Listening,
    lines: Lines,
    runtime: Option<Runtime>,
}

/// The threads of a store.
fn threads() -> Result<Runtime, StoreError> {
    let mut threads = Builder::new_multi_thread();
    Ok(threads.worker_threads(THREADS).thread_name("database").enable_all().build()?)
}

impl PostgresStore {
    /// Opens a station, and brings the tables to the present version.
    ///
    /// `most_bytes` is how many bytes of changes and entries it may have: past that it is [`StoreError::Full`].
    ///
    /// # Errors
    /// [`StoreError::Away`] where the database is not to be reached; [`StoreError::Unknown`] where it does not have the
    /// station of this home.
    pub fn open(
        url: &PostgresUrl,
        key: HomeKey,
        most_bytes: Option<u64>,
    ) -> Result<Self, StoreError> {
        let runtime = threads()?;
        let opened = Lines::to(url, runtime.handle().clone()).and_then(|lines| {
            let mut line = lines.line()?;
            schema::bring_up_to_date(&mut line)?;
            let sql = "SELECT key FROM stations WHERE home = $1";
            let row = line.row(sql, &[&key.bytes()])?.ok_or(StoreError::Unknown)?;
            let station: i64 = row.try_get(0).map_err(|_| StoreError::Damaged)?;
            let writer = Writer::start(lines.clone(), station, most_bytes)?;
            let listening = Listening::start(url, runtime.handle().clone(), station)?;
            Ok((station, writer, listening, lines))
        });
        match opened {
            Ok((station, writer, listening, lines)) => {
                Ok(Self { station, writer, listening, lines, runtime: Some(runtime) })
            }
            Err(error) => {
                runtime.shutdown_background();
                Err(error)
            }
        }
    }

    /// Asks something of the database.
    fn ask<T>(
        &self,
        question: impl FnOnce(&mut Line) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        question(&mut self.lines.line()?)
    }

    /// A column of the station's row.
    fn column<const N: usize>(&self, sql: &str) -> Result<Option<[u8; N]>, StoreError> {
        self.ask(|line| {
            let row = line.row(sql, &[&self.station])?.ok_or(StoreError::Unknown)?;
            maybe(&row, 0)
        })
    }

    /// The station's name and address.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn about(&self) -> Result<About, StoreError> {
        self.ask(|line| {
            let sql = "SELECT name, address FROM stations WHERE key = $1";
            let row = line.row(sql, &[&self.station])?.ok_or(StoreError::Unknown)?;
            let text = |column| row.try_get(column).map_err(|_| StoreError::Damaged);
            Ok(About { name: text(0)?, address: text(1)? })
        })
    }
}

impl Drop for PostgresStore {
    fn drop(&mut self) {
        self.lines.close();
        if let Some(runtime) = self.runtime.take() {
            // It may be dropped where nobody may wait.
            runtime.shutdown_background();
        }
    }
}

impl Store for PostgresStore {
    fn station(&self) -> Result<Option<StationId>, StoreError> {
        let id = self.column("SELECT id FROM stations WHERE key = $1")?;
        Ok(id.map(StationId::from_bytes))
    }

    fn founding_key(&self) -> Result<Option<DevicePublic>, StoreError> {
        let key = self.column("SELECT founding FROM stations WHERE key = $1")?;
        Ok(key.map(DevicePublic))
    }

    fn found(&self, station: StationId, first: Appended) -> Result<(), StoreError> {
        self.writer.submit(move |ledger| directory::found(ledger, station, &first))
    }

    fn append_entry(&self, entry: Appended) -> Result<(), StoreError> {
        self.writer.submit(move |ledger| directory::append(ledger, &entry))
    }

    fn entries(
        &self,
        after: Option<u64>,
        max_bytes: usize,
    ) -> Result<(Vec<SignedEntry>, bool), StoreError> {
        self.ask(|line| directory::entries(line, self.station, after, max_bytes))
    }

    fn append(&self, judged_at: u64, changes: Vec<Judged>) -> Result<Vec<Kept>, StoreError> {
        self.writer.submit(move |ledger| changes::append(ledger, judged_at, &changes))
    }

    fn page(&self, scope: &Scope, span: Span) -> Result<Page, StoreError> {
        self.ask(|line| changes::page(line, self.station, scope, span))
    }

    fn file_page(&self, file: FileId, scope: &Scope, span: Span) -> Result<Page, StoreError> {
        self.ask(|line| changes::file_page(line, self.station, file, scope, span))
    }

    fn kept_aside(&self, author: DeviceId, span: Span) -> Result<Page, StoreError> {
        self.ask(|line| leave::kept_aside(line, self.station, author, span))
    }

    fn note_farewell(&self, seen: LastSeen) -> Result<(), StoreError> {
        self.writer.submit(move |ledger| leave::note(ledger, &seen))
    }

    fn farewells(&self) -> Result<Vec<LastSeen>, StoreError> {
        self.ask(|line| leave::all(line, self.station))
    }

    fn keep_snapshots(&self, all: Vec<JudgedSnapshot>) -> Result<Vec<Answer>, StoreError> {
        self.writer.submit(move |ledger| snapshots::keep(ledger, &all))
    }

    fn snapshots(&self, scope: &Scope, span: Span) -> Result<SnapshotsFound, StoreError> {
        self.ask(|line| snapshots::page(line, self.station, scope, span))
    }

    fn heads(&self) -> Result<Vec<AuthorHead>, StoreError> {
        self.ask(|line| changes::heads(line, self.station))
    }

    fn put_invitation(&self, kept: KeptInvitation) -> Result<bool, StoreError> {
        let sql =
            "INSERT INTO invitations AS kept (station, lookup, invitation, sealed, expires_at)
            VALUES ($1, $2, $3, $4, $5) ON CONFLICT (station, lookup)
            DO UPDATE SET sealed = excluded.sealed, expires_at = excluded.expires_at
            WHERE kept.invitation = excluded.invitation";
        self.writer.submit(move |ledger| {
            let (lookup, key) = (kept.lookup.to_vec(), kept.invitation.0.to_vec());
            let (station, expires_at) = (ledger.station, stored(kept.expires_at));
            let row =
                ledger.line.execute(sql, &[&station, &lookup, &key, &kept.sealed, &expires_at])?;
            Ok(row == 1)
        })
    }

    fn invitation(
        &self,
        lookup: &[u8; LOOKUP_LEN],
        now: u64,
    ) -> Result<Option<FoundInvitation>, StoreError> {
        let sql = "SELECT invitation, sealed, expires_at <= $3 FROM invitations
            WHERE station = $1 AND lookup = $2";
        self.ask(|line| {
            let row = line.row(sql, &[&self.station, &lookup.as_slice(), &stored(now)])?;
            let Some(row) = row else { return Ok(None) };
            let (invitation, sealed) = (DevicePublic(fixed(&row, 0)?), bytes(&row, 1)?);
            let expired = row.try_get(2).map_err(|_| StoreError::Damaged)?;
            Ok(Some(FoundInvitation { invitation, sealed, expired }))
        })
    }

    fn figures(&self) -> Result<Figures, StoreError> {
        self.ask(|line| reading::figures(line, self.station))
    }
}

impl Shared for PostgresStore {
    fn wait(&self, patience: Duration) {
        self.listening.wait(patience);
    }

    fn ends(&self) -> Result<Ends, StoreError> {
        self.ask(|line| {
            let sql = "SELECT next, entries FROM stations WHERE key = $1";
            let row = line.row(sql, &[&self.station])?.ok_or(StoreError::Unknown)?;
            let (next, entries) = (number(&row, 0)?, number(&row, 1)?);
            Ok(Ends { last: next.saturating_sub(1), entry: entries.checked_sub(1) })
        })
    }

    fn written_between(&self, after: u64, upto: u64) -> Result<Vec<Written>, StoreError> {
        self.ask(|line| changes::written_between(line, self.station, after, upto))
    }
}
