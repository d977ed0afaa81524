//! An open window: how it starts and how it ends.

use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context as _, bail};
use fantoccini::wd::Capabilities;
use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use testkit::sweep::{Find, Words};

use crate::desktop;
use crate::driver::Driver;
use crate::process;
use crate::remembers::remembers;

/// Longest time from the start of a program to its window.
const OPENING: Duration = Duration::from_secs(60);

/// A running program with its window. Dropping it ends the program as a lost battery would.
#[derive(Debug)]
pub struct Window {
    pub(crate) client: Client,
    pid: u32,
    driver: Driver,
    display: String,
}

impl Window {
    pub(crate) async fn open(
        driver: Driver,
        program: &Path,
        arguments: &[String],
        display: &str,
    ) -> anyhow::Result<Self> {
        let mut capabilities = Capabilities::new();
        capabilities.insert(
            "webkitgtk:browserOptions".to_owned(),
            json!({ "binary": program, "args": arguments }),
        );
        let address = driver.address();
        let mut builder = ClientBuilder::new(HttpConnector::new());
        let client = tokio::select! {
            client = builder.capabilities(capabilities).connect(&address) => {
                client.context("the driver could not open the window")?
            }
            () = driver.program_ends() => bail!("the program ended before its window was open"),
            () = tokio::time::sleep(OPENING) => bail!("no window after {OPENING:?}"),
        };
        let pid = driver.program()?;
        let window = Self { client, pid, driver, display: display.to_owned() };
        window.wait_for_page().await?;
        Ok(window)
    }

    /// The process of the program.
    pub fn pid(&self) -> u32 {
        self.pid
    }

    /// Every process of the program: its own, and the web view's.
    pub fn processes(&self) -> Vec<u32> {
        process::family(self.pid)
    }

    /// The words that the program itself still holds in memory; its web view is not looked into.
    pub fn remembers(&self, words: &[&str]) -> anyhow::Result<Vec<Find>> {
        remembers(self.pid, &Words::new(words))
    }

    /// As [`remembers`](Self::remembers), for bytes that are no text, each under a name.
    pub fn remembers_bytes(&self, named: &[(&str, &[u8])]) -> anyhow::Result<Vec<Find>> {
        remembers(self.pid, &Words::of_bytes(named))
    }

    /// What the window's title bar says, as the desktop reads it.
    pub async fn title_bar(&self) -> anyhow::Result<String> {
        let pid = self.pid.to_string();
        let ids = self.xdotool(&["search", "--onlyvisible", "--pid", &pid]).await?;
        let id = ids.lines().next().context("the program shows no window")?;
        self.xdotool(&["getwindowname", id]).await
    }

    async fn xdotool(&self, arguments: &[&str]) -> anyhow::Result<String> {
        let output = tokio::process::Command::new("xdotool")
            .args(arguments)
            .env("DISPLAY", &self.display)
            .output()
            .await
            .context("xdotool is part of the set-up")?;
        Ok(String::from_utf8(output.stdout)?.trim().to_owned())
    }

    /// How many windows the program has.
    pub async fn windows(&self) -> anyhow::Result<usize> {
        Ok(self.client.windows().await?.len())
    }

    /// Makes the page this large, in CSS pixels.
    pub async fn resize(&self, width: u32, height: u32) -> anyhow::Result<()> {
        self.client.set_window_size(width, height).await?;
        let deadline = Instant::now() + Duration::from_secs(5);
        loop {
            let size = self.run("return [innerWidth, innerHeight]").await?;
            if size == json!([width, height]) {
                return Ok(());
            }
            if Instant::now() > deadline {
                bail!("the page is {size} large, not {width} × {height}");
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// Kills the program between two instructions, as a lost battery would.
    pub fn kill(self) {
        // A battery takes the web view's processes with it; left alone, they end a moment after the program.
        let family = self.processes();
        family.iter().for_each(|pid| process::kill(*pid));
        drop(self.driver);
        let deadline = Instant::now() + Duration::from_secs(5);
        while family.iter().any(|pid| process::is_alive(*pid)) && Instant::now() < deadline {
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// Closes the window as a person does, and waits until the program has ended.
    pub async fn close(self) -> anyhow::Result<()> {
        // The driver may lose the session while the program leaves; what counts is that it left.
        let _ = self.client.clone().close_window().await;
        self.has_ended().await
    }

    /// Presses the cross of the window, as the desktop passes it on; the program decides what comes of it.
    pub async fn presses_the_cross(&self) -> anyhow::Result<()> {
        let pid = self.pid.to_string();
        let ids = self.xdotool(&["search", "--onlyvisible", "--pid", &pid]).await?;
        let id = ids.lines().next().context("the program shows no window")?;
        desktop::ask_to_close(&self.display, id.parse()?)
    }

    /// Waits until the program has ended by itself.
    pub async fn has_ended(&self) -> anyhow::Result<()> {
        let deadline = Instant::now() + Duration::from_secs(20);
        while process::is_alive(self.pid) {
            if Instant::now() > deadline {
                bail!("the program still runs 20 s after its window was closed");
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        Ok(())
    }

    /// Runs a script in the page and returns what it returns.
    pub async fn run(&self, script: &str) -> anyhow::Result<Value> {
        Ok(self.client.execute(script, Vec::new()).await?)
    }

    /// Runs a promise in the page and returns what it comes to.
    pub async fn run_to_end(&self, promise: &str) -> anyhow::Result<Value> {
        let script = format!("const done = arguments[0]; ({promise}).then(done)");
        Ok(self.client.execute_async(&script, Vec::new()).await?)
    }

    /// Waits until the page has loaded, however often the web view changes it while it starts.
    async fn wait_for_page(&self) -> anyhow::Result<()> {
        const LOADED: &str = "return document.readyState === 'complete' \
                              && location.protocol !== 'about:'";
        let deadline = Instant::now() + Duration::from_secs(30);
        while Instant::now() < deadline {
            if self.run(LOADED).await.is_ok_and(|loaded| loaded == true) {
                return Ok(());
            }
            if !process::is_alive(self.pid) {
                bail!("the program ended before its page was there");
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        bail!("the page did not load")
    }
}
