//! What the background knows from one round to the next, and how it is woken.

use super::view::{SyncAlarm, SyncPhase};
use crate::failure::Code;
use casework::id::FileId;
use chrono::{DateTime, FixedOffset};
use protocol::api::Token;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use sync::https::Canceller;
use sync::{Engine, FirstFile};

/// Longest time between two looks at the station where nothing wakes the background.
const LOOK: Duration = Duration::from_secs(60);

/// Shortest time between two words to the window on how far it is.
const TELL: Duration = Duration::from_millis(500);

/// The background's part of a desk. Its locks are held for moments; who holds the session may take them, never the
/// other way round.
#[derive(Default)]
pub(crate) struct Background {
    /// Which opening of a vault this is: work for an earlier one is given up.
    opening: AtomicU64,
    told: Mutex<Told>,
    bell: Condvar,
    /// One round at a time.
    engine: Mutex<Option<(u64, Engine)>>,
    /// Ends the request that is under way.
    under_way: Mutex<Option<Canceller>>,
    /// Files that a person waits for.
    first: Mutex<Vec<FirstFile>>,
    /// Ends the listening.
    listening: Mutex<Option<Canceller>>,
}

/// Where the background stands, as plain data.
#[derive(Clone, Debug, Default)]
pub(super) struct Told {
    pub(super) phase: SyncPhase,
    pub(super) why: Option<Code>,
    /// What a person must know as long as it is so.
    pub(super) alarm: Option<SyncAlarm>,
    /// How many attachments could not be sent or fetched in the last round.
    pub(super) stuck: usize,
    /// Changes that waited when the round began.
    pub(super) total: u64,
    /// When it will be tried again.
    pub(super) next_try_at: Option<DateTime<FixedOffset>>,
    /// There is reason to begin a round.
    pub(super) woken: bool,
    /// There is reason to begin one at this moment.
    woken_from: Option<Instant>,
    /// Somebody asked it to stop; until she asks to go on.
    pub(super) stopped: bool,
    /// The program ends.
    pub(super) over: bool,
    /// The session that the last round had, for who listens.
    pub(super) token: Option<Token>,
    /// When the window was told last how far it is, by the monotonic clock.
    told_at: Duration,
}

impl Background {
    /// A vault was opened or closed: what was under way for the last one ends.
    pub(crate) fn turn_over(&self) {
        self.opening.fetch_add(1, Ordering::SeqCst);
        {
            let mut told = self.told();
            let over = told.over;
            *told = Told { woken: true, over, ..Told::default() };
        }
        self.first_files().clear();
        self.end_requests();
        self.bell.notify_all();
    }

    /// A person waits for these files: they come before all others.
    pub(super) fn put_first(&self, files: Vec<FileId>) {
        let mut first = self.first_files();
        for file in files {
            first.retain(|one| one.file != file);
            first.push(FirstFile { file, after: 0 });
        }
    }

    /// The one that was asked for last.
    pub(super) fn first_file(&self) -> Option<FirstFile> {
        self.first_files().last().copied()
    }

    /// A file has come up to this place; nothing: all of it.
    pub(super) fn first_came(&self, file: FileId, upto: Option<u64>) {
        let mut first = self.first_files();
        match upto {
            None => first.retain(|one| one.file != file),
            Some(upto) => {
                let mut these = first.iter_mut().filter(|one| one.file == file);
                these.by_ref().for_each(|one| one.after = upto);
            }
        }
    }

    fn first_files(&self) -> MutexGuard<'_, Vec<FirstFile>> {
        self.first.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Which opening of a vault this is.
    pub(super) fn opening(&self) -> u64 {
        self.opening.load(Ordering::SeqCst)
    }

    /// There may be something to send.
    pub(crate) fn wake(&self) {
        self.told().woken = true;
        self.bell.notify_all();
    }

    /// There may be something to fetch. Others hear of it as well: each begins a moment later of its own, and what is
    /// said meanwhile is fetched with it.
    pub(super) fn wake_in(&self, moment: Duration) {
        {
            let mut told = self.told();
            let from = Instant::now() + moment;
            told.woken_from = Some(told.woken_from.map_or(from, |earlier| earlier.min(from)));
        }
        self.bell.notify_all();
    }

