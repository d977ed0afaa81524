//! Closing the window: first the screens save what is being typed. What they cannot save (a full disk) keeps
//! the window open until the worker says what is to become of it.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use desk::Desk;
use desk::session::close::CloseAnswer;
use tauri::{AppHandle, CloseRequestApi, Emitter as _};

use crate::locking::Locking;

/// Tells the screens that the window is asked to close. They answer with `session_close`.
const CLOSING: &str = "closing";

/// How often to look what they answered.
const LOOK: Duration = Duration::from_millis(20);

/// A page that lives answers in milliseconds. After so many looks without a word (3 seconds) it is gone, or held up:
/// a slow disk, a laptop that just woke. The window stays; only a page as silent at the next asking is given up.
const PATIENCE: u32 = 150;

/// Turns the first wish to close into: save, and leave when the screens agree.
pub struct Closing {
    app: AppHandle,
    desk: Arc<Desk>,
    locking: Locking,
    under_way: Arc<AtomicBool>,
    /// The page said nothing when it was last asked.
    was_silent: Arc<AtomicBool>,
}

impl Closing {
    /// For the given program.
    pub fn new(app: AppHandle, desk: Arc<Desk>, locking: Locking) -> Self {
        Self { app, desk, locking, under_way: Arc::default(), was_silent: Arc::default() }
    }

    /// The worker asked to close the window; asking again asks the screens again.
    pub fn asked(&self, request: &CloseRequestApi) {
        request.prevent_close();
        self.desk.ask_to_close();
        // A window that cannot hear does not answer either.
        let _ = self.app.emit(CLOSING, ());
        if self.under_way.swap(true, Ordering::SeqCst) {
            return;
        }
        let (app, locking) = (self.app.clone(), self.locking.clone());
        let (desk, under_way) = (Arc::clone(&self.desk), Arc::clone(&self.under_way));
        let was_silent = Arc::clone(&self.was_silent);
        let farewell = move || {
            if may_leave(&was_silent, || desk.close_answer(), || std::thread::sleep(LOOK)) {
                locking.lock_at_once();
                app.exit(0);
            } else {
                under_way.store(false, Ordering::SeqCst);
            }
        };
        let thread = std::thread::Builder::new().name("closing".to_owned());
        if thread.spawn(farewell).is_err() {
            // No thread to wait on: the window stays, and can be asked again.
            self.under_way.store(false, Ordering::SeqCst);
        }
    }

    /// The program ends, by whatever way: the vault ends with it.
    pub fn done(&self) {
        self.locking.lock_at_once();
    }
}

/// Waits for what the screens answer. A page that says nothing twice is gone, and has nothing left to save; one that
/// is saving is waited for as long as it takes. `was_silent` remembers from one asking to the next.
fn may_leave(
    was_silent: &AtomicBool,
    answer: impl Fn() -> Option<CloseAnswer>,
    mut wait: impl FnMut(),
) -> bool {
    let mut silent = 0;
    while silent < PATIENCE {
        match answer() {
            Some(CloseAnswer::Leave) => return true,
            Some(CloseAnswer::Stay) => {
                was_silent.store(false, Ordering::SeqCst);
                return false;
            }
            Some(CloseAnswer::Saving) => {
                was_silent.store(false, Ordering::SeqCst);
                silent = 0;
            }
            None => silent += 1,
        }
        wait();
    }
    was_silent.swap(true, Ordering::SeqCst)
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    /// Answers by look; the last one for ever.
    type Answers<'a> = &'a [(u32, Option<CloseAnswer>)];

    fn asked(answers: Answers<'_>) -> (bool, u32) {
        asked_again(&AtomicBool::default(), answers)
    }

    fn asked_again(was_silent: &AtomicBool, answers: Answers<'_>) -> (bool, u32) {
        let look = Cell::new(0);
        let answer = || answers.iter().rev().find(|(from, _)| *from <= look.get())?.1;
        let leaves = may_leave(was_silent, answer, || look.set(look.get() + 1));
        (leaves, look.get())
    }

    #[test]
    fn the_window_closes_as_soon_as_nothing_is_left_in_it() {
        assert_eq!(asked(&[(3, Some(CloseAnswer::Leave))]), (true, 3));
    }

    #[test]
    fn what_could_not_be_saved_keeps_the_window_open_however_long_it_takes() {
        let hours = 1_000_000;
        let answers = [(0, Some(CloseAnswer::Saving)), (hours, Some(CloseAnswer::Stay))];
        assert_eq!(asked(&answers), (false, hours));
        let answers = [(0, Some(CloseAnswer::Saving)), (hours, Some(CloseAnswer::Leave))];
        assert_eq!(asked(&answers), (true, hours));
    }

    #[test]
    fn a_page_that_is_gone_does_not_hold_the_window_when_it_is_asked_again() {
        let was_silent = AtomicBool::default();
        assert_eq!(asked_again(&was_silent, &[]), (false, PATIENCE), "it may be held up");
        assert_eq!(asked_again(&was_silent, &[]), (true, PATIENCE));
    }

    #[test]
    fn a_page_that_spoke_meanwhile_is_not_given_up() {
        let was_silent = AtomicBool::default();
        for word in [CloseAnswer::Stay, CloseAnswer::Saving] {
            assert_eq!(asked_again(&was_silent, &[]), (false, PATIENCE));
            let answers = [(0, Some(word)), (1, Some(CloseAnswer::Stay))];
            assert!(!asked_again(&was_silent, &answers).0);
        }
        let answers = [(0, Some(CloseAnswer::Saving)), (500, None)];
        assert_eq!(asked_again(&was_silent, &[]), (false, PATIENCE));
        assert_eq!(asked_again(&was_silent, &answers), (false, 500 + PATIENCE), "it was saving");
        assert_eq!(asked_again(&was_silent, &[]), (true, PATIENCE));
    }
}
