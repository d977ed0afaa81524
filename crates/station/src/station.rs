//! A station at work: its store, its attachments, the directory in memory, who is speaking, what is new.

use std::net::IpAddr;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};
use std::time::{Duration, Instant};

use protocol::api::{Hello, RefusalCode, Refused, Token};
use protocol::directory::{Directory, FORMAT};
use protocol::{ChangeKind, DeviceId, FileId, PersonId};
use tokio::sync::broadcast;

use crate::blobs::{Blobs, Place};
use crate::counters::Counters;
use crate::home::{Home, HomeError, HomeLock};
use crate::leave::LeftBehind;
use crate::listeners::Listeners;
use crate::rates::{Rate, Rates};
use crate::reach::read_directory;
use crate::sessions::{Sessions, Speaking};
use crate::space::Space;
use crate::store::postgres::PostgresUrl;
use crate::store::{self, About, Shared, Store, StoreError};

/// After how many seconds it is worth asking again when the database or the bucket is not to be reached.
pub(crate) const AWAY: u64 = 5;

/// What may be set.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// Bytes of the disk that stay free: the station takes nothing when there are fewer.
    pub reserve: u64,
    /// How large the database may become, in bytes.
    pub most_bytes: Option<u64>,
    /// Where the PostgreSQL is, for a station that is kept in one.
    pub postgres: Option<PostgresUrl>,
    /// Where the bucket is, for a station whose attachments are in one.
    pub bucket: Option<Place>,
    /// Lookups and uses of invitations from one address.
    pub lookups: Rate,
    /// Other requests without a session from one address.
    pub strangers: Rate,
    /// Requests of one device.
    pub devices: Rate,
    /// How long the next bytes of a body may take.
    pub next_bytes: Duration,
    /// The figures of `/` and `/metrics` are for everybody, not for this machine alone.
    pub open_figures: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            reserve: 256 << 20,
            most_bytes: None,
            postgres: None,
            bucket: None,
            lookups: Rate { burst: 60.0, per_second: 1.0 },
            // A thousand laptops may come back behind one address, with two requests each.
            strangers: Rate { burst: 4000.0, per_second: 100.0 },
            devices: Rate { burst: 600.0, per_second: 100.0 },
            next_bytes: Duration::from_secs(20),
            open_figures: false,
        }
    }
}

/// Of a change that is new: in which file, by whom, and what it does.
pub type Written = (FileId, DeviceId, ChangeKind);

/// Something is new.
#[derive(Clone, Debug)]
pub enum News {
    /// Changes; the last one's place.
    Changes(u64, Arc<[Written]>),
    /// The directory; the last entry's index, and its author.
    Directory(u64, DeviceId),
    /// The station stops: whoever listens may go.
    Farewell,
}

/// Who is speaking.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asker {
    /// The device.
    pub device: DeviceId,
    /// Its person.
    pub person: PersonId,
}

/// Who is speaking, or taking leave.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Speaker {
    /// Who.
    pub asker: Asker,
    /// The entry of the directory that revoked the device.
    pub ended: Option<u64>,
}

/// A station.
pub struct Station {
    pub(crate) store: Arc<dyn Store>,
    /// The same store, where other servers write to it as well.
    pub(crate) shared: Option<Arc<dyn Shared>>,
    pub(crate) blobs: Blobs,
    directory: RwLock<Option<Directory>>,
    /// What is in memory may not be what is kept: an append failed, and nobody knows whether it was done; or the database
    /// was away.
    pub(crate) unsure: AtomicBool,
    pub(crate) sessions: Arc<dyn Sessions>,
    pub(crate) space: Space,
    /// How much devices that were revoked have left here.
    pub(crate) left_behind: LeftBehind,
    pub(crate) news: broadcast::Sender<News>,
    pub(crate) listeners: Arc<Listeners>,
    pub(crate) counters: Counters,
    pub(crate) lookups: Rates<IpAddr>,
    pub(crate) strangers: Rates<IpAddr>,
    pub(crate) devices: Rates<DeviceId>,
    pub(crate) about: About,
    pub(crate) settings: Settings,
    pub(crate) started: Instant,
    _lock: HomeLock,
}

