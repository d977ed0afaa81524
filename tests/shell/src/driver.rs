//! `WebKitWebDriver`, which steers one window.

use std::ffi::OsString;
use std::fs::File;
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, bail};

use crate::process;

/// A driver on a port of its own. It ends with this value, and so does the window it opened.
#[derive(Debug)]
pub struct Driver {
    child: Child,
    port: u16,
}

impl Driver {
    /// Starts a driver. The window it opens inherits `environment` and writes to `log`.
    pub fn start(environment: &[(&str, OsString)], log: &Path) -> anyhow::Result<Self> {
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
        let driver = Self { child, port };
        driver.wait_until_it_listens()?;
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

    fn wait_until_it_listens(&self) -> anyhow::Result<()> {
        let deadline = Instant::now() + Duration::from_secs(20);
        while Instant::now() < deadline {
            if TcpStream::connect((Ipv4Addr::LOCALHOST, self.port)).is_ok() {
                return Ok(());
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        bail!("WebKitWebDriver does not listen on port {}", self.port)
    }
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
