//! The window is asked to close: the screens say when it may. A word that the vault could not take in is
//! nowhere else than in the window.

use crate::desk::Desk;
use crate::failure::Failure;
use serde::{Deserialize, Serialize};
use std::sync::PoisonError;
use ts_rs::TS;

/// What the screens answer when the window is asked to close.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CloseAnswer {
    /// Wait: what is typed is being saved, or the worker is asked what is to become of it.
    Saving,
    /// Do not close.
    Stay,
    /// Close: nothing is left in the window, or the worker gave it up knowing what it is.
    Leave,
}

/// Request of `session_close`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "SessionCloseRequest")]
pub struct Request {
    /// What the screens answer.
    pub answer: CloseAnswer,
}

/// Response of `session_close`.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(rename = "SessionCloseResponse")]
pub struct Response {}

/// Runs the command. It answers at once, also while a long work holds the vault.
///
/// # Errors
/// None: an answer that nobody waits for does nothing.
pub fn run(desk: &Desk, request: Request) -> Result<Response, Failure> {
    desk.set_close_answer(Some(request.answer));
    Ok(Response {})
}

impl Desk {
    /// The window was asked to close: what was answered before is past.
    pub fn ask_to_close(&self) {
        self.set_close_answer(None);
    }

    /// What the screens answered since; nothing yet, or for ever where the page is gone.
    #[must_use]
    pub fn close_answer(&self) -> Option<CloseAnswer> {
        *self.close_answer.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn set_close_answer(&self, answer: Option<CloseAnswer>) {
        *self.close_answer.lock().unwrap_or_else(PoisonError::into_inner) = answer;
    }
}
