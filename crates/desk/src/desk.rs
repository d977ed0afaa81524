//! The desk: one open vault at most, and the commands that work on it.

use crate::access::Noted;
use crate::attachment::begin::Upload;
use crate::commands;
use crate::failure::{Code, Failure};
use crate::host::{Event, Host};
use crate::rules;
use crate::rules::Rules;
use crate::session::close::CloseAnswer;
use crate::session::idle::Idle;
use crate::session::retry::Retry;
use crate::settings::{self, view::Settings};
use crate::station::sheets::NewSheets;
use crate::sync::Background;
use casework::id::AttachmentId;
use sealing::{KdfCost, ProposedRecovery};
use serde_json::Value;
use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use vault::{Progress, Vault};

/// Folder of the sample caseload inside the data folder.
const SAMPLE_FOLDER: &str = "sample";

/// The use cases of one program. Commands may come from many threads; they work one after another.
pub struct Desk {
    host: Arc<dyn Host>,
    cost: KdfCost,
    session: Mutex<Session>,
    /// Held by whoever opens, closes or replaces the vault or tries a secret: one at a time, so that
    /// guesses made side by side wait as long as those made in turn.
    door: Mutex<()>,
    /// Apart from the session, so that time is kept while a long work holds that.
    idle: Arc<Mutex<Option<Idle>>>,
    /// The long work that is under way is to stop.
    cancelled: Arc<AtomicBool>,
    /// How many wait to lock. Long work that gets the door before them stops at its first step.
    locks_waiting: Arc<AtomicUsize>,
    /// The settings, once they were read: looked at every second.
    settings: Mutex<Option<Settings>>,
    /// What the screens answered when the window was last asked to close.
    pub(crate) close_answer: Mutex<Option<CloseAnswer>>,
    /// The laptop and its station, brought together beside all this.
    pub(crate) sync: Background,
    /// What was opened and is not in the access log yet.
    noted: Mutex<Noted>,
    /// The signed directory says that this laptop was revoked: nothing is shown any more.
    pub(crate) leaving: AtomicBool,
}

/// What is open.
#[derive(Default)]
pub(crate) struct Session {
    pub vault: Option<Vault>,
    /// The sample caseload is what is open or locked.
    pub sample: bool,
    pub retry: Retry,
    /// A new recovery code that waits to be typed back.
    pub proposed: Option<ProposedRecovery>,
    /// A new recovery key of the station, whose sheets wait to be typed back.
    pub sheets: Option<NewSheets>,
    pub uploads: BTreeMap<String, Upload>,
    /// Small pictures that were shown in this session.
    pub thumbnails: BTreeMap<AttachmentId, Vec<u8>>,
}

impl Desk {
    /// A desk with the key stretching that protects real case files.
    #[must_use]
    pub fn new(host: Arc<dyn Host>) -> Self {
        Self::with_cost(host, KdfCost::STANDARD)
    }

    /// A desk that stretches keys at another cost: for tests.
    #[must_use]
    pub fn with_cost(host: Arc<dyn Host>, cost: KdfCost) -> Self {
        Self {
            host,
            cost,
            session: Mutex::default(),
            door: Mutex::default(),
            idle: Arc::default(),
            cancelled: Arc::default(),
            locks_waiting: Arc::default(),
            settings: Mutex::default(),
            close_answer: Mutex::default(),
            sync: Background::default(),
            noted: Mutex::default(),
            leaving: AtomicBool::default(),
        }
    }

    /// Runs the command with this name.
    ///
    /// # Errors
    /// A [`Failure`] with [`Code::BadRequest`] where the name or the request is not known, else the
    /// command's own.
    pub fn call(&self, name: &str, request: Value) -> Result<Value, Failure> {
        macro_rules! dispatch {
            ($($command:ident => $noun:ident :: $verb:ident,)+) => {
                match name {
                    $(stringify!($command) => {
                        let request = parse(request)?;
                        let response = crate::$noun::$verb::run(self, request)?;
                        serde_json::to_value(response).map_err(|_| Code::Internal.into())
                    })+
                    _ => Err(Code::BadRequest.into()),
                }
            };
        }
        self.not_while_leaving(name)?;
        let answer: Result<Value, Failure> = crate::for_each_command!(dispatch);
        if answer.is_ok() && commands::SIGNING.contains(&name) {
            self.sync.wake();
        }
        answer
    }

