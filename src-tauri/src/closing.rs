//! Closing the window locks the vault first.

use std::sync::atomic::{AtomicBool, Ordering};

use tauri::{AppHandle, CloseRequestApi};

use crate::locking::Locking;

/// Turns the first wish to close into: save, lock, then leave.
pub struct Closing {
    app: AppHandle,
    locking: Locking,
    under_way: AtomicBool,
}

impl Closing {
    /// For the given program.
    pub fn new(app: AppHandle, locking: Locking) -> Self {
        Self { app, locking, under_way: AtomicBool::new(false) }
    }

    /// The worker asked to close the window; asking again does not hurry the vault.
    pub fn asked(&self, request: &CloseRequestApi) {
        request.prevent_close();
        if self.under_way.swap(true, Ordering::SeqCst) {
            return;
        }
        let app = self.app.clone();
        let locking = self.locking.clone();
        let farewell = move || {
            locking.lock_now();
            app.exit(0);
        };
        let thread = std::thread::Builder::new().name("closing".to_owned());
        if thread.spawn(farewell).is_err() {
            // No thread to wait on: leave at once. What is saved is in the vault, and its keys
            // end with the process.
            self.app.exit(0);
        }
    }

    /// The program ends, by whatever way: the vault ends with it.
    pub fn done(&self) {
        self.locking.lock_at_once();
    }
}
