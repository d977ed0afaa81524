//! Locks the vault because of something outside the window, and loses no word by it.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use desk::Desk;
use tauri::{AppHandle, Emitter as _};

/// Asks the screens to save what is being typed at this moment, and then to lock.
pub const FLUSH: &str = "flush";

/// How long the screens have for it at the most: a draft is saved in a few milliseconds, on a slow disk in
/// a second. The system waits 5 seconds before it sleeps.
const TIME_TO_SAVE: Duration = Duration::from_secs(3);

/// How often to look whether they are done.
const LOOK: Duration = Duration::from_millis(20);

/// One way to lock for everyone who has a reason to: the session, the lid.
#[derive(Clone)]
pub struct Locking {
    app: AppHandle,
    desk: Arc<Desk>,
    one_at_a_time: Arc<Mutex<()>>,
}

impl Locking {
    /// For the given window and desk.
    pub fn new(app: AppHandle, desk: Arc<Desk>) -> Self {
        Self { app, desk, one_at_a_time: Arc::default() }
    }

    /// Lets the screens save their drafts, then locks. It waits, so never on the window's thread.
    pub fn lock_now(&self) {
        let _turn = self.one_at_a_time.lock().unwrap_or_else(PoisonError::into_inner);
        // A window that cannot hear has nothing left to save; the vault is locked all the same.
        let _ = self.app.emit(FLUSH, ());
        let asked = Instant::now();
        while self.desk.is_open() && asked.elapsed() < TIME_TO_SAVE {
            std::thread::sleep(LOOK);
        }
        self.desk.lock();
    }

    /// Locks without a word, when there is no window left to save anything.
    pub fn lock_at_once(&self) {
        self.desk.lock();
    }
}
