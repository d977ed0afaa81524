//! The threads beside the window that bring laptop and station together. What they do is the desk's.

use std::sync::{Arc, Mutex, PoisonError};

use desk::Desk;
use tauri::{AppHandle, Manager as _};

/// What a thread is called, and what it does.
type Work = (&'static str, fn(&Desk));

/// Which of them run.
static RUNNING: Mutex<[bool; 2]> = Mutex::new([false; 2]);

/// Starts those that do not run yet. They end with the program: whatever they leave off was not acknowledged, and is done
/// again.
pub fn start(app: &AppHandle) {
    let works: [Work; 2] =
        [("sync", Desk::sync_in_background), ("listen", Desk::listen_in_background)];
    let Some(desk) = app.try_state::<Arc<Desk>>() else { return };
    let mut running = RUNNING.lock().unwrap_or_else(PoisonError::into_inner);
    for ((name, work), runs) in works.into_iter().zip(running.iter_mut()) {
        if !*runs {
            let desk = Arc::clone(&desk);
            let thread = std::thread::Builder::new().name(name.to_owned());
            // A machine that has no thread to spare may have one when the vault is opened the next time.
            *runs = thread.spawn(move || work(&desk)).is_ok();
        }
    }
}
