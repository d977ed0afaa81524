//! A host without a window.

use chrono::{DateTime, FixedOffset, TimeDelta};
use desk::host::{Event, FilePurpose, Host};
use std::collections::VecDeque;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Barrier, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// A machine that a test holds in its hand: clocks that move when told, files chosen beforehand, events
/// written down.
#[derive(Debug)]
pub struct TestHost {
    folder: PathBuf,
    inner: Mutex<Inner>,
    told: Condvar,
}

#[derive(Debug)]
struct Inner {
    now: DateTime<FixedOffset>,
    monotonic: Duration,
    events: Vec<Event>,
    picks: VecDeque<PathBuf>,
    suggested: Vec<String>,
    printer: bool,
    pages: u32,
    gate: Option<Arc<Barrier>>,
    syncs: bool,
}

impl TestHost {
    /// A host whose data lies in `folder`, at nine in the morning of 2 March 2026 in China.
    ///
    /// # Panics
    /// Never: the date exists.
    #[must_use]
    pub fn new(folder: &Path) -> Self {
        let now = DateTime::parse_from_rfc3339("2026-03-02T09:00:00+08:00").unwrap_or_default();
        let inner = Inner {
            now,
            monotonic: Duration::ZERO,
            events: Vec::new(),
            picks: VecDeque::new(),
            suggested: Vec::new(),
            printer: false,
            pages: 0,
            gate: None,
            syncs: false,
        };
        Self { folder: folder.to_owned(), inner: Mutex::new(inner), told: Condvar::new() }
    }

    /// Lets time pass on both clocks.
    pub fn pass(&self, time: TimeDelta) {
        let mut inner = self.inner();
        inner.now += time;
        inner.monotonic += time.to_std().unwrap_or_default();
    }

    /// Lets time pass, with a tick of the desk each second, as the shell does.
    pub fn pass_ticking(&self, desk: &desk::Desk, time: TimeDelta) {
        for _ in 0..time.num_seconds() {
            self.pass(TimeDelta::seconds(1));
            desk.tick();
        }
    }

    /// Sets the wall clock, forwards or back; the monotonic clock does not notice.
    pub fn set_clock(&self, now: DateTime<FixedOffset>) {
        self.inner().now = now;
    }

    /// The worker will choose this file when asked next.
    pub fn pick(&self, path: impl Into<PathBuf>) {
        self.inner().picks.push_back(path.into());
    }

    /// What was told to the window since the last look.
    pub fn events(&self) -> Vec<Event> {
        std::mem::take(&mut self.inner().events)
    }

    /// Waits until the window has been told something of the kind since the last look, `time` at the longest. Answers
    /// whether it was.
    #[must_use]
    pub fn hears(&self, time: Duration, kind: impl Fn(&Event) -> bool) -> bool {
        let silent = |inner: &mut Inner| !inner.events.iter().any(&kind);
        let waited = self.told.wait_timeout_while(self.inner(), time, silent);
        let (mut inner, waited) = waited.unwrap_or_else(PoisonError::into_inner);
        inner.events.clear();
        !waited.timed_out()
    }

    /// Whether the desk wants its background to run.
    #[must_use]
    pub fn syncs(&self) -> bool {
        self.inner().syncs
    }

    /// File names that were suggested to the worker since the last look.
    pub fn suggested(&self) -> Vec<String> {
        std::mem::take(&mut self.inner().suggested)
    }

    /// Connects a printer. Until then there is no way to print.
    pub fn connect_printer(&self) {
        self.inner().printer = true;
    }

    /// How often the print dialog was opened.
    pub fn pages(&self) -> u32 {
        self.inner().pages
    }

    /// Long work will stand still when it next says how far it is: once at the barrier when it does, and once
    /// more until it is let go on.
    pub fn hold_work(&self) -> Arc<Barrier> {
        let gate = Arc::new(Barrier::new(2));
        self.inner().gate = Some(Arc::clone(&gate));
        gate
    }

    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Host for TestHost {
    fn data_folder(&self) -> PathBuf {
        self.folder.clone()
    }

    fn now(&self) -> DateTime<FixedOffset> {
        self.inner().now
    }

    fn monotonic(&self) -> Duration {
        self.inner().monotonic
    }

    fn emit(&self, event: Event) {
        let work = matches!(event, Event::Progress { .. });
        let gate = {
            let mut inner = self.inner();
            inner.events.push(event);
            inner.gate.take_if(|_| work)
        };
        self.told.notify_all();
        if let Some(gate) = gate {
            gate.wait();
            gate.wait();
        }
    }

    fn start_sync(&self) {
        self.inner().syncs = true;
    }

    fn choose_save(&self, suggested_name: &str, _purpose: FilePurpose) -> Option<PathBuf> {
        let mut inner = self.inner();
        inner.suggested.push(suggested_name.to_owned());
        inner.picks.pop_front()
    }

    fn choose_open(&self, _purpose: FilePurpose) -> Option<PathBuf> {
        self.inner().picks.pop_front()
    }

    fn print(&self) -> std::io::Result<()> {
        let mut inner = self.inner();
        if !inner.printer {
            return Err(std::io::ErrorKind::Unsupported.into());
        }
        inner.pages += 1;
        Ok(())
    }
}
