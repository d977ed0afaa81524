//! Locks the vault because of something outside the window, and loses no word by it.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use desk::Desk;
use tauri::{AppHandle, Emitter as _};

/// Asks the screens to save what is being typed at this moment.
pub const FLUSH: &str = "flush";

/// How long the screens have for it: a draft is saved in a few milliseconds.
const TIME_TO_SAVE: Duration = Duration::from_millis(300);

/// One way to lock for everyone who has a reason to: the session, the lid, the closed window.
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
        std::thread::sleep(TIME_TO_SAVE);
        self.desk.lock();
    }

    /// Locks without a word, when there is no window left to save anything.
    pub fn lock_at_once(&self) {
        self.desk.lock();
    }
}
