//! `WebKitWebDriver`, which steers one window.

use std::ffi::OsString;
use std::fs::File;
use std::io::{Read as _, Write as _};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::Context as _;

use crate::process;

/// How many ports are tried.
const TRIES: usize = 3;

/// A driver on a port of its own. It ends with this value, and so does the window it opened.
#[derive(Debug)]
pub struct Driver {
    child: Child,
    port: u16,
}

impl Driver {
    /// Starts a driver. The window it opens inherits `environment` and writes to `log`.
    ///
    /// # Errors
    /// The driver is not installed, or does not answer on any of a few ports: somebody else may take one in the
    /// moment before the driver does.
    pub fn start(environment: &[(&str, OsString)], log: &Path) -> anyhow::Result<Self> {
        for _ in 1..TRIES {
            match Self::start_once(environment, log) {
                Err(error) if error.is::<Silent>() => {}
                outcome => return outcome,
            }
        }
        Self::start_once(environment, log)
    }

    fn start_once(environment: &[(&str, OsString)], log: &Path) -> anyhow::Result<Self> {
        let log = File::options().create(true).append(true).open(log)?;
        let port = free_port()?;
        let child = Command::new("WebKitWebDriver")
            .arg(format!("--port={port}"))
            .env_remove("WAYLAND_DISPLAY")
            .envs(environment.iter().map(|(name, value)| (name, value)))
            .stdin(Stdio::null())
            .stdout(log.try_clone()?)
            .stderr(log)
            .spawn()
            .context("WebKitWebDriver could not be started; `cargo xtask setup` installs it")?;
        let mut driver = Self { child, port };
        driver.wait_until_it_answers()?;
        Ok(driver)
    }

    /// Where the driver listens.
    pub fn address(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// The process of the program that the driver opened.
    pub fn program(&self) -> anyhow::Result<u32> {
        process::children(self.child.id())
            .into_iter()
            .next()
            .context("the driver has opened no window")
    }

    /// Returns when the program that the driver opened has ended. The driver itself would wait for its page for ever.
    pub async fn program_ends(&self) {
        let mut seen = false;
        loop {
            let alive = self.program().is_ok_and(process::is_alive);
            if seen && !alive {
                return;
            }
            seen |= alive;
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }

    fn wait_until_it_answers(&mut self) -> anyhow::Result<()> {
        let deadline = Instant::now() + Duration::from_secs(20);
        while Instant::now() < deadline && self.child.try_wait()?.is_none() {
            if answers(self.port).unwrap_or(false) {
                return Ok(());
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        Err(Silent(self.port).into())
    }
}

/// No driver answers there.
#[derive(Debug, thiserror::Error)]
#[error("WebKitWebDriver does not answer on port {0}")]
struct Silent(u16);

/// Whether a driver answers. That something takes the call is not enough: a call to a port that nobody listens on can, now
/// and then, be taken by itself.
fn answers(port: u16) -> std::io::Result<bool> {
    let mut line = TcpStream::connect((Ipv4Addr::LOCALHOST, port))?;
    line.set_read_timeout(Some(Duration::from_secs(2)))?;
    line.write_all(b"GET /status HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")?;
    let mut head = [0; 5];
    line.read_exact(&mut head)?;
    Ok(head == *b"HTTP/")
}

impl Drop for Driver {
    fn drop(&mut self) {
        // The youngest first, so that none is started again by its parent.
        for pid in process::family(self.child.id()).into_iter().rev() {
            process::kill(pid);
        }
        let _ = self.child.wait();
    }
}

/// A port that nobody listens on at this moment.
fn free_port() -> anyhow::Result<u16> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    Ok(listener.local_addr()?.port())
}