    /// A person wants it to go on at once.
    pub(super) fn go_on(&self) {
        {
            let mut told = self.told();
            told.stopped = false;
            told.woken = true;
        }
        self.bell.notify_all();
    }

    /// A person wants it to stop.
    pub(super) fn stop(&self) {
        {
            let mut told = self.told();
            told.stopped = true;
            told.next_try_at = None;
        }
        self.end_requests();
    }

    /// The program ends: whoever waits in [`wait`](Self::wait) leaves.
    pub(crate) fn end(&self) {
        self.told().over = true;
        self.end_requests();
        self.bell.notify_all();
    }

    /// Waits until there is reason for a round, `time` at the longest. False where the program ends.
    pub(super) fn wait(&self, time: Option<Duration>) -> bool {
        let end = Instant::now() + time.unwrap_or(LOOK).min(LOOK * 5);
        let mut told = self.told();
        while !told.over && (!told.woken || told.stopped) {
            let due = told.woken_from.filter(|_| !told.stopped).map_or(end, |from| from.min(end));
            let Some(left) =
                due.checked_duration_since(Instant::now()).filter(|left| !left.is_zero())
            else {
                break;
            };
            (told, _) = self.bell.wait_timeout(told, left).unwrap_or_else(PoisonError::into_inner);
        }
        (told.woken, told.woken_from) = (false, None);
        !told.over
    }

    /// Somebody asked it to stop, or another vault is open by now.
    pub(super) fn is_over(&self, opening: u64) -> bool {
        let told = self.told();
        told.stopped || told.over || self.opening() != opening
    }

    /// Whether the window is to be told how far it is: it asks for all of it each time.
    pub(super) fn is_time_to_tell(&self, now: Duration) -> bool {
        let mut told = self.told();
        let due = now.saturating_sub(told.told_at) >= TELL;
        if due {
            told.told_at = now;
        }
        due
    }

    /// The station has changes of this laptop that it does not have itself and cannot get.
    pub(crate) fn own_is_ahead(&self) -> bool {
        self.told().alarm == Some(SyncAlarm::VaultWentBack)
    }

    /// Writes down where it stands.
    pub(super) fn tell(&self, change: impl FnOnce(&mut Told)) {
        change(&mut self.told());
        self.bell.notify_all();
    }

    pub(super) fn told(&self) -> MutexGuard<'_, Told> {
        held(&self.told)
    }

    /// The engine, for a round. Nothing where a round is under way.
    pub(super) fn engine(&self) -> Option<MutexGuard<'_, Option<(u64, Engine)>>> {
        self.engine.try_lock().ok()
    }

    /// Waits for a session to listen with. Nothing where the program ends.
    pub(super) fn await_session(&self) -> Option<(u64, Token)> {
        let none = |told: &mut Told| !told.over && told.token.is_none();
        let told = self.bell.wait_while(self.told(), none);
        let mut told = told.unwrap_or_else(PoisonError::into_inner);
        let token = told.token.take().filter(|_| !told.over)?;
        Some((self.opening(), token))
    }

    /// The line on which it was listened is gone, and its session with it, maybe: no other is begun in this one.
    pub(super) fn line_ended(&self) {
        self.told().token = None;
    }

    /// Waits for a time, or until another vault is open or the program ends.
    pub(super) fn rest(&self, opening: u64, time: Duration) {
        let idle = |told: &mut Told| !told.over && self.opening() == opening;
        let _ = self.bell.wait_timeout_while(self.told(), time, idle);
    }

    /// How the requests of a round are ended from elsewhere.
    pub(super) fn ends_by(&self, canceller: Option<Canceller>) {
        *held(&self.under_way) = canceller;
    }

    /// How the listening is ended from elsewhere.
    pub(super) fn listens_by(&self, canceller: Option<Canceller>) {
        *held(&self.listening) = canceller;
    }

    fn end_requests(&self) {
        for line in [&self.under_way, &self.listening] {
            if let Some(canceller) = held(line).as_ref() {
                canceller.cancel();
            }
        }
    }
}

/// What a lock guards. A panic elsewhere does not take it with it.
fn held<T>(lock: &Mutex<T>) -> MutexGuard<'_, T> {
    lock.lock().unwrap_or_else(PoisonError::into_inner)
}
