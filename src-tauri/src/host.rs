//! What the desk may ask of the world outside it, answered by a window.

use std::io;
use std::path::PathBuf;
use std::time::Duration;

use anyhow::Context as _;
use chrono::{DateTime, FixedOffset, Local};
use desk::host::{Event, FilePurpose, Host};
use directories::ProjectDirs;
use tauri::{AppHandle, Emitter as _, Manager as _};

use crate::{picking, syncing, window};

/// The desk's host: one window, one data folder, and the machine's clocks.
pub struct WindowHost {
    app: AppHandle,
    home: PathBuf,
}

impl WindowHost {
    /// For the given program, with its files in `home`.
    pub fn new(app: AppHandle, home: PathBuf) -> Self {
        Self { app, home }
    }
}

impl Host for WindowHost {
    fn data_folder(&self) -> PathBuf {
        self.home.clone()
    }

    fn now(&self) -> DateTime<FixedOffset> {
        Local::now().fixed_offset()
    }

    fn monotonic(&self) -> Duration {
        since_boot()
    }

    fn emit(&self, event: Event) {
        let name = match event {
            Event::Locked => "locked",
            Event::Progress { .. } => "progress",
            Event::Sync => "sync",
            Event::Changed => "changed",
        };
        // A window that is gone needs no news.
        let _ = self.app.emit(name, event);
    }

    fn start_sync(&self) {
        syncing::start(&self.app);
    }

    fn choose_save(&self, suggested_name: &str, purpose: FilePurpose) -> Option<PathBuf> {
        picking::save(&self.app, suggested_name, purpose)
    }

    fn choose_open(&self, purpose: FilePurpose) -> Option<PathBuf> {
        picking::open(&self.app, purpose)
    }

    fn print(&self) -> io::Result<()> {
        if picking::is_answered_beforehand() {
            return Ok(());
        }
        let window = self.app.get_webview_window(window::LABEL).ok_or(io::ErrorKind::NotFound)?;
        window.print().map_err(io::Error::other)
    }
}

/// Where the vault lives: `JIAFANG_HOME`, or the user's own data folder.
pub fn data_folder() -> anyhow::Result<PathBuf> {
    let chosen = std::env::var_os("JIAFANG_HOME").filter(|folder| !folder.is_empty());
    match chosen {
        Some(folder) => std::path::absolute(folder).context("JIAFANG_HOME names no folder"),
        None => Ok(ProjectDirs::from("cn", "Jiafang", "Jiafang")
            .context("this account has no home folder to keep case files in; set JIAFANG_HOME")?
            .data_local_dir()
            .to_owned()),
    }
}

/// Time since the machine was started. The hours asleep count, so that a laptop that wakes up on
/// the bus has been idle all the way.
#[cfg(target_os = "linux")]
fn since_boot() -> Duration {
    use rustix::time::{ClockId, clock_gettime};

    Duration::try_from(clock_gettime(ClockId::Boottime)).unwrap_or_default()
}

/// Time since the program first asked, where no clock counts from the start of the machine.
#[cfg(not(target_os = "linux"))]
fn since_boot() -> Duration {
    use std::sync::LazyLock;
    use std::time::Instant;

    static FIRST: LazyLock<Instant> = LazyLock::new(Instant::now);
    FIRST.elapsed()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_time_since_boot_never_runs_backwards() {
        let readings: Vec<Duration> = (0..1_000).map(|_| since_boot()).collect();
        assert!(readings.is_sorted());
        assert!(readings.last() > Some(&Duration::ZERO));
    }
}