impl Station {
    /// Opens the station in this home, for this process alone.
    ///
    /// # Errors
    /// [`HomeError`]; [`StoreError::Damaged`] when its directory breaks its own rules.
    pub fn open(home: &Home, settings: Settings) -> Result<Arc<Self>, HomeError> {
        if !home.has_a_station() {
            return Err(HomeError::NoStation);
        }
        let lock = home.lock_for_serving()?;
        let postgres = settings.postgres.as_ref();
        let about = store::about(home, postgres)?;
        let opened = store::open(home, postgres, settings.most_bytes)?;
        let directory = read_directory(opened.store.as_ref())?;
        let station = Arc::new(Self {
            store: opened.store,
            shared: opened.shared,
            blobs: home.attachments(settings.bucket.as_ref())?,
            directory: RwLock::new(directory),
            unsure: AtomicBool::new(false),
            sessions: opened.sessions,
            space: Space::new(home.path().to_owned(), settings.reserve),
            left_behind: LeftBehind::default(),
            news: broadcast::channel(256).0,
            listeners: Arc::default(),
            counters: Counters::default(),
            lookups: Rates::new(settings.lookups),
            strangers: Rates::new(settings.strangers),
            devices: Rates::new(settings.devices),
            about,
            settings,
            started: Instant::now(),
            _lock: lock,
        });
        station.watch()?;
        Ok(station)
    }

    /// What the station says of itself.
    #[must_use]
    pub fn hello(&self) -> Hello {
        let directory = self.directory();
        Hello {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            min_format: directory.as_ref().map_or(FORMAT, Directory::min_format),
            read_only: self.space.is_short(Instant::now()),
            station: directory.as_ref().map(Directory::station),
        }
    }

    /// Whose token it is, if the device still counts.
    ///
    /// # Errors
    /// [`RefusalCode::NoSession`], [`RefusalCode::Revoked`].
    pub fn asker(&self, token: &Token) -> Result<Asker, Refused> {
        match self.speaker(token)? {
            Speaker { asker, ended: None } => Ok(asker),
            Speaker { ended: Some(_), .. } => Err(RefusalCode::Revoked.into()),
        }
    }

    /// Whose token it is, also where the device takes leave.
    pub(crate) fn speaker(&self, token: &Token) -> Result<Speaker, Refused> {
        let speaking = self.sessions.speaking(token).map_err(|error| self.refusal(&error))?;
        let Speaking { device, entry } = speaking.ok_or(RefusalCode::NoSession)?;
        self.reach(entry)?;
        self.with_directory(|directory| {
            let found = directory.device(device).ok_or(RefusalCode::NoSession)?;
            Ok(Speaker { asker: Asker { device, person: found.person }, ended: found.revoked_in })
        })
    }

    /// The device was not revoked since.
    pub(crate) fn still_counts(&self, asker: Asker) -> bool {
        let directory = self.directory();
        directory.as_ref().is_some_and(|directory| directory.device_is_active(asker.device))
    }

    /// Others wrote what the person is given.
    pub(crate) fn concern(&self, asker: Asker, written: &[Written]) -> bool {
        let directory = self.directory();
        let is_in = |directory: &Directory| {
            let mut others = written.iter().filter(|(_, author, _)| *author != asker.device);
            others.any(|(file, _, kind)| directory.may_be_given(asker.person, *file, *kind))
        };
        directory.as_ref().is_some_and(is_in)
    }

    /// Asks the directory.
    pub(crate) fn with_directory<T>(
        &self,
        question: impl FnOnce(&Directory) -> Result<T, Refused>,
    ) -> Result<T, Refused> {
        question(self.directory().as_ref().ok_or(RefusalCode::NotFounded)?)
    }

    pub(crate) fn directory(&self) -> RwLockReadGuard<'_, Option<Directory>> {
        self.directory.read().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn directory_mut(&self) -> RwLockWriteGuard<'_, Option<Directory>> {
        self.directory.write().unwrap_or_else(PoisonError::into_inner)
    }

    /// Refuses while there is no room.
    pub(crate) fn writable(&self) -> Result<(), Refused> {
        if self.space.is_short(Instant::now()) {
            return Err(RefusalCode::ReadOnly.into());
        }
        Ok(())
    }

    /// What a failure of the store means to a laptop.
    pub(crate) fn refusal(&self, error: &StoreError) -> Refused {
        match error {
            StoreError::Full => {
                self.space.note_full(Instant::now());
                RefusalCode::ReadOnly.into()
            }
            StoreError::DirectoryMoved => RefusalCode::StaleHead.into(),
            StoreError::AlreadyFounded => RefusalCode::AlreadyFounded.into(),
            StoreError::Away => {
                // Who knows what comes back.
                self.unsure.store(true, Ordering::Release);
                Refused { code: RefusalCode::Away, detail: Some(AWAY) }
            }
            other => {
                tracing::error!(error = %other, "the store failed");
                RefusalCode::Failed.into()
            }
        }
    }
}
