//! What the desk needs from the machine it runs on. The shell implements it with a window; tests
//! implement it without one.

use chrono::{DateTime, FixedOffset};
use serde::Serialize;
use std::path::PathBuf;
use std::time::Duration;
use ts_rs::TS;

/// What the desk tells the window without being asked.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum Event {
    /// The vault was closed: show the lock screen.
    Locked,
    /// A long work goes on: so many of so many.
    Progress {
        /// Command that works.
        command: String,
        /// Done so far.
        #[ts(type = "number")]
        done: u64,
        /// In all.
        #[ts(type = "number")]
        total: u64,
    },
    /// Where the laptop stands with its station is not what it was: ask `sync_state` again.
    Sync,
    /// Something came from the station: what the window shows may not be what is by now.
    Changed,
}

/// What a file that the worker chooses is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FilePurpose {
    /// A page to keep or to send.
    Pdf,
    /// A backup of the vault.
    Backup,
    /// A table for a spreadsheet.
    Table,
    /// An attachment handed out.
    Attachment,
    /// What goes to somebody on a stick.
    Parcel,
}

impl FilePurpose {
    /// The ending of such files; nothing where any will do.
    #[must_use]
    pub fn extension(self) -> Option<&'static str> {
        match self {
            Self::Pdf => Some("pdf"),
            Self::Backup => Some("jiafang"),
            Self::Table => Some("csv"),
            Self::Attachment => None,
            Self::Parcel => Some("jfparcel"),
        }
    }
}

/// The machine as the desk sees it.
pub trait Host: Send + Sync {
    /// Folder that holds the vault.
    fn data_folder(&self) -> PathBuf;

    /// The wall clock with its time zone. May jump; nothing correct depends on it.
    fn now(&self) -> DateTime<FixedOffset>;

    /// Time since some fixed moment, never running backwards: for idle time and delays.
    fn monotonic(&self) -> Duration;

    /// Tells the window something.
    fn emit(&self, event: Event);

    /// The open vault belongs to a station: [`Desk::sync_in_background`] and [`Desk::listen_in_background`] are to run
    /// from now on, each on a thread of its own. Said again, it changes nothing. A laptop without a station has neither.
    ///
    /// [`Desk::sync_in_background`]: crate::Desk::sync_in_background
    /// [`Desk::listen_in_background`]: crate::Desk::listen_in_background
    fn start_sync(&self);

    /// Asks the worker where to write a file. Nothing if the worker declines.
    fn choose_save(&self, suggested_name: &str, purpose: FilePurpose) -> Option<PathBuf>;

    /// Asks the worker which file to read.
    fn choose_open(&self, purpose: FilePurpose) -> Option<PathBuf>;

    /// Opens the system's print dialog on the page that the window shows.
    fn print(&self) -> std::io::Result<()>;
}
