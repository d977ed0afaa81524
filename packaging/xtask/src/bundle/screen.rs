//! A virtual screen for one trial.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Stdio};

use anyhow::{Context as _, ensure};

use crate::command::program;

/// A display that ends with this value.
pub struct Screen {
    server: Child,
    /// What `DISPLAY` should say.
    pub name: String,
}

impl Screen {
    /// Starts one on the first free number.
    pub fn start() -> anyhow::Result<Self> {
        let mut server = program("Xvfb")
            .args(["-displayfd", "1", "-screen", "0", "1920x1080x24"])
            .args(["-nolisten", "tcp", "-noreset"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .context("Xvfb could not be started")?;
        let said = server.stdout.take().context("Xvfb has no output")?;
        let mut number = String::new();
        BufReader::new(said).read_line(&mut number)?;
        let screen = Self { server, name: format!(":{}", number.trim()) };
        ensure!(screen.name.len() > 1, "Xvfb found no free display");
        Ok(screen)
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}