    /// Runs the command with this name whose answer is bytes.
    ///
    /// # Errors
    /// As [`Desk::call`].
    pub fn fetch_bytes(&self, name: &str, request: Value) -> Result<Vec<u8>, Failure> {
        macro_rules! dispatch {
            ($($command:ident => $noun:ident :: $verb:ident,)+) => {
                match name {
                    $(stringify!($command) => crate::$noun::$verb::run(self, parse(request)?),)+
                    _ => Err(Code::BadRequest.into()),
                }
            };
        }
        self.not_while_leaving(name)?;
        crate::for_each_bytes_command!(dispatch)
    }

    /// Takes the next bytes of an upload that `attachment_begin` began.
    ///
    /// # Errors
    /// [`Code::Locked`], [`Code::NotFound`], and those of the disk.
    pub fn upload_chunk(&self, upload: &str, bytes: &[u8]) -> Result<(), Failure> {
        crate::attachment::begin::chunk(self, upload, bytes)
    }

    /// Once a second: locks the vault when its time has come, and writes down what was opened.
    pub fn tick(&self) {
        let limit = Duration::from_secs(u64::from(self.settings().idle_minutes) * 60);
        let now = self.host.monotonic();
        let wall = self.host.now().timestamp();
        let due = held(&self.idle).as_mut().is_some_and(|idle| idle.tick(now, wall, limit));
        if due {
            self.lock();
        } else if let Ok(mut session) = self.session.try_lock()
            && let Some(vault) = session.vault.as_mut()
        {
            self.log_accesses(vault);
        }
    }

    /// Locks the vault: keys are wiped, uploads in progress and long work given up, drafts stay in the
    /// vault.
    pub fn lock(&self) {
        self.locks_waiting.fetch_add(1, Ordering::SeqCst);
        self.cancel();
        let _door = self.door();
        self.close();
        self.locks_waiting.fetch_sub(1, Ordering::SeqCst);
    }

    /// Whether a vault is open. Answers at once, also while a long work holds the vault.
    #[must_use]
    pub fn is_open(&self) -> bool {
        held(&self.idle).is_some()
    }

    /// The worker is there.
    pub(crate) fn touch(&self) {
        if let Some(idle) = held(&self.idle).as_mut() {
            idle.touch(self.host.monotonic());
        }
    }

    /// Closes what is open, and tells the window. For those who hold the door.
    pub(crate) fn close(&self) {
        let closed = self.shut();
        let was_open = closed.is_some();
        // Before the word goes out: who hears it may open the vault again at once.
        drop(closed);
        if was_open {
            self.host.emit(Event::Locked);
        }
    }

    /// Ends the session and answers what was open. For those who hold the door.
    pub(crate) fn shut(&self) -> Option<Vault> {
        *held(&self.idle) = None;
        self.sync.turn_over();
        self.leaving.store(false, Ordering::SeqCst);
        let mut session = self.session();
        session.uploads.clear();
        session.thumbnails.clear();
        session.proposed = None;
        session.sheets = None;
        if let Some(vault) = session.vault.as_mut() {
            self.log_accesses(vault);
        }
        let vault = session.vault.take();
        drop(session);
        self.forget_accesses();
        vault
    }

    pub(crate) fn host(&self) -> &dyn Host {
        self.host.as_ref()
    }

    pub(crate) fn cost(&self) -> KdfCost {
        self.cost
    }

