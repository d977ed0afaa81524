//! A virtual screen to open windows on.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};

use anyhow::{Context as _, ensure};

/// A display that ends with this value.
#[derive(Debug)]
pub struct Display {
    name: String,
    server: Child,
}

impl Display {
    /// Virtual even where there is a real one: windows of tests do not jump at the person at the desk, and every
    /// picture has the same size.
    pub fn start() -> anyhow::Result<Self> {
        let mut server = Command::new("Xvfb")
            .args(["-displayfd", "1", "-screen", "0", "1920x1080x24"])
            .args(["-nolisten", "tcp", "-noreset"])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .context("Xvfb could not be started; `cargo xtask setup` installs it")?;
        let mut number = String::new();
        let said = server.stdout.take().context("Xvfb has no output")?;
        BufReader::new(said).read_line(&mut number)?;
        let display = Self { name: format!(":{}", number.trim()), server };
        ensure!(display.name.len() > 1, "Xvfb found no free display");
        Ok(display)
    }

    /// What `DISPLAY` should say.
    pub fn name(&self) -> &str {
        &self.name
    }
}

impl Drop for Display {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}