    /// What was opened and is not in the access log yet. Held for moments; who holds the session may take it.
    pub(crate) fn noted(&self) -> MutexGuard<'_, Noted> {
        held(&self.noted)
    }

    /// The session.
    pub(crate) fn session(&self) -> MutexGuard<'_, Session> {
        held(&self.session)
    }

    /// The door. Who holds it may take the session, never the other way round.
    pub(crate) fn door(&self) -> MutexGuard<'_, ()> {
        held(&self.door)
    }

    /// Works on the open vault.
    pub(crate) fn open<T>(
        &self,
        work: impl FnOnce(&mut Vault) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        work(self.session().vault.as_mut().ok_or(Code::Locked)?)
    }

    /// Folder of the vault that is open or would be opened.
    pub(crate) fn folder(&self) -> PathBuf {
        let folder = self.host.data_folder();
        if self.session().sample { folder.join(SAMPLE_FOLDER) } else { folder }
    }

    /// Folder of the sample caseload.
    pub(crate) fn sample_folder(&self) -> PathBuf {
        self.host.data_folder().join(SAMPLE_FOLDER)
    }

    /// Takes a vault as the open one.
    pub(crate) fn opened(&self, vault: Vault) {
        *held(&self.idle) = Some(Idle::new(self.host.monotonic()));
        // A vault that cannot say whether it belongs to a station is not kept from one.
        let linked = vault.station().map_or(true, |link| link.is_some());
        let leaving = vault.is_ended();
        self.session().vault = Some(vault);
        self.leaving.store(leaving, Ordering::SeqCst);
        self.sync.turn_over();
        if linked {
            self.host.start_sync();
        }
    }

    /// Tells the window how far a long work has come, and stops it when asked to. Work that the worker
    /// waits for is as good as a touch.
    pub(crate) fn watcher(&self, command: &'static str) -> impl FnMut(Progress) -> ControlFlow<()> {
        let (host, cancelled) = (Arc::clone(&self.host), Arc::clone(&self.cancelled));
        let locks_waiting = Arc::clone(&self.locks_waiting);
        let idle = Arc::clone(&self.idle);
        let mut told = 0;
        move |Progress { done, total }| {
            if let Some(idle) = held(&idle).as_mut() {
                idle.touch(host.monotonic());
            }
            // A hundred steps are as much as a bar can show.
            if done == total || done - told > total / 100 {
                told = done;
                host.emit(Event::Progress { command: command.to_owned(), done, total });
            }
            let locks = locks_waiting.load(Ordering::SeqCst) > 0;
            match locks || cancelled.load(Ordering::Relaxed) {
                true => ControlFlow::Break(()),
                false => ControlFlow::Continue(()),
            }
        }
    }

    /// A long work begins: what was to stop before is past, but for a lock that still waits. For those who hold the
    /// door or the session.
    pub(crate) fn begin(&self) {
        self.cancelled.store(false, Ordering::Relaxed);
    }

    /// Asks the long work that is under way to stop.
    pub(crate) fn cancel(&self) {
        self.cancelled.store(true, Ordering::Relaxed);
    }

    /// The settings: read once from their file, and what was saved since.
    pub(crate) fn settings(&self) -> Settings {
        let mut kept = held(&self.settings);
        kept.get_or_insert_with(|| settings::file::load(&self.host.data_folder())).clone()
    }

    /// Saves the settings, and goes by them from now on.
    pub(crate) fn keep_settings(&self, settings: &Settings) -> Result<(), Failure> {
        let mut kept = held(&self.settings);
        settings::file::save(&self.host.data_folder(), settings).map_err(Code::from)?;
        *kept = Some(settings.clone());
        Ok(())
    }

    pub(crate) fn rules(&self) -> Result<Rules, Failure> {
        rules::load(&self.host.data_folder()).map_err(|_| Code::Internal.into())
    }

    /// Whether the long work that is under way was asked to stop.
    #[cfg(feature = "testing")]
    #[must_use]
    pub fn is_cancelled(&self) -> bool {
        self.cancelled.load(Ordering::Relaxed)
    }

    /// Lets the open vault grow to so many pages and no further, as a full disk would.
    ///
    /// # Errors
    /// [`Code::Locked`].
    #[cfg(feature = "testing")]
    pub fn limit_pages(&self, pages: u32) -> Result<(), Failure> {
        self.open(|vault| Ok(vault.limit_pages(pages)?))
    }

    /// Works on the open vault without a command: what a station would do. For tests.
    ///
    /// # Errors
    /// [`Code::Locked`], and whatever `work` answers.
    #[cfg(feature = "testing")]
    pub fn with_vault<T>(
        &self,
        work: impl FnOnce(&mut Vault) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        self.open(work)
    }
}

/// What a lock guards. A panic in another command does not take it with it.
fn held<T>(lock: &Mutex<T>) -> MutexGuard<'_, T> {
    lock.lock().unwrap_or_else(PoisonError::into_inner)
}

impl std::fmt::Debug for Desk {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Desk")
    }
}

fn parse<T: serde::de::DeserializeOwned>(request: Value) -> Result<T, Failure> {
    // The error's text may quote what was typed: it stays here.
    serde_json::from_value(request).map_err(|_| Code::BadRequest.into())
}
